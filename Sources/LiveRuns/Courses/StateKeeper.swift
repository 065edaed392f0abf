internal import Foundation
internal import Networks

/// Keeps states on the way to an epoch, until a time.
final class StateKeeper: CourseWatcher {
    /// The states on the way, the last one at the end.
    private(set) var states: [TrainingState] = []
    private let time: Date
    private var next: Int

    /// Keeps states after `epoch`, and has enough after a time.
    init(after epoch: Int, until time: Date) {
        self.time = time
        next = Self.next(after: epoch)
    }

    /// States are kept a tenth of the epochs apart, so that a long run has a few hundred at most.
    private static func next(after epoch: Int) -> Int { epoch + max(50, epoch / 10) }

    /// The clock is read now and then only.
    func note<S: TrainableScalar>(_ state: EpochState<S>) -> Bool {
        state.epoch >= next || state.epoch & 255 == 0 && Date() >= time
    }

    func see(_ state: TrainingState) -> Bool {
        // One that comes again, by another recipe, is the same state.
        if states.last?.epoch != state.epoch { states.append(state) }
        next = Self.next(after: state.epoch)
        return Date() < time
    }
}
