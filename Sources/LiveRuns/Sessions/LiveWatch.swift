internal import Experiments
internal import Networks
internal import Synchronization

/// What a live run does between two epochs: notes the loss, hands the front to the ring, and waits where it is held.
final class LiveWatch<S: TrainableScalar>: FrameSource, @unchecked Sendable {
    /// The last state that was handed over, until it is taken.
    private struct Box {
        var frame: LiveFrame?
        var lossesFrom = 0
    }

    let ring: FrontRing<S>?
    private let control: RunControl
    // Changed by the thread of training alone.
    @exclusivity(unchecked) private var buckets: LossBuckets
    private let box = Mutex(Box())

    init(_ control: RunControl, ring: FrontRing<S>?, buckets: LossBuckets) {
        (self.control, self.ring, self.buckets) = (control, ring, buckets)
    }

    func note(_ state: EpochState<S>) -> Bool {
        if state.loss < .infinity { buckets.add(state.epoch - 1, state.loss) }
        ring?.add(state)
        return control.needsAttention(at: state.epoch)
    }

    func attend(_ state: EpochState<S>) {
        control.hold(at: state.epoch) {
            put(
                epoch: state.epoch, loss: state.loss < .infinity ? state.loss : nil, learningRate: state.learningRate,
                network: state.network())
        }
    }

    /// Hands a state over, with the losses that have not been taken yet.
    func put(epoch: Int, loss: Double?, learningRate: Double, network: Network<S>) {
        if let loss, epoch > 0 { buckets.add(epoch - 1, loss) }
        let buckets = buckets
        box.withLock { box in
            box.frame = LiveFrame(
                epoch: epoch, loss: loss, learningRate: learningRate, network: TrainedNetwork(network),
                losses: Array(buckets.suffix(from: box.lossesFrom)))
        }
    }

    /// The last state that was handed over since it was taken last; nil where there is none.
    func take() -> LiveFrame? {
        box.withLock { box in
            guard let frame = box.frame else { return nil }
            box.frame = nil
            box.lossesFrom = frame.losses.last?.epoch ?? box.lossesFrom
            return frame
        }
    }

    func drain(into detector: inout EventDetector, limit: Int) -> Int {
        var count = 0
        while count < limit,
            ring?.take({ epoch, _, learningRate, front in
                detector.observe(epoch: epoch, front: front, learningRate: learningRate)
            }) == true
        {
            count += 1
        }
        return count
    }

    /// All stretches of the loss, once training has ended.
    var allBuckets: LossBuckets { buckets }
}
