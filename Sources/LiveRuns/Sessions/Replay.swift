internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore
internal import Synchronization

/// The network of any epoch of a run, computed again from its spec: the same bits as when it was trained.
///
/// States on the way are kept in memory, so that a person who scrubs to and fro does not wait.
final class Replay: Sendable {
    private let folder: RunFolder
    /// The specs in force, from the first epoch on.
    let course: SpecCourse
    /// One thread computes; others wait for its states.
    private let turn = NSLock()
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

    /// The run's id.
    var id: String { folder.id }

    /// The network after `epoch` epochs.
    ///
    /// - Parameters:
    ///   - epoch: the epoch.
    ///   - seconds: the time after which it gives up, and keeps how far it came.
    /// - Returns: the network.
    /// - Throws: ``EngineProblem`` for an epoch that the run does not have, and where the time does not suffice; what
    ///   training throws.
    /// - Complexity: O(epochs since the nearest kept state).
    func network(at epoch: Int, within seconds: Double = .infinity) throws -> TrainedNetwork {
        guard epoch <= course.end.epochs else {
            throw EngineProblem(
                404, "epoch", "\(epoch) is after the last epoch of \(folder.id)",
                expected: "at most \(course.end.epochs)")
        }
        guard epoch > 0 else { return try folder.run(of: course.start).start() }
        if let known = states.withLock({ $0.last { $0.epoch == epoch } }) { return known.network }
        let end = Date(timeIntervalSinceNow: seconds.isFinite ? seconds : 1e9)
        guard turn.lock(before: end) else { throw tooLong(epoch) }
        defer { turn.unlock() }
        var state = states.withLock { $0.last { $0.epoch <= epoch } }
        while state?.epoch != epoch {
            let from = state?.epoch ?? 0
            let index = course.stages.lastIndex { $0.epoch <= from } ?? 0
            let stage = course.stages[index]
            if index > 0, stage.epoch == from {
                state = state?.continued(by: stage.spec, after: course.stages[index - 1].spec)
            }
            let target = index + 1 < course.stages.count ? min(epoch, course.stages[index + 1].epoch) : epoch
            state = try train(stage.spec, from: state, to: target, until: end)
            if state?.epoch != target, Date() >= end { throw tooLong(epoch) }
        }
        guard let state else { throw EngineProblem(500, folder.id, "the run cannot be computed again") }
        return state.network
    }

    private func tooLong(_ epoch: Int) -> EngineProblem {
        let reached = states.withLock { $0.last { $0.epoch <= epoch }?.epoch ?? 0 }
        return EngineProblem(
            409, "epoch", "\(epoch) takes long to compute again: \(reached) epochs are done",
            expected: "to ask again, or for an earlier epoch")
    }

    private func train(
        _ spec: Spec, from state: ReplayRecorder.State?, to end: Int, until time: Date
    ) throws -> ReplayRecorder.State? {
        var spec = spec
        // One more, so that the state before the last update's successor is seen; what is recorded changes no weight.
        spec.epochs = max(spec.epochs, end + 1)
        spec.record = Spec.Record(epochs: .ends, snapshots: false, checkpointSeconds: 3600)
        let request = StopRequest()
        let recorder = ReplayRecorder(from: state, to: end, until: time, stop: request)
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
