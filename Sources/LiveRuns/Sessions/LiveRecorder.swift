internal import Experiments
internal import Networks
internal import Synchronization

/// Follows a live run: hands its states over, and holds it where its control says so.
///
/// A watch is made for each stretch of training, when it starts. The thread of training alone changes it; others take
/// states, which are handed over under a lock.
final class LiveRecorder: RunRecorder, EpochObserver, @unchecked Sendable {
    private let control: RunControl
    private let began: (Spec, Int) -> Bool
    private let ended: (RunResult) -> Void
    // Read by the thread of training alone.
    private var single: LiveWatch<Float>?
    private var double: LiveWatch<Double>?
    private let watch = Mutex<(any FrameSource)?>(nil)
    private let losses: LossBuckets
    private let isWatched: Bool
    /// Whether the rate with which training goes on was changed by hand, until a detector knows it.
    private let changesRate = Atomic<Bool>(false)

    /// Creates a recorder.
    ///
    /// - Parameters:
    ///   - control: holds the run.
    ///   - losses: the losses of the epochs before.
    ///   - isWatched: whether somebody looks at every epoch.
    ///   - began: called when training begins or goes on, with the spec and the epoch; tells whether the rate was
    ///     changed by hand.
    ///   - ended: called with the result.
    init(
        _ control: RunControl, losses: LossBuckets, isWatched: Bool = true, began: @escaping (Spec, Int) -> Bool,
        ended: @escaping (RunResult) -> Void
    ) {
        (self.control, self.losses, self.isWatched, self.began, self.ended) = (control, losses, isWatched, began, ended)
    }

    var epochObserver: (any EpochObserver)? { self }

    /// The last state that was handed over.
    func take() -> LiveFrame? { watch.withLock { $0 }?.take() }

    /// Lets a detector see the states of every epoch that wait, at most `limit` of them; the number of those.
    func drain(into detector: inout EventDetector, limit: Int) -> Int {
        if changesRate.exchange(false, ordering: .relaxed) { detector.expectRateByHand() }
        return watch.withLock { $0 }?.drain(into: &detector, limit: limit) ?? 0
    }

    /// All stretches of the loss, once training has ended.
    var allBuckets: LossBuckets { watch.withLock { $0 }?.allBuckets ?? losses }

    /// Makes the watch of a stretch of training.
    ///
    /// - Throws: `SpecError` for a network without a shape.
    func start(_ spec: Spec, epoch: Int) throws {
        switch try spec.zeroNetwork(source: spec.name) {
        case .float32(let network): single = watch(network)
        case .float64(let network): double = watch(network)
        }
        changesRate.store(began(spec, epoch), ordering: .relaxed)
        watch.withLock { $0 = single ?? double }
    }

    private func watch<S: TrainableScalar>(_ network: Network<S>) -> LiveWatch<S> {
        let layers = network.layers
        let hasHiddenDecoder = isWatched && layers.count > 2 && layers[layers.count - 2].inputs == 1
        let ring = hasHiddenDecoder ? FrontRing<S>(width: EpochState.frontCount(of: network)) : nil
        return LiveWatch(control, ring: ring, buckets: losses)
    }

    func record(_ row: HistoryRow) {}

    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}

    func finish(_ result: RunResult) {
        let loss = result.loss.isFinite ? result.loss : nil
        let rate = result.spec.training.scheduleState(at: result.epochs).learningRate
        switch result.network {
        case .float32(let network):
            single?.put(epoch: result.epochs, loss: loss, learningRate: rate, network: network)
        case .float64(let network):
            double?.put(epoch: result.epochs, loss: loss, learningRate: rate, network: network)
        }
        ended(result)
    }

    func note(_ state: EpochState<Float>) -> Bool { single?.note(state) ?? false }

    func note(_ state: EpochState<Double>) -> Bool { double?.note(state) ?? false }

    func attend(_ state: EpochState<Float>) { single?.attend(state) }

    func attend(_ state: EpochState<Double>) { double?.attend(state) }
}
