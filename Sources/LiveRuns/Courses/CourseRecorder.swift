internal import Experiments
internal import Networks

/// Trains from a state to an epoch, and shows a watcher every state on the way.
final class CourseRecorder<Watcher: CourseWatcher>: RunRecorder, EpochObserver {
    /// The state at the end; nil where training has not come so far.
    private(set) var end: TrainingState?
    /// Whether the watcher has had enough.
    private(set) var isEnough = false
    private let watcher: Watcher
    private let start: TrainingState?
    private let target: Int
    private let request: StopRequest

    /// Trains to `target`, from a state or from the beginning; ends training by a request to stop.
    init(from start: TrainingState?, to target: Int, _ watcher: Watcher, stop request: StopRequest) {
        (self.start, self.target, self.watcher, self.request) = (start, target, watcher, request)
    }

    var epochObserver: (any EpochObserver)? { self }

    func savedCheckpoint<S: TrainableScalar>(
        like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S>? { start?.checkpoint() }

    func record(_ row: HistoryRow) {}

    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}

    func note(_ state: EpochState<Float>) -> Bool { watcher.note(state) || state.epoch >= target }

    func note(_ state: EpochState<Double>) -> Bool { watcher.note(state) || state.epoch >= target }

    func attend(_ state: EpochState<Float>) throws { try see(.float32(state.checkpoint())) }

    func attend(_ state: EpochState<Double>) throws { try see(.float64(state.checkpoint())) }

    private func see(_ state: TrainingState) throws {
        isEnough = try !watcher.see(state)
        if state.epoch >= target { end = state }
        if isEnough || end != nil { request.stop() }
    }
}
