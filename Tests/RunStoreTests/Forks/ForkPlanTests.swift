import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Runs that change on the way what their folder says from the start.
@Suite struct ForkPlanTests: ContinuedRuns {
    /// Fails at an epoch, as if the process were killed there.
    private final class Kill: RunRecorder {
        struct Killed: Error {}

        private let epoch: Int

        init(at epoch: Int) { self.epoch = epoch }

        func record(_ row: HistoryRow) throws { if row.epoch >= epoch { throw Killed() } }
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {}
    }

    /// Asks for a stop after some epochs, as a person might.
    private final class Stopper: RunRecorder {
        private let stop: StopRequest
        private let epoch: Int

        init(_ stop: StopRequest, at epoch: Int) { (self.stop, self.epoch) = (stop, epoch) }

        func record(_ row: HistoryRow) { if row.epoch + 1 >= epoch { stop.stop() } }
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}
    }

    private func change(_ epoch: Int, _ from: String, _ to: String) -> Continuation {
        Continuation(epoch: epoch, key: Self.rate, from: from, to: to, date: "2026-05-17T09:30:00Z", heaviside: "0.1.0")
    }

    /// Two changes, at epochs 60 and 100.
    private var plan: ForkPlan {
        ForkPlan(
            RunOrigin(run: "other-1", epoch: 60),
            changes: [change(60, "0.001", "0.0001"), change(100, "0.0001", "1.0e-5")])
    }

    private func experiment() throws -> ExperimentRun {
        try ExperimentRun(
            spec(epochs: 140) { $0.record = Spec.Record(epochs: .every(1), snapshots: false) }, source: "test")
    }

    private func whole(in root: RunRoot) throws -> RunFolder {
        _ = try RunBatch(in: root, threads: 1).carryOut(experiment(), as: plan)
        return try root.find("last")
    }

    /// Expects a run to be another one, and to have made each change once.
    private func expectSame(_ folder: RunFolder, _ other: RunFolder, _ what: Comment) throws {
        let (summary, expected) = (try folder.summary(), try other.summary())
        #expect(summary.status == .finished && summary.weightsSHA256 == expected.weightsSHA256, what)
        #expect(try folder.losses()?.losses == other.losses()?.losses, what)
        #expect(try folder.history().map(\.loss) == other.history().map(\.loss), what)
        let (made, wanted) = (summary.continuations ?? [], plan.changes)
        #expect(made.count == 2 && zip(made, wanted).allSatisfy { $0.isSame(as: $1) }, what)
        #expect(summary.planned == nil && summary.fork == plan.origin, what)
        #expect(!FileManager.default.fileExists(atPath: folder.file("planned.json")), what)
    }

    @Test("A fork is the run that goes on twice with other values, and its folder says where it comes from")
    func uninterrupted() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let fork = try whole(in: root)
        let folder = try run(spec(), in: root)
        _ = try resume(folder, epochs: 100, "\(Self.rate)=1e-4")
        let continued = try resume(folder, epochs: 140, "\(Self.rate)=1e-5")
        #expect(try fork.summary().weightsSHA256 == continued.weightsSHA256)
        try expectSame(fork, fork, "itself")
        let stored = try JSONSerialization.jsonObject(with: Data(AtomicFile.read(fork.file("fork.json"))))
        #expect((stored as? [String: Any])?["run"] as? String == "other-1")
    }

    @Test("A fork that is killed before, between or after its changes, and resumed, is the one that was never stopped")
    func killed() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let expected = try whole(in: root)
        for epoch in [0, 1, 59, 60, 61, 99, 100, 101, 139] {
            let batch = RunBatch(in: root, threads: 1) { [$1, Kill(at: epoch)] }
            #expect(throws: Kill.Killed.self) { try batch.carryOut(experiment(), as: plan) }
            let folder = try root.find("last")
            _ = try resume(folder)
            try expectSame(folder, expected, "killed at \(epoch)")
        }
    }

    @Test("A fork that is stopped says what is still to change, and takes it up", arguments: [1, 30, 60, 80, 100, 120])
    func stopped(epoch: Int) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let expected = try whole(in: root)
        let limit = StopRequest(after: epoch, or: nil)
        #expect(limit.isRequested(after: epoch) && !limit.isRequested(after: epoch - 1) && !limit.isRequested)
        let request = StopRequest()
        let batch = RunBatch(in: root, threads: 1) { [$1, Stopper(request, at: epoch)] }
        let summary = try batch.carryOut(experiment(), as: plan, stop: request)
        #expect(summary.status == .interrupted && summary.epochs == epoch)
        let (made, planned) = (summary.continuations ?? [], summary.planned ?? [])
        #expect(made.allSatisfy { $0.epoch < epoch } && planned.allSatisfy { $0.epoch >= epoch })
        #expect(made.count + planned.count == 2)
        let folder = try root.find("last")
        #expect(try folder.summary() == summary)
        _ = try resume(folder)
        try expectSame(folder, expected, "stopped at \(epoch)")
    }

    @Test("A process that is killed between the records of a change makes it once")
    func betweenRecords() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let expected = try whole(in: root)
        for state in ["before", "both", "after"] {
            let request = StopRequest()
            let batch = RunBatch(in: root, threads: 1) { [$1, Kill(at: 61)] }
            #expect(throws: Kill.Killed.self) { try batch.carryOut(experiment(), as: plan, stop: request) }
            let folder = try root.find("last")
            // The checkpoints of epoch 60, from before the change and from after it.
            let resumption = try Resumption(folder)
            #expect(resumption.epoch == 60)
            switch state {
            case "before":
                try RunPlan.write(plan.changes, to: folder.path)
                try FileManager.default.removeItem(atPath: folder.file("continuations.json"))
                let text = String(decoding: try AtomicFile.read(folder.file("spec.yaml")), as: UTF8.self)
                let own = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("#") }
                try AtomicFile.write(Array(own.joined(separator: "\n").utf8), to: folder.file("spec.yaml"))
            case "both": try RunPlan.write(plan.changes, to: folder.path)
            default: try resumption.prepare()
            }
            if state == "before" {
                // What knows of the change is the later checkpoint.
                let later = try CheckpointFile.names.filter {
                    try SafetensorsFile(contentsOf: folder.file($0)).metadata["continuations"] != nil
                }
                for name in later { try FileManager.default.removeItem(atPath: folder.file(name)) }
            }
            _ = try resume(folder)
            try expectSame(folder, expected, "\(state)")
        }
    }

    @Test("A plan that is missing or was changed is read from the checkpoint, and without one it is refused")
    func damagedPlan() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let expected = try whole(in: root)
        for text in [nil, "", "{", "[]", #"{ "planned": [] }"#, "edited"] {
            let batch = RunBatch(in: root, threads: 1) { [$1, Kill(at: 101)] }
            #expect(throws: Kill.Killed.self) { try batch.carryOut(experiment(), as: plan) }
            let folder = try root.find("last")
            let path = folder.file("planned.json")
            // Of the checkpoint at epoch 60.
            try RunPlan.write(plan.changes.suffix(1), to: folder.path)
            let states = try CheckpointFile.names.filter {
                try SafetensorsFile(contentsOf: folder.file($0)).metadata["epoch"] == "100"
            }
            #expect(states.count == 2)
            let made = try folder.continuations()
            #expect(made.count == 2)
            switch text {
            case nil: try FileManager.default.removeItem(atPath: path)
            case "edited":
                let old = String(decoding: try AtomicFile.read(path), as: UTF8.self)
                try AtomicFile.write(Array(old.replacing("1.0e-5", with: "1.0e-2").utf8), to: path)
            case let text?: try AtomicFile.write(Array(text.utf8), to: path)
            }
            let notices = try Resumption(folder).notices
            #expect(text == nil || notices.contains { $0.hasPrefix(path) }, "\(notices)")
            _ = try resume(folder)
            try expectSame(folder, expected, "\(text ?? "missing")")
        }
        var numbers: [String: Int] = [:]
        let early = try root.create(spec(), numbers: &numbers, fork: plan)
        try AtomicFile.write(Array("{".utf8), to: early.file("planned.json"))
        let error = #expect(throws: RunError.self) { try Resumption(early) }
        #expect(error?.place == early.file("planned.json"))
    }

    @Test("A change whose checkpoints are lost lies ahead again, and is made at its epoch")
    func lostCheckpoints() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let expected = try whole(in: root)
        let request = StopRequest()
        let batch = RunBatch(in: root, threads: 1) { [$1, Stopper(request, at: 40)] }
        let early = try batch.carryOut(experiment(), as: plan, stop: request)
        #expect(early.epochs == 40)
        let folder = try root.find("last")
        let kept = temporary.path("kept")
        try FileManager.default.copyItem(atPath: folder.file("checkpoint"), toPath: kept)
        _ = try resume(folder)
        try FileManager.default.removeItem(atPath: folder.file("checkpoint"))
        try FileManager.default.copyItem(atPath: kept, toPath: folder.file("checkpoint"))
        try FileManager.default.removeItem(atPath: folder.file("summary.json"))
        let resumption = try Resumption(folder)
        #expect(resumption.epoch == 40)
        #expect(resumption.notices.contains("What changed at epoch 60 changes there again."), "\(resumption.notices)")
        _ = try RunBatch.resume(resumption)
        try expectSame(folder, expected, "from epoch 40 again")
    }
}
