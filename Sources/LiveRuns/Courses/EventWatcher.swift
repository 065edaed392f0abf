internal import Networks

/// Lets a detector see every epoch of a run that is trained again.
///
/// The whole network is looked at now and then; where an output has changed in between, the epochs since the last look
/// are trained once more to find when.
final class EventWatcher: CourseWatcher {
    private(set) var detector: EventDetector
    private let walk: CourseWalk
    private let isCancelled: () -> Bool
    private var nextWhole = 0
    /// The whole state that was looked at last, and its outputs that are above 0 somewhere.
    private var last: (state: TrainingState, awake: [Bool]?)?

    /// So many epochs or fewer are looked at one by one.
    private static let fewEpochs = 8

    /// Looks at the states of a walk, until nobody asks any more.
    init(_ detector: EventDetector, of walk: CourseWalk, isCancelled: @escaping () -> Bool) {
        (self.detector, self.walk, self.isCancelled) = (detector, walk, isCancelled)
    }

    func expectRateByHand() { detector.expectRateByHand() }

    func note<S: TrainableScalar>(_ state: EpochState<S>) -> Bool {
        detector.observe(epoch: state.epoch, front: state.front, learningRate: state.learningRate)
        return state.epoch >= nextWhole || detector.needsNetwork || isCancelled()
    }

    func see(_ state: TrainingState) throws -> Bool {
        // One that comes again, by another recipe, is the same state.
        guard last?.state.epoch != state.epoch else { return !isCancelled() }
        let awake = awakeOutputs(of: state)
        if let last { try look(between: last, and: (state, awake)) }
        look(at: state)
        last = (state, awake)
        nextWhole = state.epoch + OutputWatch.longestPause(after: state.epoch)
        return !isCancelled()
    }

    private func awakeOutputs(of state: TrainingState) -> [Bool]? {
        switch state {
        case .float32(let checkpoint): detector.awakeOutputs(of: checkpoint.network)
        case .float64(let checkpoint): detector.awakeOutputs(of: checkpoint.network)
        }
    }

    private func look(at state: TrainingState) {
        switch state {
        case .float32(let checkpoint):
            detector.observe(epoch: checkpoint.epoch, network: checkpoint.network, checkpoint: checkpoint)
        case .float64(let checkpoint):
            detector.observe(epoch: checkpoint.epoch, network: checkpoint.network, checkpoint: checkpoint)
        }
    }

    /// Looks at the epochs at which outputs changed, and at those just before them. O(epochs between · log).
    private func look(
        between low: (state: TrainingState, awake: [Bool]?), and high: (state: TrainingState, awake: [Bool]?)
    ) throws {
        let count = high.state.epoch - low.state.epoch
        guard count > 1, low.awake != high.awake, !isCancelled() else { return }
        guard count > Self.fewEpochs else {
            let each = Closer { [self] in look(at: $0) }
            _ = try walk.train(from: low.state, to: high.state.epoch, each)
            return
        }
        let middle = try walk.train(from: low.state, to: low.state.epoch + count / 2, Closer { _ in }).state
        guard let middle else { return }
        let half = (state: middle, awake: awakeOutputs(of: middle))
        try look(between: low, and: half)
        try look(between: half, and: high)
    }

    /// Looks at every state.
    private final class Closer: CourseWatcher {
        private let body: (TrainingState) -> Void
        init(_ body: @escaping (TrainingState) -> Void) { self.body = body }
        func note<S: TrainableScalar>(_ state: EpochState<S>) -> Bool { true }
        func see(_ state: TrainingState) -> Bool {
            body(state)
            return true
        }
    }
}
