public import Networks

/// The results of the runs of a ladder.
public struct LadderResult: Sendable, Hashable, Codable {
    /// One run of one recipe.
    public struct Attempt: Sendable, Hashable, Codable {
        /// The run's id in the survey's folder.
        public var run: String
        /// The seed.
        public var seed: UInt64
        /// Why training ended.
        public var status: TrainingStatus
        /// The number of completed epochs.
        public var epochs: Int
        /// The duration of training, in seconds.
        public var seconds: Double
        /// The largest error over the amplitude; absent where it is infinite or NaN.
        public var maxRelativeError: Double?
        /// The largest distance of the code from its line, over its range.
        public var codeDeviation: Double?
        /// The r² of the code against the position.
        public var codeR2: Double?
        /// The number of outputs that should be positive on some sample and are positive on none.
        public var deadOutputs: Int
        /// The number of gaps between neighbouring codes that hold a kink.
        public var coveredGaps: Int?
        /// Whether the goal was reached.
        public var reached: Bool
        /// The first recorded epoch from which the goal was met until the end.
        public var epochsToGoal: Int?

        /// The duration of these epochs in seconds, at the run's mean speed.
        public var secondsToGoal: Double? {
            epochsToGoal.map { epochs == 0 ? 0 : seconds * Double($0) / Double(epochs) }
        }

        /// Creates an attempt from a run's figures, judged by a goal.
        public init(_ summary: RunSummary, history: [HistoryRow], amplitude: Double, goal: Goal) {
            run = summary.run
            seed = summary.seed
            status = summary.status
            epochs = summary.epochs
            seconds = summary.seconds
            maxRelativeError = summary.maxRelativeError
            codeDeviation = summary.code?.maxDeviation
            codeR2 = summary.code?.r2
            deadOutputs = summary.deadOutputs
            coveredGaps = summary.coveredGaps
            reached = goal.isReached(by: summary)
            epochsToGoal = reached ? goal.epochReached(history, amplitude: amplitude) : nil
        }
    }

    /// All runs of one recipe.
    public struct Rung: Sendable, Hashable, Codable {
        /// The recipe's name.
        public var name: String
        /// The method in a few words.
        public var title: String
        /// What the rung adds or leaves out.
        public var remark: String
        /// The purpose of the rung.
        public var role: Ladder.Rung.Role
        /// The number of epochs that each run was given.
        public var epochs: Int
        /// The runs, by seed.
        public var attempts: [Attempt]

        /// Creates the result of a rung from its runs.
        public init(_ rung: Ladder.Rung, attempts: [Attempt]) {
            name = rung.spec.name
            title = rung.title
            remark = rung.remark
            role = rung.role
            epochs = rung.spec.epochs
            self.attempts = attempts
        }

        /// The most epochs that a run completed; fewer than ``epochs`` where all of them diverged or were stopped.
        public var epochsDone: Int { attempts.map(\.epochs).max() ?? 0 }
        /// The number of runs that reached the goal.
        public var successes: Int { attempts.count(where: \.reached) }
        /// The median duration of a run, in seconds.
        public var seconds: Double { Self.median(attempts.map(\.seconds)) ?? 0 }
        /// The median of the epochs to the goal, over the runs that reached it.
        public var epochsToGoal: Double? { Self.median(attempts.compactMap(\.epochsToGoal).map(Double.init)) }
        /// The median of the seconds to the goal, over the runs that reached it.
        public var secondsToGoal: Double? { Self.median(attempts.compactMap(\.secondsToGoal)) }
        /// The least and the largest final error of the runs that did not diverge; nil where all did.
        public var errors: (least: Double, largest: Double)? {
            let errors = attempts.filter { $0.status != .diverged }.compactMap(\.maxRelativeError)
            guard let least = errors.min(), let largest = errors.max() else { return nil }
            return (least, largest)
        }

        private static func median(_ values: [Double]) -> Double? { SeedStatistics.Quantiles(values)?.median }
    }

    /// The length of the signals.
    public var length: Int
    /// The amplitude.
    public var amplitude: Double
    /// When a run counts as a success.
    public var goal: Goal
    /// The recipes, in the order in which a report tells of them.
    public var rungs: [Rung]

    /// Creates the result of a ladder.
    public init(length: Int, amplitude: Double, goal: Goal, rungs: [Rung]) {
        self.length = length
        self.amplitude = amplitude
        self.goal = goal
        self.rungs = rungs
    }

    /// The rung with this name; nil where there is none.
    public func rung(named name: String) -> Rung? { rungs.first { $0.name == name } }
}
