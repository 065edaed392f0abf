/// How training ended.
public struct TrainingOutcome<Element: TrainableScalar>: Sendable {
    /// Why training ended.
    public let status: TrainingStatus
    /// The number of epochs of updates done, those before a resumption included.
    public let epochs: Int
    /// The loss over all training samples at the end; infinite or NaN where training diverged.
    public let loss: Double
    /// The seconds spent in these epochs, observers left out.
    public let seconds: Double
    /// The path that computed the epochs.
    public let path: ComputationPath
    /// All that is needed to go on.
    public let checkpoint: TrainingCheckpoint<Element>

    /// The mean duration of an epoch in microseconds; nil where there was none.
    public var microsecondsPerEpoch: Double? { epochs == 0 ? nil : seconds * 1e6 / Double(epochs) }
}
