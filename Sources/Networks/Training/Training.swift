/// A recipe: how a network is fitted to samples.
///
///     let outcome = try Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-4))
///         .fit(&network, to: StepFunctions(length: 129, amplitude: 5).samples(), epochs: 557_600)
public struct Training: Sendable, Hashable {
    /// The loss to minimise.
    public var loss: Loss
    /// The rule for a step.
    public var optimizer: Optimizer
    /// How the learning rate changes.
    public var schedule: Schedule
    /// The code-linearity term, if any.
    public var codeLinearity: CodeLinearity?
    /// The kink-repair term, if any.
    public var kinkRepair: KinkRepair?
    /// How many samples an update sees.
    public var batching: Batching
    /// How an epoch is computed.
    public var path: ComputationPath
    /// The precision that the sweep computes in.
    public var accumulators: Accumulators
    /// The seed of the order of mini-batches.
    public var seed: UInt64

    /// The most epochs of a run: 2^48.
    public static var maximumEpochs: Int { 1 << 48 }

    /// A recipe; by default full batches at a constant rate.
    public init(
        loss: Loss, optimizer: Optimizer, schedule: Schedule = .constant, codeLinearity: CodeLinearity? = nil,
        kinkRepair: KinkRepair? = nil, batching: Batching = .full,
        path: ComputationPath = .auto, accumulators: Accumulators = .native, seed: UInt64 = 1
    ) {
        self.loss = loss
        self.optimizer = optimizer
        self.schedule = schedule
        self.codeLinearity = codeLinearity
        self.kinkRepair = kinkRepair
        self.batching = batching
        self.path = path
        self.accumulators = accumulators
        self.seed = seed
    }

    /// Trains `network` and leaves it as it is at the end.
    ///
    /// The loop itself allocates nothing on the dense path and the sweep, except with the rules `shampoo` and
    /// `naturalGradient`. Full batches see the samples in order. An ``Observation`` at epoch e
    /// is of the network after e epochs; the observer's time does not count in the outcome's seconds. During epochs,
    /// subnormal numbers are flushed to zero; everywhere else arithmetic is plain IEEE 754.
    ///
    /// - Parameters:
    ///   - network: where to begin; ignored, but for its shape, where there is a checkpoint.
    ///   - samples: what to fit.
    ///   - epochs: the number of epochs in all, those before a checkpoint included.
    ///   - checkpoint: where to resume.
    ///   - observations: when the observer is called.
    ///   - stop: ends training early, after the current epoch.
    ///   - observer: called at the chosen epochs, and at the end.
    ///   - everyEpoch: called with each epoch, the loss that its update was computed for, and its learning rate.
    ///   - watch: called before each epoch.
    ///   - checkpointing: called every `checkpointSeconds`, or less often where it takes more than 1 % of that.
    ///   - checkpointSeconds: the seconds from one checkpoint to the next, observers included.
    ///   - progress: called several times a second.
    /// - Returns: how training ended; an infinite or NaN loss is an outcome, not an error.
    /// - Throws: ``TrainingError`` where recipe, network and samples do not fit, and what the observer throws.
    /// - Complexity: O(epochs · samples · parameters); more for rules that decompose matrices.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @discardableResult
    public func fit<Element: TrainableScalar>(
        _ network: inout Network<Element>, to samples: SampleSet, epochs: Int,
        from checkpoint: TrainingCheckpoint<Element>? = nil, observing observations: ObservationEpochs = .ends,
        stop: StopRequest? = nil, observer: ((Observation<Element>) throws -> Void)? = nil,
        everyEpoch: ((_ epoch: Int, _ loss: Double, _ learningRate: Double) throws -> Void)? = nil,
        watch: EpochWatch<Element>? = nil,
        checkpointing: ((TrainingCheckpoint<Element>) throws -> Void)? = nil, checkpointSeconds: Double = 30,
        progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> TrainingOutcome<Element> {
        try validate(network, samples: samples, epochs: epochs)
        if let checkpoint { try validate(checkpoint, like: network, epochs: epochs) }
        let loop = TrainingLoop(self, network: network, samples: samples, epochs: epochs, checkpoint: checkpoint)
        guard loop.isRestored else { throw Self.foreignCheckpoint(epochs: epochs) }
        defer { loop.read(into: &network) }
        return try loop.run(
            observations: observations, stop: stop, observer: observer, everyEpoch: everyEpoch,
            watch: watch, checkpointing: checkpointing,
            checkpointSeconds: checkpointSeconds, progress: progress
        )
    }
}
