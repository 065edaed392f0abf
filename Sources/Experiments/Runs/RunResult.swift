public import Analysis
public import Networks

/// What a run found.
public struct RunResult: Sendable {
    /// Why training ended.
    public enum Status: String, Sendable, Hashable, CaseIterable, Codable {
        /// All epochs were done.
        case finished
        /// A request ended training early; it can be resumed.
        case interrupted
        /// The loss became infinite or NaN.
        case diverged
    }

    /// The experiment.
    public let spec: Spec
    /// Why training ended.
    public let status: Status
    /// The number of epochs done.
    public let epochs: Int
    /// The loss at the end.
    public let loss: Double
    /// The seconds of training.
    public let seconds: Double
    /// The mean duration of an epoch, in microseconds.
    public let microsecondsPerEpoch: Double
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
}
