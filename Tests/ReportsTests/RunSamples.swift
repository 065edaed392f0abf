import Testing

@testable import Experiments

/// Runs and histories to draw.
enum RunSamples {
    /// Carries out a built-in experiment.
    static func result(
        _ name: String, length: Int, epochs: Int? = nil, _ change: (inout Spec) -> Void = { _ in }
    ) throws -> RunResult {
        var spec = try #require(Experiment.named(name)).spec.resized(to: length)
        if let epochs { spec.epochs = epochs }
        change(&spec)
        return try ExperimentRun(spec, source: "test").run()
    }

    /// A history with made-up figures.
    static func rows(_ values: [(epoch: Int, loss: Double, error: Double, deviation: Double)]) -> [HistoryRow] {
        values.map {
            HistoryRow(
                epoch: $0.epoch, loss: $0.loss, learningRate: 1, maxAbsoluteError: $0.error, codeR2: 1,
                codeDeviation: $0.deviation)
        }
    }
}
