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
