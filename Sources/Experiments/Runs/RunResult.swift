public import Analysis
internal import Diagnostics
public import Networks

/// The result of a run.
public struct RunResult: Sendable {
    /// The experiment.
    public let spec: Spec
    /// Why training ended.
    public let status: TrainingStatus
    /// The number of completed epochs.
    public let epochs: Int
    /// The loss at the end.
    public let loss: Double
    /// The duration of training, in seconds.
    public let seconds: Double
    /// The mean duration of an epoch, in microseconds; nil without an epoch.
    public let microsecondsPerEpoch: Double?
    /// The path that computed the epochs.
    public let path: ComputationPath
    /// The network at the end.
    public let network: TrainedNetwork
    /// The training samples, rounded to the network's precision.
    public let samples: SampleSet
    /// How the inputs were normalised; nil where they were not.
    public let normalisation: Normalisation?
    /// What rounding changed in the data; nil where it changed nothing.
    public let rounding: DataRounding?
    /// The measures of the network on them.
    public let measures: Measures
    /// The samples that were held out, rounded in the same way; nil where there are none.
    public let heldOutSamples: SampleSet?
    /// The measures on the samples that were held out, with errors over the scales of the training samples; nil where
    /// there are none.
    public let heldOut: Measures?
    /// The loss over the samples that were held out, without terms that depend on the weights alone; nil where there
    /// are none.
    public let heldOutLoss: Double?
    /// The samples for the test, rounded in the same way; nil where there are none.
    public let testSamples: SampleSet?
    /// The measures on the samples for the test, with errors over the scales of the training samples; nil where there
    /// are none.
    public let test: Measures?
    /// The loss over the samples for the test, without terms that depend on the weights alone; nil where there are
    /// none.
    public let testLoss: Double?
    /// What becomes of the units that are dead on the training samples, if training goes on; by layer and index.
    public let deadUnits: [DeadUnit]
    /// Σ over all updates of the gradient of w1_j, for each weight of a trained linear encoder of one unit; nil for
    /// other networks, and where it is unknown.
    public let encoderGradientSum: [Double]?
    /// How many weights of the model that training started from rounding to the run's precision changed; nil where it
    /// changed none, and without such a model.
    public var roundedStartValues: Int?
}

extension RunResult: CustomStringConvertible {
    /// One line: name, status, loss, epochs and network; weights and samples are left out.
    public var description: String {
        "\(spec.name), seed \(spec.seed): \(status.rawValue), loss \(NumberText.number(loss)) after "
            + "\(NumberText.plural(epochs, "epoch")); \(network)"
    }
}
