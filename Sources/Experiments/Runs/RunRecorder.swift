public import Networks

/// What a run tells about itself while it is carried out: its start, its rows, its snapshots and its end.
///
/// A run makes one ``start(_:epoch:)``, then rows and snapshots in the order of the epochs, then one ``finish(_:)``,
/// all on one thread. A run that fails makes no ``finish(_:)``.
public protocol RunRecorder: AnyObject {
    /// The checkpoint to continue from, with networks like `template`, of a run of so many epochs;
    /// nil where the run begins.
    func savedCheckpoint<S: TrainableScalar>(like template: Network<S>, epochs: Int) throws -> TrainingCheckpoint<S>?

    /// What follows training from epoch to epoch; nil where nothing does.
    var epochObserver: (any EpochObserver)? { get }

    /// Notes that training of a spec begins: at epoch 0, or at the epoch of a checkpoint.
    func start(_ spec: Spec, epoch: Int) throws

    /// Notes an epoch.
    func record(_ row: HistoryRow) throws

    /// Notes the loss of each of a number of epochs, the first of which is `epoch`: the loss that the epoch's update
    /// was computed for.
    ///
    /// Epochs come in order, and all of them before a checkpoint of a later epoch.
    func record(losses: [Double], fromEpoch epoch: Int) throws

    /// Notes that epochs from `epoch` on have another learning rate.
    func record(learningRate: Double, fromEpoch epoch: Int) throws

    /// Notes that each of a number of epochs, the first of which is `epoch`, has a learning rate of its own; the last
    /// one holds from there on.
    func record(learningRates: [Double], fromEpoch epoch: Int) throws

    /// Keeps the network of an epoch.
    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws

    /// Keeps what is needed to continue.
    func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws

    /// Notes the end: finished, interrupted or diverged.
    func finish(_ result: RunResult) throws
}

extension RunRecorder {
    /// No checkpoint: the run begins.
    public func savedCheckpoint<S: TrainableScalar>(
        like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S>? { nil }

    /// None.
    public var epochObserver: (any EpochObserver)? { nil }

    /// Does nothing.
    public func record(losses: [Double], fromEpoch epoch: Int) throws {}

    /// Does nothing.
    public func record(learningRate: Double, fromEpoch epoch: Int) throws {}

    /// Notes one rate after the other, where it changes.
    public func record(learningRates: [Double], fromEpoch epoch: Int) throws {
        for (k, rate) in learningRates.enumerated() where k == 0 || rate != learningRates[k - 1] {
            try record(learningRate: rate, fromEpoch: epoch + k)
        }
    }

    /// Does nothing.
    public func start(_ spec: Spec, epoch: Int) throws {}

    /// Does nothing.
    public func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws {}

    /// Does nothing.
    public func finish(_ result: RunResult) throws {}
}
