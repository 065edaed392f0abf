internal import Kernels

/// One call of ``Training/fit(_:to:epochs:from:observing:stop:observer:progress:)``: its memory and its loop.
final class TrainingLoop<Element: TrainableScalar> {
    private let training: Training
    private let template: Network<Element>
    private let layout: ParameterLayout
    private let epochs: Int
    private let resolvedPath: ComputationPath
    private let path: any LossGradient<Element>
    private let parameters: AlignedBuffer<Element>
    private let gradient: AlignedBuffer<Element>
    private let moments: [AlignedBuffer<Element>]
    private let inputs: AlignedBuffer<Element>
    private let targets: AlignedBuffer<Element>
    private let sampleCount: Int
    private let batches: MiniBatches<Element>?
    private var epoch: Int
    private var updates: Int
    private var schedule: ScheduleState
    private let secondsBefore: Double
    private var lastLoss = Double.infinity

    init(
        _ training: Training, network: Network<Element>, samples: SampleSet, epochs: Int,
        checkpoint: TrainingCheckpoint<Element>?
    ) {
        self.training = training
        self.epochs = epochs
        template = checkpoint?.network ?? network
        resolvedPath = training.path.resolved
        layout = resolvedPath == .sweep ? .forSweep(template) : ParameterLayout(template)
        sampleCount = samples.count
        path =
            switch resolvedPath {
            case .reference:
                ReferencePath(template, layout: layout, loss: training.loss)
            case .sweep:
                SweepPath(
                    template, layout: layout, loss: training.loss, capacity: samples.count,
                    kernels: Element.sweepOperations(training.accumulators).kernels)
            case .dense, .auto:
                DensePath(template.layers, layout: layout, loss: training.loss, capacity: samples.count)
            }
        parameters = AlignedBuffer(count: layout.count)
        layout.write(template, to: parameters.pointer)
        gradient = AlignedBuffer(count: layout.count)
        moments = (0..<training.optimizer.momentCount).map { [layout] k in
            let buffer = AlignedBuffer<Element>(count: layout.count)
            if let checkpoint, k < checkpoint.moments.count { layout.write(checkpoint.moments[k], to: buffer.pointer) }
            return buffer
        }
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
        if case .mini(let size, let shuffled) = training.batching {
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
        checkpointing: ((TrainingCheckpoint<Element>) throws -> Void)?, progress: ((TrainingProgress) -> Void)?
    ) throws -> TrainingOutcome<Element> {
        let first = epoch
        let chosen = observer == nil ? [] : observations.epochs(through: epochs).filter { $0 >= first && $0 < epochs }
        var next = 0
        var status = TrainingStatus.finished
        var clock = LoopClock(enabled: progress != nil || checkpointing != nil)
        var lastCheckpoint = 0.0
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
        while epoch < epochs {
            if let stop, stop.isRequested {
                status = .interrupted
                break
            }
            schedule.begin(training.schedule, epoch: epoch)
            if next < chosen.count, chosen[next] == epoch {
                next += 1
                try aside {
                    lastLoss = fullLoss()
                    if lastLoss.isFinite { try observer?(observation()) }
                }
            }
            guard runEpoch() else {
                status = .diverged
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
                    if let checkpointing, seconds - lastCheckpoint > 30 {
                        lastCheckpoint = seconds
                        try checkpointing(checkpoint(seconds: secondsBefore + seconds))
                    }
                }
            }
        }
        let seconds = secondsBefore + clock.seconds()
        _ = heaviside_flush_subnormals(ieee)
        if status != .diverged {
            lastLoss = fullLoss()
            if !lastLoss.isFinite { status = .diverged }
        }
        if status == .finished { try observer?(observation()) }
        return TrainingOutcome(
            status: status, epochs: epoch, loss: lastLoss, seconds: seconds, path: resolvedPath,
            checkpoint: checkpoint(seconds: seconds))
    }

    private var allRows: SampleRows<Element> {
        SampleRows(inputs: inputs.pointer, targets: targets.pointer, count: sampleCount)
    }

    private func fullLoss() -> Double {
        path.evaluate(parameters: parameters.pointer, rows: allRows, gradient: nil)
    }

    /// One epoch of updates; false where a loss is not finite, before the update that it was computed for.
    private func runEpoch() -> Bool {
        guard let batches else {
            lastLoss = path.evaluate(parameters: parameters.pointer, rows: allRows, gradient: gradient.pointer)
            guard lastLoss.isFinite else { return false }
            update()
            schedule.note(training.schedule, loss: lastLoss)
            return true
        }
        batches.begin(epoch: epoch)
        var sum = 0.0
        for batch in 0..<batches.count {
            let rows = batches.gather(batch, inputs: inputs.pointer, targets: targets.pointer)
            let loss = path.evaluate(parameters: parameters.pointer, rows: rows, gradient: gradient.pointer)
            guard loss.isFinite else {
                lastLoss = loss
                return false
            }
            sum += training.loss.isMean ? loss * Double(rows.count) / Double(sampleCount) : loss
            update()
        }
        lastLoss = sum
        schedule.note(training.schedule, loss: sum)
        return true
    }

    /// One step of the optimizer, by the gradient that was just computed.
    private func update() {
        updates += 1
        let kernels = Element.arrayKernels
        let optimizer = training.optimizer
        let rate = Element(schedule.learningRate)
        for range in layout.trainable {
            let (w, g) = (parameters.pointer + range.lowerBound, gradient.pointer + range.lowerBound)
            if optimizer.weightDecay != 0 { kernels.addDecay(g, w, range.count, Element(optimizer.weightDecay)) }
            switch optimizer.rule {
            case .sgd:
                kernels.sgd(w, g, range.count, rate)
            case .momentum(let momentum):
                kernels.momentum(w, g, moments[0].pointer + range.lowerBound, range.count, rate, Element(momentum), 0)
            case .nesterov(let momentum):
                kernels.momentum(w, g, moments[0].pointer + range.lowerBound, range.count, rate, Element(momentum), 1)
            case .rmsProp(let decay, let epsilon, let inside):
                kernels.rmsProp(
                    w, g, moments[0].pointer + range.lowerBound, range.count, rate, Element(decay), Element(1 - decay),
                    Element(epsilon), inside ? 1 : 0)
            case .adam(let beta1, let beta2, let epsilon):
                let (correction1, correction2) = (1 - power(beta1, updates), 1 - power(beta2, updates))
                kernels.adam(
                    w, g, moments[0].pointer + range.lowerBound, moments[1].pointer + range.lowerBound, range.count,
                    Element(schedule.learningRate / correction1), Element(beta1), Element(1 - beta1), Element(beta2),
                    Element(1 - beta2), Element(1 / correction2.squareRoot()), Element(epsilon))
            }
        }
        project()
    }

    private func project() {
        for tensor in layout.nonNegative {
            Element.arrayKernels.clampNonNegative(parameters.pointer + tensor.offset, tensor.count)
        }
    }

    private func observation() -> Observation<Element> {
        var network = template
        layout.read(parameters.pointer, into: &network)
        return Observation(epoch: epoch, loss: lastLoss, learningRate: schedule.learningRate, network: network)
    }

    private func checkpoint(seconds: Double) -> TrainingCheckpoint<Element> {
        func network(_ buffer: AlignedBuffer<Element>) -> Network<Element> {
            var network = template
            layout.read(buffer.pointer, into: &network)
            return network
        }
        return TrainingCheckpoint(
            network: network(parameters), moments: moments.map(network), epoch: epoch, updates: updates,
            seconds: seconds, schedule: schedule)
    }
}

extension Loss {
    /// Whether the value is an average over samples, so that a mini-batch's counts by its share.
    fileprivate var isMean: Bool {
        switch self {
        case .squaredError(let scaling), .hingeResidual(let scaling): scaling == .mean
        case .binaryCrossEntropy, .crossEntropy: true
        }
    }
}

/// base^exponent by repeated squaring: the same bits on every machine. O(log exponent).
private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, left) = (1.0, base, exponent)
    while left > 0 {
        if left & 1 == 1 { result *= square }
        square *= square
        left >>= 1
    }
    return result
}
