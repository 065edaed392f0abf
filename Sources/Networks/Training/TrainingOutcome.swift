/// How training ended.
public struct TrainingOutcome<Element: TrainableScalar>: Sendable {
    /// Why it ended.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// All epochs were done.
        case finished
        /// A ``StopRequest`` ended it early; the checkpoint goes on from there.
        case interrupted
        /// The loss became infinite or NaN.
        case diverged
    }

    /// Why training ended.
    public let status: Status
    /// The number of epochs of updates done, those before a resumption included.
    public let epochs: Int
    /// The loss over all training samples at the end; infinite or NaN where training diverged.
    public let loss: Double
    /// The seconds spent in the epochs of this call, observers left out.
    public let seconds: Double
    /// The number of epochs that took these seconds.
    public let epochsTimed: Int
    /// The path that computed the epochs.
    public let path: ComputationPath
    /// All that is needed to go on.
    public let checkpoint: TrainingCheckpoint<Element>

    /// The mean duration of an epoch in microseconds; 0 where there was none.
    public var microsecondsPerEpoch: Double { epochsTimed == 0 ? 0 : seconds * 1e6 / Double(epochsTimed) }
}
