internal import Experiments
internal import Networks

/// Lets a detector see every epoch of a run that is trained again.
final class EventRecorder: RunRecorder, EpochObserver {
    private(set) var detector: EventDetector
    /// Ends training at the last epoch.
    let request = StopRequest()
    /// The state at the end; nil where training has not come so far.
    private(set) var end: ReplayRecorder.State?
    private let start: ReplayRecorder.State?
    private let target: Int
    private var nextWhole = 0

    /// Looks on from a state to an epoch.
    init(_ detector: EventDetector, from start: ReplayRecorder.State?, to target: Int, byHand: Bool) {
        (self.detector, self.start, self.target) = (detector, start, target)
        if byHand { self.detector.expectRateByHand() }
    }

    var epochObserver: (any EpochObserver)? { self }

    func savedCheckpoint<S: TrainableScalar>(
        like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S>? { start?.checkpoint() }

    func record(_ row: HistoryRow) {}

    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}

    func note(_ state: EpochState<Float>) -> Bool { look(state) }

    func note(_ state: EpochState<Double>) -> Bool { look(state) }

    private func look<S: TrainableScalar>(_ state: EpochState<S>) -> Bool {
        detector.observe(epoch: state.epoch, front: state.front, learningRate: state.learningRate)
        return state.epoch >= nextWhole || state.epoch >= target || detector.needsNetwork
    }

    func attend(_ state: EpochState<Float>) { lookWhole(state) { .float32($0) } }

    func attend(_ state: EpochState<Double>) { lookWhole(state) { .float64($0) } }

    private func lookWhole<S: TrainableScalar>(
        _ state: EpochState<S>, _ keep: (TrainingCheckpoint<S>) -> ReplayRecorder.State
    ) {
        let checkpoint = state.checkpoint()
        detector.observe(epoch: state.epoch, network: checkpoint.network, checkpoint: checkpoint)
        nextWhole = state.epoch + max(5, state.epoch / 200)
        guard state.epoch >= target else { return }
        end = keep(checkpoint)
        request.stop()
    }
}
