public import Networks

/// Keeps what a run finds: an ``ExperimentRun`` itself writes no file.
///
/// A spec may start from a model; that file is the only one that an ``ExperimentRun`` reads.
public protocol RunRecorder: AnyObject {
    /// Reads the checkpoint to continue from.
    ///
    /// - Parameters:
    ///   - template: a network of the run's shape.
    ///   - epochs: the number of epochs of the whole run.
    /// - Returns: the checkpoint; nil for a new run.
    /// - Throws: what the recorder throws for a checkpoint that cannot be read or does not fit the run.
    func savedCheckpoint<S: TrainableScalar>(like template: Network<S>, epochs: Int) throws -> TrainingCheckpoint<S>?

    /// Records the figures of an epoch.
    func record(_ row: HistoryRow) throws

    /// Keeps the network of an epoch.
    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws

    /// Keeps what is needed to continue the run later.
    func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws
}
