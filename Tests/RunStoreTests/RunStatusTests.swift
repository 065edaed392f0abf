import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// One word for how far a run has come, wherever it is asked for.
@Suite struct RunStatusTests {
    private let temporary: TemporaryFolder
    private let root: RunRoot

    init() throws {
        temporary = try TemporaryFolder()
        root = RunRoot(temporary.path)
    }

    private func spec() throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 7)
        spec.epochs = 20
        return spec
    }

    /// A run that its process has left with checkpoints, and nothing that is written at the end.
    private func killed() throws -> RunFolder {
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")])
        let folder = try root.find("last")
        for name in ["summary.json", "model.safetensors"] {
            try FileManager.default.removeItem(atPath: folder.file(name))
        }
        return folder
    }

    private func batch() throws -> BatchFolder {
        _ = try RunBatch(in: root, threads: 1).carryOut(ExperimentRun(spec(), source: "test"), seeds: [1, 2, 3])
        guard case .batch(let folder) = try root.findAny("last") else { throw CancellationError() }
        return folder
    }

    @Test("A run that was killed is interrupted in its summary and in lists, and running while a process writes it")
    func killedRun() throws {
        let folder = try killed()
        func words() throws -> [String] {
            [
                try folder.summary().status.rawValue,
                try #require(try RunTable(root).rows.first?.values["status"]).description,
            ]
        }
        #expect(try words() == ["interrupted", "interrupted"])
        #expect(try RunTable(root, query: RunQuery("status=interrupted")).matches == 1)
        #expect(throws: RunError.self) { try RunTable(root, query: RunQuery("status=killed")) }
        let lock = try FolderLock(folder.path)
        #expect(try words() == ["running", "running"])
        withExtendedLifetime(lock) {}
    }

    @Test("A run that has not ended has no model to certify: it can go on, or a snapshot stands for it")
    func certified() throws {
        let folder = try killed()
        let stored = try StoredNetwork(folder.path, root: root)
        let error = #expect(throws: RunError.self) { try stored.checkEnded() }
        let snapshot = try #require(folder.lastSnapshotPath)
        #expect(snapshot.hasPrefix(folder.file("snapshots/epoch-")))
        #expect(
            error?.problem
                == "this run has not ended, and has no model yet: heaviside resume \(folder.path) trains it to its end; "
                + "a snapshot is a model on its own: heaviside certify \(snapshot)")
        // A snapshot names its data.
        let alone = try StoredNetwork(snapshot, root: root)
        #expect(try alone.signalsOrigin == .metadata && alone.signals == spec().signals && !alone.isForeign)
        try FileManager.default.removeItem(atPath: folder.file("snapshots"))
        #expect(throws: RunError.self) { try stored.checkEnded() }
        #expect(folder.lastSnapshotPath == nil)
    }

    @Test("A run of a batch that was deleted is called so, until it is brought back or trained again")
    func deleted() throws {
        let batch = try batch()
        let target = try root.moveToTrash(batch.run(seed: 2))
        let summary = try batch.summary()
        #expect(summary.missing.map(\.reason) == [.deleted] && summary.missing.map(\.seed) == [2])
        #expect(summary.status == .finished)
        let error = #expect(throws: RunError.self) { try root.findAny("\(batch.id)/2") }
        #expect(error?.problem == "this run was deleted: heaviside resume \(batch.path) trains it again")
        #expect(rename(target, batch.run(seed: 2).path) == 0)
        #expect(try batch.summary().missing.isEmpty)
        _ = try root.moveToTrash(batch.run(seed: 2))
        let again = try RunBatch(in: root, threads: 1).complete(batch)
        #expect(again.missing.isEmpty && again.runs.map(\.seed) == [1, 2, 3])
        #expect(try batch.seeds() == [1, 2, 3])
    }

    @Test("A batch whose runs were all deleted is called so, until one is trained again")
    func allDeleted() throws {
        let batch = try batch()
        for seed: UInt64 in [1, 2, 3] {
            #expect(try !batch.summary().isDeleted)
            _ = try root.moveToTrash(batch.run(seed: seed))
        }
        #expect(
            try batch.summary().isDeleted && batch.summary().missing.map(\.reason) == [.deleted, .deleted, .deleted])
        #expect(root.trash().count == 3)
        for name in root.trash() {
            let left = try FileManager.default.contentsOfDirectory(atPath: "\(root.trashPath)/\(name)")
            #expect(!left.contains { $0.hasSuffix(".lock") || $0 == FolderLock.name })
        }
        #expect(try !RunBatch(in: root, threads: 1).complete(batch).isDeleted)
    }

    @Test("A folder that a person has put beside the runs is not the run of a seed: deleted, it is not missing")
    func deletedCopy() throws {
        let batch = try batch()
        try FileManager.default.moveItem(atPath: batch.run(seed: 3).path, toPath: "\(batch.path)/03")
        _ = try root.moveToTrash(root.find("\(batch.id)/03"))
        #expect(try batch.summary().missing.map(\.reason) == [.notBegun])
    }

    @Test("A batch is running while one of its runs is")
    func runningBatch() throws {
        let batch = try batch()
        try FileManager.default.removeItem(atPath: batch.run(seed: 3).file("summary.json"))
        #expect(try batch.summary().missing.map(\.reason) == [.interrupted])
        #expect(try batch.summary().status == .interrupted)
        let lock = try FolderLock(batch.run(seed: 3).path)
        #expect(try batch.summary().missing.map(\.reason) == [.running])
        #expect(try batch.summary().status == .running)
        withExtendedLifetime(lock) {}
    }

    @Test("A batch is running between two of its runs, too, and finished once nothing is left to do")
    func runningBetween() throws {
        let batch = try batch()
        let lock = try #require(ContainerLock(batch.path, .exclusive))
        #expect(try batch.summary().status == .finished)
        try FileManager.default.removeItem(atPath: batch.run(seed: 3).path)
        #expect(try batch.summary().missing.map(\.reason) == [.notBegun] && batch.summary().status == .running)
        withExtendedLifetime(lock) {}
    }
}
