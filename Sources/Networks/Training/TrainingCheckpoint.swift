/// All that training needs to resume, bit for bit, as if it had never stopped.
public struct TrainingCheckpoint<Element: TrainableScalar>: Sendable {
    /// The network.
    public var network: Network<Element>
    /// The optimizer's moments: networks of the same shape, in the order of the rule's formula.
    public var moments: [Network<Element>]
    /// The matrices that the optimizer keeps besides its moments, in the order of the rule's formula; empty for most
    /// rules.
    public var statistics: [Matrix<Double>]
    /// Σ over all updates of the gradient of w1_j, for each weight of a trained linear encoder of one unit; nil for
    /// other networks.
    public var encoderGradientSum: [Double]?
    /// The number of epochs done.
    public var epoch: Int
    /// The number of updates done.
    public var updates: Int
    /// The seconds that the epochs took, observers left out.
    public var seconds: Double
    /// The state of the schedule.
    public var schedule: ScheduleState

    /// Creates a checkpoint from its parts.
    public init(
        network: Network<Element>, moments: [Network<Element>], statistics: [Matrix<Double>] = [],
        encoderGradientSum: [Double]? = nil, epoch: Int,
        updates: Int, seconds: Double,
        schedule: ScheduleState
    ) {
        self.network = network
        self.moments = moments
        self.statistics = statistics
        self.encoderGradientSum = encoderGradientSum
        self.epoch = epoch
        self.updates = updates
        self.seconds = seconds
        self.schedule = schedule
    }
}
