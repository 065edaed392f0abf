internal import Experiments
internal import Foundation
internal import Networks

/// Trains from a kept state to an epoch, and keeps states on the way.
final class ReplayRecorder: RunRecorder, EpochObserver {
    /// A state of training in either precision.
    enum State: Sendable {
        case float32(TrainingCheckpoint<Float>)
        case float64(TrainingCheckpoint<Double>)

        var epoch: Int {
            switch self {
            case .float32(let checkpoint): checkpoint.epoch
            case .float64(let checkpoint): checkpoint.epoch
            }
        }

        var network: TrainedNetwork {
            switch self {
            case .float32(let checkpoint): TrainedNetwork(checkpoint.network)
            case .float64(let checkpoint): TrainedNetwork(checkpoint.network)
            }
        }

        /// The state in one precision; nil where it is of the other.
        func checkpoint<S: TrainableScalar>() -> TrainingCheckpoint<S>? {
            switch self {
            case .float32(let checkpoint): checkpoint as? TrainingCheckpoint<S>
            case .float64(let checkpoint): checkpoint as? TrainingCheckpoint<S>
            }
        }

        /// The same state where another recipe is in force from here on.
        func continued(by spec: Spec, after before: Spec) -> State {
            switch self {
            case .float32(var checkpoint):
                checkpoint.schedule = spec.training.scheduleState(
                    at: checkpoint.epoch, after: before.training, checkpoint.schedule)
                return .float32(checkpoint)
            case .float64(var checkpoint):
                checkpoint.schedule = spec.training.scheduleState(
                    at: checkpoint.epoch, after: before.training, checkpoint.schedule)
                return .float64(checkpoint)
            }
        }
    }

    /// The states on the way, the last one at the end.
    private(set) var states: [State] = []
    private let start: State?
    private let target: Int
    private let time: Date
    private let request: StopRequest
    private var next: Int

    /// Trains to `target`, from a state or from the beginning, but not beyond a time.
    init(from start: State?, to target: Int, until time: Date, stop request: StopRequest) {
        (self.start, self.target, self.time, self.request) = (start, target, time, request)
        next = Self.next(after: start?.epoch ?? 0, target)
    }

    /// States are kept a tenth of the epochs apart, so that a long run has a few hundred at most.
    private static func next(after epoch: Int, _ target: Int) -> Int { min(target, epoch + max(50, epoch / 10)) }

    var epochObserver: (any EpochObserver)? { self }

    func savedCheckpoint<S: TrainableScalar>(
        like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S>? { start?.checkpoint() }

    func record(_ row: HistoryRow) {}

    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}

    func note(_ state: EpochState<Float>) -> Bool { isDue(state.epoch) }

    func note(_ state: EpochState<Double>) -> Bool { isDue(state.epoch) }

    /// The clock is read now and then only.
    private func isDue(_ epoch: Int) -> Bool { epoch >= next || epoch & 255 == 0 && Date() >= time }

    func attend(_ state: EpochState<Float>) { keep(.float32(state.checkpoint())) }

    func attend(_ state: EpochState<Double>) { keep(.float64(state.checkpoint())) }

    private func keep(_ state: State) {
        states.append(state)
        next = Self.next(after: state.epoch, target)
        if state.epoch >= target || Date() >= time { request.stop() }
    }
}
