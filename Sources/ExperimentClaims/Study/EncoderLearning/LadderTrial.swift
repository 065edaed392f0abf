internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks

/// One run of a rung of the ladder of ``Survey``, within a budget of epochs, judged by the papers' formulas.
struct LadderTrial: CustomStringConvertible {
    /// The title of the rung.
    let title: String
    let seed: UInt64
    /// The number of epochs done.
    let epochs: Int
    /// The seconds that they took.
    let seconds: Double
    /// What the network does.
    let found: StepReconstruction
    /// Whether the library's own goal counts the rung as reached.
    let isReachedByGoal: Bool

    /// Trains a rung with several seeds.
    static func all(
        _ name: String, of ladder: Ladder, length: Int, seeds: ClosedRange<UInt64>, atMost epochs: Int = .max
    ) throws -> [LadderTrial] {
        guard let rung = ladder.rungs.first(where: { $0.spec.name == name }) else {
            throw SpecError(source: "ladder", key: name, problem: "no such rung")
        }
        return try seeds.map { seed in
            var spec = rung.spec.resized(to: length)
            spec.seed = seed
            spec.epochs = min(epochs, spec.epochs)
            return try LadderTrial(rung.title, spec, goal: ladder.goal)
        }
    }

    private init(_ title: String, _ spec: Spec, goal: Goal) throws {
        let result = try ExperimentRun(spec, source: spec.name).run()
        self.title = title
        seed = spec.seed
        epochs = result.epochs
        seconds = result.seconds
        found = StepReconstruction(result.network.inDouble, amplitude: result.samples.amplitude)
        isReachedByGoal =
            result.status != .diverged
            && goal.isReached(
                relativeError: result.measures.error.maxRelative, deviation: result.measures.code?.maxDeviation,
                r2: result.measures.code?.r2)
    }

    /// Whether the largest error is at most 1e-3 of the amplitude, whatever the code.
    var isReconstruction: Bool { found.largestError <= 1e-3 }

    /// Whether the code is within 1 % of a line, and R² above .9999, whatever the outputs.
    var isStraight: Bool { found.codeDeviation <= 0.01 && found.codeR2 > 0.9999 }

    /// Whether the blank's code is the lowest, so that all units can ascend.
    var hasLowestBlank: Bool { found.codes.last == found.codes.min() }

    /// Whether it is both.
    var isReached: Bool { isReconstruction && isStraight }

    var description: String {
        "\(title), seed \(seed): largest error/amp \(NumberText.number(found.largestError)), code off its line by "
            + "\(NumberText.number(found.codeDeviation))"
    }
}
