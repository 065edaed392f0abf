/// A recipe: how a network is fitted to samples.
///
///     let outcome = try Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-4))
///         .fit(&network, to: StepFunctions(length: 129, amplitude: 5).samples(), epochs: 557_600)
public struct Training: Sendable, Hashable {
    /// What is made small.
    public var loss: Loss
    /// The rule for a step.
    public var optimizer: Optimizer
    /// How the learning rate changes.
    public var schedule: Schedule
    /// How many samples an update sees.
    public var batching: Batching
    /// How an epoch is computed.
    public var path: ComputationPath
    /// The seed of the order of mini-batches.
    public var seed: UInt64

    /// A recipe; by default full batches at a constant rate.
    public init(
        loss: Loss, optimizer: Optimizer, schedule: Schedule = .constant, batching: Batching = .full,
        path: ComputationPath = .auto, seed: UInt64 = 1
    ) {
        self.loss = loss
        self.optimizer = optimizer
        self.schedule = schedule
        self.batching = batching
        self.path = path
        self.seed = seed
    }

    /// Trains `network` and leaves it as it is at the end.
    ///
    /// The loop allocates nothing on the dense path. Full batches see the samples in order. An ``Observation`` at epoch e
    /// is of the network after e epochs; the observer's time does not count in the outcome's seconds. During epochs,
    /// subnormal numbers are flushed to zero; everywhere else arithmetic is plain IEEE 754.
    ///
    /// - Parameters:
    ///   - network: where to begin; ignored, but for its shape, where there is a checkpoint.
    ///   - samples: what to fit.
    ///   - epochs: the number of epochs in all, those before a checkpoint included.
    ///   - checkpoint: where to go on from.
    ///   - observations: when the observer is called.
    ///   - stop: ends training early, after the current epoch.
    ///   - observer: called at the epochs asked for, and at the end.
    ///   - progress: called several times a second.
    /// - Returns: how training ended; a loss that is infinite or NaN is such an outcome, not an error.
    /// - Throws: ``TrainingError`` where recipe, network and samples do not fit, and what the observer throws.
    /// - Complexity: O(epochs · samples · parameters).
    @discardableResult
    public func fit<Element: TrainableScalar>(
        _ network: inout Network<Element>, to samples: SampleSet, epochs: Int,
        from checkpoint: TrainingCheckpoint<Element>? = nil, observing observations: ObservationEpochs = .ends,
        stop: StopRequest? = nil, observer: ((Observation<Element>) throws -> Void)? = nil,
        progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> TrainingOutcome<Element> {
        try validate(network, samples: samples, epochs: epochs)
        let loop = TrainingLoop(self, network: network, samples: samples, epochs: epochs, checkpoint: checkpoint)
        defer { loop.read(into: &network) }
        return try loop.run(observations: observations, stop: stop, progress: progress, observer: observer)
    }

    /// Checks that recipe, network and samples fit, without training.
    ///
    /// - Throws: ``TrainingError``, naming the first part that does not.
    public func validate<Element: Scalar>(
        _ network: Network<Element>, samples: SampleSet, epochs: Int
    ) throws(TrainingError) {
        guard epochs >= 0 else { throw TrainingError(part: "epochs", problem: "\(epochs): expected at least 0") }
        guard network.inputs == samples.length else {
            throw TrainingError(
                part: "network", problem: "\(network.inputs) inputs: expected the signals' length, \(samples.length)")
        }
        guard network.outputs == samples.targets.columns else {
            throw TrainingError(
                part: "network.\(network.layers.count - 1)",
                problem: "\(network.outputs) outputs: expected \(samples.targets.columns), one for each target")
        }
        if let (parameter, problem) = optimizer.objection {
            throw TrainingError(part: "optimizer.\(parameter)", problem: problem)
        }
        if let (parameter, problem) = schedule.objection {
            throw TrainingError(part: "schedule.\(parameter)", problem: problem)
        }
        if case .mini(let size, _) = batching, size < 1 {
            throw TrainingError(part: "batch", problem: "\(size) samples: expected at least 1")
        }
        if let objection = loss.objection(toOutput: network.layers[network.layers.count - 1].description.activation)
            ?? loss.objection(toTargets: samples.targets)
        {
            throw TrainingError(part: "loss", problem: objection)
        }
        guard epochs > 0, let lowest = network.layers.firstIndex(where: { $0.description.isTrainable }) else { return }
        for l in lowest..<network.layers.count where network.layers[l].description.activation == .hardThreshold {
            throw TrainingError(
                part: "network.\(l).activation",
                problem:
                    "hardThreshold has derivative 0 wherever it has one, so that no weight at or below it would move:"
                    + " expected another activation, frozen layers up to here, or epochs: 0")
        }
    }
}
