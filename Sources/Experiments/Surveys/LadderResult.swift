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
            status = summary.status.training
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

        /// The runs that were not stopped: those from which something follows.
        public var completed: [Attempt] { attempts.filter { $0.status != .interrupted } }
        /// The completed runs that did not diverge: those whose units are dead or alive.
        public var finite: [Attempt] { completed.filter { $0.status != .diverged } }
        /// The most epochs that a completed run did, or any run where none was completed; fewer than ``epochs`` where
        /// all of them diverged or were stopped.
        public var epochsDone: Int { (completed.isEmpty ? attempts : completed).map(\.epochs).max() ?? 0 }
        /// The number of completed runs that reached the goal.
        public var successes: Int { completed.count(where: \.reached) }
        /// The median duration of a completed run, in seconds; of all runs where none was completed.
        public var seconds: Double {
            Self.median((completed.isEmpty ? attempts : completed).map(\.seconds)) ?? 0
        }
        /// The median of the epochs to the goal, over the completed runs that reached it.
        public var epochsToGoal: Double? { Self.median(completed.compactMap(\.epochsToGoal).map(Double.init)) }
        /// The median of the seconds to the goal, over the completed runs that reached it.
        public var secondsToGoal: Double? { Self.median(completed.compactMap(\.secondsToGoal)) }
        /// The least and the largest final error of the completed runs that did not diverge; nil where there is none.
        public var errors: (least: Double, largest: Double)? {
            let errors = finite.compactMap(\.maxRelativeError)
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
    /// The number of runs of each recipe that were asked for; absent in records of older versions.
    public var seeds: Int?
    /// The recipes, in the order in which a report tells of them.
    public var rungs: [Rung]

    /// Creates the result of a ladder.
    public init(length: Int, amplitude: Double, goal: Goal, seeds: Int? = nil, rungs: [Rung]) {
        self.length = length
        self.amplitude = amplitude
        self.goal = goal
        self.seeds = seeds
        self.rungs = rungs
    }

    /// The rungs with a completed run: those about which something can be said.
    public var completedRungs: [Rung] { rungs.filter { !$0.completed.isEmpty } }

    /// The rung with this name; nil where there is none.
    public func rung(named name: String) -> Rung? { rungs.first { $0.name == name } }
}
