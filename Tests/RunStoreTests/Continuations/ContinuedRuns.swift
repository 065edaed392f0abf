import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Tests of runs that go on with other values.
protocol ContinuedRuns {}

extension ContinuedRuns {
    static var rate: String { "optimizer.rmsProp.learningRate" }

    func spec(epochs: Int = 60, _ change: (inout Spec) -> Void = { _ in }) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = epochs
        spec.training.optimizer = .rmsProp(learningRate: 1e-3)
        spec.training.schedule = .constant
        change(&spec)
        return spec
    }

    @discardableResult
    func run(_ spec: Spec, in root: RunRoot) throws -> RunFolder {
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        return try root.find("last")
    }

    func resume(_ folder: RunFolder, epochs: Int? = nil, _ changes: String...) throws -> RunSummary {
        try RunBatch.resume(Resumption(folder, epochs: epochs, changes: changes))
    }
}
