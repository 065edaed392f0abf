internal import Experiments
internal import Networks
internal import RunStore

/// Trains a run again, from the beginning or from a state, by the specs that were in force: the same bits as when it
/// was trained first.
struct CourseWalk: Sendable {
    /// How far training came.
    struct Outcome {
        /// The state at the epoch that was asked for; nil where training did not come so far.
        let state: TrainingState?
        /// The number of epochs after which the run diverged before that; nil where it did not.
        let divergedAt: Int?
    }

    private let folder: RunFolder
    /// The specs in force, from the first epoch on.
    let course: SpecCourse

    /// Reads the specs of a run.
    ///
    /// - Throws: where they cannot be read.
    init(_ folder: RunFolder) throws {
        self.folder = folder
        course = try folder.course()
    }

    /// Trains to an epoch.
    ///
    /// - Parameters:
    ///   - state: a state of the same run; nil to begin at epoch 0.
    ///   - end: the number of epochs done at the end.
    ///   - watcher: looks at the states on the way, the first and the last of them included.
    /// - Returns: how far it came.
    /// - Throws: what training and the watcher throw.
    /// - Complexity: O(epochs between · what an epoch costs).
    func train(from state: TrainingState? = nil, to end: Int, _ watcher: some CourseWatcher) throws -> Outcome {
        if state == nil { try folder.checkStart(of: course.start) }
        var state = state
        while (state?.epoch ?? 0) < end {
            let from = state?.epoch ?? 0
            let index = course.stages.lastIndex { $0.epoch <= from } ?? 0
            let stage = course.stages[index]
            if index > 0, stage.epoch == from {
                let before = course.stages[index - 1].spec
                state = state?.continued(by: stage.spec, after: before)
                if stage.spec.changesRate(of: before, at: from) { watcher.expectRateByHand() }
            }
            let target = index + 1 < course.stages.count ? min(end, course.stages[index + 1].epoch) : end
            var spec = stage.spec
            // One more, so that the state after the last epoch is seen; what is recorded changes no weight.
            spec.epochs = max(spec.epochs, target + 1)
            spec.record = Spec.Record(epochs: .ends, snapshots: false, checkpointSeconds: 3600)
            let request = StopRequest()
            let recorder = CourseRecorder(from: state, to: target, watcher, stop: request)
            let result = try folder.run(of: spec).run(recorder: recorder, stop: request)
            guard let reached = recorder.end else {
                return Outcome(state: nil, divergedAt: result.status == .diverged ? result.epochs : nil)
            }
            state = reached
            // The watcher may have had enough just here.
            if recorder.isEnough { break }
        }
        return Outcome(state: state?.epoch == end ? state : nil, divergedAt: nil)
    }
}
