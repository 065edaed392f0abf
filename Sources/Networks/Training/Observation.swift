/// What training looks like at one epoch.
public struct Observation<Element: TrainableScalar>: Sendable {
    /// The number of epochs of updates so far.
    public let epoch: Int
    /// The loss over all training samples at this point.
    public let loss: Double
    /// The learning rate of the epoch that begins here.
    public let learningRate: Double
    /// The network at this point.
    public let network: Network<Element>
}
