internal import Experiments
internal import Networks
internal import RunStore
internal import Synchronization

/// The network of any epoch of a run, computed again from its spec: the same bits as when it was trained.
///
/// States on the way are kept in memory, so that a person who scrubs to and fro does not wait.
final class Replay: Sendable {
    private let folder: RunFolder
    private let course: SpecCourse
    private let states = Mutex<[ReplayRecorder.State]>([])

    /// The most bytes that the kept states of a run may take, roughly.
    private static let capacity = 256 << 20

    /// Reads the specs of a run.
    ///
    /// - Throws: where they cannot be read.
    init(_ folder: RunFolder) throws {
        self.folder = folder
        course = try folder.course()
    }

    /// The network after `epoch` epochs.
    ///
    /// - Throws: ``EngineProblem`` for an epoch that the run does not have; what training throws.
    /// - Complexity: O(epochs since the nearest kept state).
    func network(at epoch: Int) throws -> TrainedNetwork {
        guard epoch <= course.end.epochs else {
            throw EngineProblem(
                404, "epoch", "\(epoch) is after the last epoch of \(folder.id)",
                expected: "at most \(course.end.epochs)")
        }
        var state = states.withLock { $0.last { $0.epoch <= epoch } }
        guard epoch > 0 else { return try folder.run(of: course.start).start() }
        while state?.epoch != epoch {
            let from = state?.epoch ?? 0
            let index = course.stages.lastIndex { $0.epoch <= from } ?? 0
            let stage = course.stages[index]
            if index > 0, stage.epoch == from {
                state = state?.continued(by: stage.spec, after: course.stages[index - 1].spec)
            }
            let end = index + 1 < course.stages.count ? min(epoch, course.stages[index + 1].epoch) : epoch
            state = try train(stage.spec, from: state, to: end)
        }
        guard let state else { throw EngineProblem(500, folder.id, "the run cannot be computed again") }
        return state.network
    }

    private func train(_ spec: Spec, from state: ReplayRecorder.State?, to end: Int) throws -> ReplayRecorder.State? {
        var spec = spec
        // One more, so that the state before the last update's successor is seen; what is recorded changes no weight.
        spec.epochs = max(spec.epochs, end + 1)
        spec.record = Spec.Record(epochs: .ends, snapshots: false, checkpointSeconds: 3600)
        let request = StopRequest()
        let recorder = ReplayRecorder(from: state, to: end, stop: request)
        let run = try folder.run(of: spec)
        let result = try run.run(recorder: recorder, stop: request)
        guard result.status != .diverged || recorder.states.last?.epoch == end else {
            throw EngineProblem(
                404, "epoch", "the run diverged before epoch \(end)", expected: "at most \(result.epochs)")
        }
        keep(recorder.states)
        return recorder.states.last
    }

    private static func parameterCount(of spec: Spec) -> Int {
        (try? spec.zeroNetwork(source: spec.name))?.parameterCount ?? 1
    }

    private func keep(_ new: [ReplayRecorder.State]) {
        states.withLock { states in
            let known = Set(states.map(\.epoch))
            states.append(contentsOf: new.filter { !known.contains($0.epoch) })
            states.sort { $0.epoch < $1.epoch }
            let most = max(8, Self.capacity / max(1, Self.parameterCount(of: course.start) * 16))
            while states.count > most { states.remove(at: states.count / 2) }
        }
    }
}
