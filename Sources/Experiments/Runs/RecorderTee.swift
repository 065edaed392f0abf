public import Networks

/// Several recorders as one: each sees every event, in the order of the events and, for one event, in the order of the
/// list.
///
/// Where a recorder throws, the others still see that event; then the first error is thrown, which ends the run.
public final class RecorderTee: RunRecorder {
    private let recorders: [any RunRecorder]

    /// Hands everything to each of `recorders`.
    public init(_ recorders: [any RunRecorder]) { self.recorders = recorders }

    /// The first checkpoint that a recorder has; every recorder is asked, so that each can prepare itself.
    public func savedCheckpoint<S: TrainableScalar>(
        like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S>? {
        var found: TrainingCheckpoint<S>?
        try forEach { recorder in
            let checkpoint = try recorder.savedCheckpoint(like: template, epochs: epochs)
            found = found ?? checkpoint
        }
        return found
    }

    /// The first observer that a recorder has.
    public var epochObserver: (any EpochObserver)? { recorders.lazy.compactMap(\.epochObserver).first }

    /// Tells each that training begins.
    public func start(_ spec: Spec, epoch: Int) throws { try forEach { try $0.start(spec, epoch: epoch) } }

    /// Hands each the row.
    public func record(_ row: HistoryRow) throws { try forEach { try $0.record(row) } }

    /// Hands each the losses.
    public func record(losses: [Double], fromEpoch epoch: Int) throws {
        try forEach { try $0.record(losses: losses, fromEpoch: epoch) }
    }

    /// Hands each the rate.
    public func record(learningRate: Double, fromEpoch epoch: Int) throws {
        try forEach { try $0.record(learningRate: learningRate, fromEpoch: epoch) }
    }

    /// Hands each the rates.
    public func record(learningRates: [Double], fromEpoch epoch: Int) throws {
        try forEach { try $0.record(learningRates: learningRates, fromEpoch: epoch) }
    }

    /// Hands each the network.
    public func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {
        try forEach { try $0.record(snapshot: network, epoch: epoch) }
    }

    /// Hands each the checkpoint.
    public func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws {
        try forEach { try $0.record(checkpoint) }
    }

    /// Tells each how training ended.
    public func finish(_ result: RunResult) throws { try forEach { try $0.finish(result) } }

    private func forEach(_ body: (any RunRecorder) throws -> Void) throws {
        var first: (any Error)?
        for recorder in recorders {
            do { try body(recorder) } catch { first = first ?? error }
        }
        if let first { throw first }
    }
}
