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
    /// All that is needed to resume.
    public let checkpoint: TrainingCheckpoint<Element>

    /// The mean duration of an epoch in microseconds; nil where there was none.
    public var microsecondsPerEpoch: Double? { epochs == 0 ? nil : seconds * 1e6 / Double(epochs) }
}

/// Why training ended.
public enum TrainingStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// All epochs were done.
    case finished
    /// A ``StopRequest`` ended it early; its checkpoint resumes from there.
    case interrupted
    /// The loss became infinite or NaN.
    case diverged
}

/// How far training is: handed out several times a second.
public struct TrainingProgress: Sendable, Hashable {
    /// The number of epochs of updates so far, those before a resumption included.
    public let epoch: Int
    /// The number of epochs that training will have.
    public let epochs: Int
    /// The last loss.
    public let loss: Double
    /// The epochs per second of this call.
    public let epochsPerSecond: Double

    /// The seconds that are left at this speed.
    public var secondsLeft: Double { epochsPerSecond > 0 ? Double(epochs - epoch) / epochsPerSecond : .infinity }
}
