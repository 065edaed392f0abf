public import Networks

/// Where a run writes what it finds. Experiments know nothing of files and folders beyond this.
public protocol RunRecorder: AnyObject {
    /// The checkpoint to go on from, with networks like `template`, of a run of so many epochs;
    /// nil where the run begins.
    func savedCheckpoint<S: TrainableScalar>(like template: Network<S>, epochs: Int) throws -> TrainingCheckpoint<S>?

    /// Notes an epoch.
    func record(_ row: HistoryRow) throws

    /// Keeps the network as it is at an epoch.
    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws

    /// Keeps what is needed to go on.
    func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws
}
