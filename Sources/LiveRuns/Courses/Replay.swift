internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore
internal import Synchronization

/// The network of any epoch of a run, computed again from its spec: the same bits as when it was trained.
///
/// States on the way are kept in memory, so that a person who scrubs to and fro does not wait.
final class Replay: Sendable {
    private let walk: CourseWalk
    /// The run's id.
    let id: String
    private let start: ExperimentRun
    /// One thread computes; others wait for its states.
    private let turn = NSLock()
    private let states = Mutex<[TrainingState]>([])

    /// The most bytes that the kept states of a run may take, roughly.
    private static let capacity = 256 << 20

    /// Reads the specs of a run.
    ///
    /// - Throws: where they cannot be read.
    init(_ folder: RunFolder) throws {
        id = folder.id
        start = try folder.run(of: folder.course().start)
        walk = try CourseWalk(folder)
    }

    /// The specs in force, from the first epoch on.
    var course: SpecCourse { walk.course }

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
                404, "epoch", "\(epoch) is after the last epoch of \(id)",
                expected: "at most \(course.end.epochs)")
        }
        guard epoch > 0 else { return try start.start() }
        if let known = states.withLock({ $0.last { $0.epoch == epoch } }) { return known.network }
        let end = Date(timeIntervalSinceNow: seconds.isFinite ? seconds : 1e9)
        guard turn.lock(before: end) else { throw tooLong(epoch) }
        defer { turn.unlock() }
        let from = states.withLock { $0.last { $0.epoch <= epoch } }
        let keeper = StateKeeper(after: from?.epoch ?? 0, until: end)
        defer { keep(keeper.states) }
        let outcome = try walk.train(from: from, to: epoch, keeper)
        if let state = outcome.state { return state.network }
        if let last = outcome.divergedAt {
            throw EngineProblem(
                404, "epoch", "the run diverged before epoch \(epoch)", expected: "at most \(last)")
        }
        guard Date() >= end else { throw EngineProblem(500, id, "the run cannot be computed again") }
        keep(keeper.states)
        throw tooLong(epoch)
    }

    private func tooLong(_ epoch: Int) -> EngineProblem {
        let reached = states.withLock { $0.last { $0.epoch <= epoch }?.epoch ?? 0 }
        return EngineProblem(
            409, "epoch", "\(epoch) takes long to compute again: \(reached) epochs are done",
            expected: "to ask again, or for an earlier epoch")
    }

    private static func parameterCount(of spec: Spec) -> Int {
        (try? spec.zeroNetwork(source: spec.name))?.parameterCount ?? 1
    }

    private func keep(_ new: [TrainingState]) {
        states.withLock { states in
            let known = Set(states.map(\.epoch))
            states.append(contentsOf: new.filter { !known.contains($0.epoch) })
            states.sort { $0.epoch < $1.epoch }
            let most = max(8, Self.capacity / max(1, Self.parameterCount(of: course.start) * 16))
            while states.count > most { states.remove(at: states.count / 2) }
        }
    }
}
