internal import Kernels

/// One call of ``Training/fit(_:to:epochs:from:observing:stop:observer:checkpointing:progress:)``: its memory and its
/// loop.
final class TrainingLoop<Element: TrainableScalar> {
    private let training: Training
    private let rule: any OptimizerRule
    private let template: Network<Element>
    let layout: ParameterLayout
    private let epochs: Int
    private let resolvedPath: ComputationPath
    private let path: AnyLossGradient<Element>
    private let ties: TiedTensors<Element>?
    let parameters: AlignedBuffer<Element>
    private let gradient: AlignedBuffer<Element>
    private let moments: [AlignedBuffer<Element>]
    private let momentPointers: OptimizerStep<Element>.Moments
    private let inputs: AlignedBuffer<Element>
    private let targets: AlignedBuffer<Element>
    private let sampleCount: Int
    private let lossIsMean: Bool
    private let batches: MiniBatches<Element>?
    private let terms: TrainingTerms<Element>
    private let gradientSum: EncoderGradientSum<Element>?
    private(set) var epoch: Int
    private var updates: Int
    // Changed once an epoch, by this loop alone: a check of exclusive access would cost an epoch of a tiny network 3 %.
    @exclusivity(unchecked) private var schedule: ScheduleState
    private let secondsBefore: Double
    private(set) var lastLoss = Double.infinity
    /// Whether the checkpoint's statistics were those of this recipe.
    let isRestored: Bool

    init(
        _ training: Training, network: Network<Element>, samples: SampleSet, epochs: Int,
        checkpoint: TrainingCheckpoint<Element>?
    ) {
        self.training = training
        rule = training.optimizer.rule.body
        self.epochs = epochs
        template = checkpoint?.network ?? network
        resolvedPath = training.path.resolved(for: template, loss: training.loss)
        layout = resolvedPath == .sweep ? .forSweep(template) : ParameterLayout(template)
        sampleCount = samples.count
        lossIsMean = training.loss.form.isMean
        let takesAll = training.batching.takesAll(samples.count)
        path =
            switch resolvedPath {
            case .reference:
                AnyLossGradient(ReferencePath(template, layout: layout, loss: training.loss))
            case .sweep:
                Element.sweepOperations(training.accumulators).path(
                    SweepRequest(
                        network: template, layout: layout, loss: training.loss, capacity: samples.count,
                        signals: takesAll ? samples.signals : nil))
            case .dense, .auto:
                AnyLossGradient(
                    DensePath(template.layers, layout: layout, loss: training.loss, capacity: samples.count))
            }
        ties = TiedTensors(template.layers, layout: layout)
        parameters = AlignedBuffer(count: layout.count)
        layout.write(template, to: parameters.pointer)
        gradient = AlignedBuffer(count: layout.count)
        moments = (0..<training.optimizer.momentCount).map { [layout] k in
            let buffer = AlignedBuffer<Element>(count: layout.count)
            if let checkpoint, k < checkpoint.moments.count { layout.write(checkpoint.moments[k], to: buffer.pointer) }
            return buffer
        }
        momentPointers = OptimizerStep<Element>.Moments(moments)
        terms = TrainingTerms(
            training, network: template, layout: layout, samples: samples, moments: moments)
        gradientSum = EncoderGradientSum(
            template, layout: layout, from: checkpoint?.encoderGradientSum,
            isStart: checkpoint.map { $0.epoch == 0 } ?? true)
        isRestored =
            checkpoint.map { [terms] in terms.tensorStep?.restore($0.statistics) ?? $0.statistics.isEmpty } ?? true
        inputs = AlignedBuffer(samples.signals.elements.lazy.map { Element($0) })
        // The sweep reads rows of whole vectors.
        let targetWidth = samples.targets.columns
        let targetStride = resolvedPath == .sweep ? ParameterLayout.padded(targetWidth) : targetWidth
        if samples.isAutoencoding, targetStride == targetWidth {
            targets = inputs
        } else {
            targets = AlignedBuffer(count: samples.count * targetStride)
            for (k, value) in samples.targets.elements.enumerated() {
                targets.pointer[k / targetWidth * targetStride + k % targetWidth] = Element(value)
            }
        }
        if !takesAll, case .mini(let size, let shuffled) = training.batching {
            batches = MiniBatches(
                size: min(size, samples.count), samples: samples.count, inputs: samples.length,
                targets: targetStride, shuffled: shuffled, seed: training.seed)
        } else {
            batches = nil
        }
        epoch = checkpoint?.epoch ?? 0
        updates = checkpoint?.updates ?? 0
        secondsBefore = checkpoint?.seconds ?? 0
        schedule = checkpoint?.schedule ?? ScheduleState(learningRate: training.optimizer.learningRate)
        project()
    }

    func read(into network: inout Network<Element>) {
        layout.read(parameters.pointer, into: &network)
    }

    func run(
        observations: ObservationEpochs, stop: StopRequest?, observer: ((Observation<Element>) throws -> Void)?,
        everyEpoch: ((_ epoch: Int, _ loss: Double, _ learningRate: Double) throws -> Void)?,
        watch: EpochWatch<Element>?,
        checkpointing: ((TrainingCheckpoint<Element>) throws -> Void)?, checkpointSeconds: Double,
        progress: ((TrainingProgress) -> Void)?
    ) throws -> TrainingOutcome<Element> {
        let first = epoch
        let chosen = observer == nil ? [] : observations.epochs(through: epochs).filter { $0 >= first && $0 < epochs }
        var next = 0
        var status = TrainingStatus.finished
        var clock = LoopClock(enabled: progress != nil || checkpointing != nil)
        // Wall clock: a run that mostly observes can be killed, too.
        var checkpointDue = ContinuousClock.now + Duration.seconds(checkpointSeconds)
        let ieee = heaviside_flush_subnormals(-1)
        defer { _ = heaviside_flush_subnormals(ieee) }

        /// Carries out work that is not part of an epoch: in plain IEEE arithmetic, and not timed.
        func aside(_ work: () throws -> Void) rethrows {
            clock.pause()
            _ = heaviside_flush_subnormals(ieee)
            try work()
            _ = heaviside_flush_subnormals(-1)
            clock.resume()
        }
        if !hasFiniteParameters {
            lastLoss = .nan
            status = .diverged
        }
        while epoch < epochs, status != .diverged {
            schedule.begin(training.schedule, epoch: epoch, from: training.optimizer.learningRate)
            if let watch, watch.note(EpochState(self)) { try aside { try watch.attend(EpochState(self)) } }
            if let stop, stop.isRequested(after: epoch) {
                status = .interrupted
                break
            }
            if next < chosen.count, chosen[next] == epoch {
                next += 1
                try aside {
                    lastLoss = fullLoss()
                    if lastLoss.isFinite { try observer?(observation()) }
                }
                guard lastLoss.isFinite else {
                    status = try divergence()
                    break
                }
            }
            let rate = schedule.learningRate
            let isFinite = runEpoch()
            try everyEpoch?(epoch, lastLoss, rate)
            guard isFinite else {
                status = try divergence()
                break
            }
            epoch += 1
            if clock.isDue(at: epoch - first) {
                let seconds = clock.seconds()
                try aside {
                    progress?(
                        TrainingProgress(
                            epoch: epoch, epochs: epochs, loss: lastLoss,
                            epochsPerSecond: Double(epoch - first) / max(seconds, 1e-9)))
                    if let checkpointing, ContinuousClock.now >= checkpointDue {
                        let took = try ContinuousClock().measure {
                            try checkpointing(checkpoint(seconds: secondsBefore + seconds))
                        }
                        let pause: Duration = max(.seconds(checkpointSeconds), took * 100)
                        checkpointDue = ContinuousClock.now + pause
                    }
                }
            }
        }
        let seconds = secondsBefore + clock.seconds()
        _ = heaviside_flush_subnormals(ieee)
        if status != .diverged {
            lastLoss = fullLoss()
            if !lastLoss.isFinite { status = try divergence() }
        }
        if status == .finished { try observer?(observation()) }
        return TrainingOutcome(
            status: status, epochs: epoch, loss: lastLoss, seconds: seconds, path: resolvedPath,
            checkpoint: checkpoint(seconds: seconds))
    }

    /// The status of a loss that is not finite.
    ///
    /// - Throws: ``TrainingError`` where a part of the caller's own is to blame.
    private func divergence() throws(TrainingError) -> TrainingStatus {
        if let problem = path.problem() ?? terms.tensorStep?.problem?() { throw problem }
        return .diverged
    }

    private var allRows: SampleRows<Element> {
        SampleRows(inputs: inputs.pointer, targets: targets.pointer, count: sampleCount)
    }

    /// The loss of all samples, with its penalties, for the parameters as they are.
    func fullLoss() -> Double {
        hasFiniteParameters
            ? path.evaluate(parameters.pointer, allRows, nil) + terms.penalties(parameters.pointer) : .nan
    }

    /// Weights that no sample reaches can hide a NaN from every loss.
    private var hasFiniteParameters: Bool {
        (0..<layout.count).allSatisfy { parameters.pointer[$0].isFinite }
    }

    /// One epoch of updates; false where a loss is not finite, before the update that it was computed for.
    private func runEpoch() -> Bool {
        guard let batches else {
            lastLoss = update(allRows)
            guard lastLoss.isFinite else { return false }
            endEpoch()
            return true
        }
        batches.begin(epoch: epoch)
        var sum = 0.0
        for batch in 0..<batches.count {
            let rows = batches.gather(batch, inputs: inputs.pointer, targets: targets.pointer)
            let loss = update(rows)
            guard loss.isFinite else {
                lastLoss = loss
                return false
            }
            sum += lossIsMean ? loss * Double(rows.count) / Double(sampleCount) : loss
        }
        lastLoss = sum
        endEpoch()
        return true
    }

    private func endEpoch() {
        terms.endEpoch(
            epoch + 1, learningRate: schedule.learningRate, parameters.pointer, allRows, moments: moments)
        schedule.note(training.schedule, loss: lastLoss)
    }

    /// One step of the optimizer on some samples; the loss before it, with no step where that is not finite.
    private func update(_ rows: SampleRows<Element>) -> Double {
        let step = OptimizerStep(
            rule, weightDecay: training.optimizer.weightDecay, training.optimizer.decayForm,
            learningRate: schedule.learningRate, update: updates + 1, moments: momentPointers)
        let loss =
            terms.needsWholeGradient
            ? stepByWholeGradient(rows, step) : path.train(parameters.pointer, rows, gradient.pointer, step)
        guard loss.isFinite else { return loss }
        gradientSum?.add(gradient.pointer)
        updates += 1
        project()
        terms.project(parameters.pointer)
        return loss
    }

    private func stepByWholeGradient(_ rows: SampleRows<Element>, _ step: OptimizerStep<Element>) -> Double {
        let (parameters, gradient) = (parameters.pointer, gradient.pointer)
        let loss = path.evaluate(parameters, rows, gradient)
        guard loss.isFinite else { return loss }
        let penalty = terms.addPenalties(parameters, gradient: gradient)
        if let tensorStep = terms.tensorStep {
            tensorStep.apply(
                TensorStep.Request(
                    parameters: parameters, gradient: gradient, rows: rows, loss: loss + penalty,
                    learningRate: schedule.learningRate, update: updates + 1))
            if tensorStep.problem?() != nil { return .nan }
        } else {
            for range in layout.trainable { step.apply(to: parameters, gradient, range) }
        }
        return loss + penalty
    }

    private func project() {
        for tensor in layout.nonNegative {
            Element.arrayKernels.clampNonNegative(parameters.pointer + tensor.offset, tensor.count)
        }
        ties?.restore(parameters.pointer)
    }

    var learningRate: Double { schedule.learningRate }

    private func observation() -> Observation<Element> {
        Observation(epoch: epoch, loss: lastLoss, learningRate: schedule.learningRate, network: network())
    }

    func network() -> Network<Element> { network(parameters) }

    private func network(_ buffer: AlignedBuffer<Element>) -> Network<Element> {
        var network = template
        layout.read(buffer.pointer, into: &network)
        return network
    }

    func checkpoint(seconds: Double) -> TrainingCheckpoint<Element> {
        TrainingCheckpoint(
            network: network(), moments: moments.map(network),
            statistics: terms.tensorStep?.statistics() ?? [], encoderGradientSum: gradientSum?.values, epoch: epoch,
            updates: updates, seconds: seconds,
            schedule: schedule)
    }
}
