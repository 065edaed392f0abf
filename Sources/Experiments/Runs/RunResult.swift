public import Analysis
public import Networks

/// What a run found.
public struct RunResult: Sendable {
    /// The experiment.
    public let spec: Spec
    /// Why training ended.
    public let status: TrainingStatus
    /// The number of epochs done.
    public let epochs: Int
    /// The loss at the end.
    public let loss: Double
    /// The seconds of training.
    public let seconds: Double
    /// The mean duration of an epoch, in microseconds; nil where there was none.
    public let microsecondsPerEpoch: Double?
    /// The path that computed the epochs.
    public let path: ComputationPath
    /// The network at the end.
    public let network: TrainedNetwork
    /// The training samples.
    public let samples: SampleSet
    /// What the network does on them.
    public let measures: Measures
    /// What it does on the samples that were held out; nil where there are none.
    public let heldOut: Measures?
    /// Σ over all updates of the gradient of w1_j, for each weight of a trained linear encoder of one unit; nil for other networks, and where
    /// it is not known.
    public let encoderGradientSum: [Double]?
}
