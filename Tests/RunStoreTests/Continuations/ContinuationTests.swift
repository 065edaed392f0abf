import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Runs that go on with other values of some keys: what is kept of the change.
@Suite struct ContinuationTests: ContinuedRuns {
    /// Fails at an epoch, as if the process were killed there.
    private final class Kill: RunRecorder {
        struct Killed: Error {}

        private let epoch: Int

        init(at epoch: Int) { self.epoch = epoch }

        func record(_ row: HistoryRow) throws { if row.epoch >= epoch { throw Killed() } }
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {}
    }

    @Test("A changed rate is kept with its epoch, and the run is the one whose schedule changes the rate there")
    func record() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let scheduled = try spec(epochs: 140) {
            $0.training.schedule = .steps([
                Schedule.Change(fromEpoch: 60, learningRate: 1e-4), Schedule.Change(fromEpoch: 100, learningRate: 1e-5),
            ])
        }
        let whole = try run(scheduled, in: root).summary()
        let folder = try run(spec(), in: root)
        _ = try resume(folder, epochs: 100, "\(Self.rate)=1e-4")
        let summary = try resume(folder, epochs: 140, "\(Self.rate)=1e-5")
        #expect(summary.weightsSHA256 == whole.weightsSHA256)
        #expect(try folder.spec() == spec(epochs: 140))
        let course = try folder.course()
        #expect(try course.end == spec(epochs: 140) { $0.training.optimizer.learningRate = 1e-5 })
        #expect(course.stages.map(\.epoch) == [0, 60, 100])
        let kept = try #require(summary.continuations)
        #expect(kept.map(\.epoch) == [60, 100] && kept.allSatisfy { $0.key == Self.rate })
        #expect(kept.map(\.from) == ["0.001", "0.0001"] && kept.map(\.to) == ["0.0001", "1.0e-5"])
        #expect(kept.allSatisfy { $0.heaviside == RunEnvironment.version && $0.date?.hasSuffix("Z") == true })
        #expect(
            Continuation.sentence(kept)
                == "learningRate 0.001 until epoch 60, then 0.0001 until epoch 100, then 1e−5")
        let text = String(decoding: try AtomicFile.read(folder.file("spec.yaml")), as: UTF8.self)
        #expect(text.contains("# Training from this file alone does not repeat it.\n"))
        #expect(try folder.losses()?.learningRates.map(\.epoch) == [0, 60, 100])
        #expect(try folder.summary() == summary && folder.result().spec == course.end)
    }

    @Test("A continued run that is killed anywhere and resumed is the one that was never stopped")
    func killed() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let changes = [
            "\(Self.rate)=1e-4", "batch={ size: 4, shuffle: true }", "schedule={ dropOnPlateau: { patience: 5 } }",
        ]
        let whole = try run(spec(), in: root)
        let expected = try RunBatch.resume(Resumption(whole, epochs: 140, changes: changes))
        for epoch in [0, 61, 100, 139] {
            let folder = try run(spec(), in: root)
            let resumption = try Resumption(folder, epochs: 140, changes: changes)
            if epoch == 0 {
                // Killed between the record of the change and the checkpoint that knows of it.
                try resumption.prepare()
            } else {
                #expect(throws: Kill.Killed.self) {
                    try RunBatch.resume(resumption, recorders: { [$1, Kill(at: epoch)] })
                }
            }
            #expect(try folder.course().continuations.map(\.epoch).allSatisfy { $0 == 60 })
            let resumed = try resume(folder)
            #expect(resumed.weightsSHA256 == expected.weightsSHA256, "killed at \(epoch)")
            #expect(try folder.losses()?.losses == whole.losses()?.losses)
            #expect(try folder.history().map(\.loss) == whole.history().map(\.loss))
            #expect(try folder.course().end == whole.course().end)
        }
    }

    @Test("A change that no epoch was trained with is replaced by the next one, or taken back")
    func replaced() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(spec(), in: root)
        try Resumption(folder, epochs: 140, changes: ["\(Self.rate)=1e-2"]).prepare()
        try Resumption(folder, changes: ["\(Self.rate)=1e-4"]).prepare()
        #expect(try folder.continuations().map(\.to) == ["0.0001"])
        let back = try Resumption(folder, changes: ["\(Self.rate)=1e-3"])
        try back.prepare()
        #expect(try folder.continuations().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.file("continuations.json")))
        let summary = try RunBatch.resume(back)
        #expect(try summary.weightsSHA256 == run(spec(epochs: 140), in: root).summary().weightsSHA256)
        #expect(summary.continuations == nil)
        let text = String(decoding: try AtomicFile.read(folder.file("spec.yaml")), as: UTF8.self)
        #expect(!text.contains("#"))
    }

    @Test("A run that started from a file goes on with another value, and its folder can be moved")
    func startedFromFile() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let model = try run(spec(), in: root).modelPath
        let folder = try run(spec { $0.initialization = .file(model) }, in: root)
        let elsewhere = try TemporaryFolder()
        try FileManager.default.moveItem(atPath: folder.path, toPath: "\(elsewhere.path)/moved")
        let moved = try RunRoot(elsewhere.path).find("moved")
        let summary = try resume(moved, epochs: 100, "\(Self.rate)=1e-4")
        #expect(summary.continuations?.map(\.key) == [Self.rate])
        #expect(try moved.spec().initialization == .file("start.safetensors"))
        #expect(try Resumption(moved, epochs: 140).epoch == 100)
    }

    @Test("A change is not made where another process has trained the run since it was checked")
    func overtaken() throws {
        let temporary = try TemporaryFolder()
        let folder = try run(spec(), in: RunRoot(temporary.path))
        let late = try Resumption(folder, epochs: 140, changes: ["\(Self.rate)=1e-2"])
        _ = try resume(folder, epochs: 100, "\(Self.rate)=1e-4")
        let error = #expect(throws: RunError.self) { try RunBatch.resume(late) }
        #expect(error?.problem.contains("another process has trained the run in the meantime") == true)
        #expect(try folder.continuations().map(\.to) == ["0.0001"])
    }

    @Test("A record that is not the checkpoint's is refused, and so is one that is none")
    func foreignRecord() throws {
        let temporary = try TemporaryFolder()
        let folder = try run(spec(), in: RunRoot(temporary.path))
        _ = try resume(folder, epochs: 100, "\(Self.rate)=1e-4")
        let path = folder.file("continuations.json")
        let bytes = try AtomicFile.read(path)
        try FileManager.default.removeItem(atPath: path)
        let missing = #expect(throws: RunError.self) { try Resumption(folder, epochs: 140) }
        #expect(missing?.problem.contains("expected learningRate 0.001 until epoch 60, then 0.0001") == true)
        let text = String(decoding: bytes, as: UTF8.self)
        for (old, new, problem) in [
            ("\"0.0001\"", "\"0.0002\"", "expected learningRate 0.001 until"), ("60", "0", "expected an epoch above 0"),
            (Self.rate, "optimizer.rmsProp.learnRate", "learnRate"), ("0.0001", "-1", "-1"), ("{", "", "continuations"),
        ] {
            try AtomicFile.write(Array(text.replacing(old, with: new).utf8), to: path)
            let error = #expect(throws: (any Error).self) { try Resumption(folder, epochs: 140) }
            #expect(error.map { "\($0)" }?.contains(problem) == true, "\(String(describing: error))")
        }
        try AtomicFile.write(bytes, to: path)
        #expect(try Resumption(folder, epochs: 140).epoch == 100)
    }

    @Test("Whoever reads a run says what is wrong with the record of its changes, not only who goes on with it")
    func damagedRecord() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let plain = try run(spec(), in: root)
        let folder = try run(spec(), in: root)
        _ = try resume(folder, epochs: 100, "\(Self.rate)=1e-4")
        let path = folder.file("continuations.json")
        let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        func expectNamed(_ problem: String) throws {
            for read in [
                { _ = try folder.summary() }, { _ = try folder.result() }, { _ = try folder.course() },
                { _ = try StoredNetwork(folder.path, root: root) },
                { _ = try RunComparison([plain.path, folder.path], in: root) },
                { _ = try Resumption(folder, epochs: 140) },
            ] {
                let error = #expect(throws: (any Error).self) { try read() }
                let sentence = error.map { "\($0)" } ?? ""
                #expect(sentence.hasPrefix(path) && sentence.contains(problem), "\(sentence)")
            }
            let listed = FolderSource(try root.listed(), withSpec: false).rows(of: try root.listed(), keys: nil)
            #expect(listed.map { $0.row.isDamaged(at: "continued") } == [false, true])
            let damage = try RunTable(root, columns: ["run", "continued"]).damage
            #expect(damage.map(\.folder) == [folder.path] && damage.map(\.effect) == [.incomplete])
            #expect(damage.first?.problem.contains(problem) == true, "\(damage)")
        }
        let change = #"{ "epoch": 60, "key": "seed", "from": "1", "to": "2" }"#
        for (record, problem) in [
            (text.replacing("\"0.0001\"", with: "\"0.0002\""), "it does not say what was changed before epoch 100"),
            (text.replacing("\"0.001\"", with: "\"0.7\""), "it does not say what was changed before epoch 100"),
            (#"{ "continuations": [] }"#, "expected learningRate 0.001 until epoch 60, then 0.0001"),
            (#"{ "continuations": [\#(change)] }"#, "it does not say what was changed before epoch 100"),
            (text.replacing("60", with: "0"), "expected an epoch above 0"), ("{", "not JSON"),
        ] {
            try AtomicFile.write(Array(record.utf8), to: path)
            try expectNamed(problem)
        }
        // Without a checkpoint what cannot change is all that can be told.
        try FileManager.default.moveItem(atPath: folder.file("checkpoint"), toPath: temporary.path("kept"))
        try AtomicFile.write(Array(text.utf8), to: path)
        #expect(throws: Never.self) { try folder.result() }
        try AtomicFile.write(Array(#"{ "continuations": [\#(change)] }"#.utf8), to: path)
        let seed = #expect(throws: RunError.self) { try folder.result() }
        #expect(seed?.problem.hasPrefix("seed is to change at epoch 60, which it cannot") == true)
        try FileManager.default.moveItem(atPath: temporary.path("kept"), toPath: folder.file("checkpoint"))
        // Removed, it is missed, since the spec names it.
        try FileManager.default.removeItem(atPath: path)
        let missing = #expect(throws: RunError.self) { try folder.result() }
        #expect(missing?.place == path && missing?.problem.hasPrefix("it is missing, and ") == true)
        #expect(throws: RunError.self) { try StoredNetwork(folder.path, root: root) }
        #expect(try RunTable(root, columns: ["continued"]).damage.map(\.folder) == [folder.path])
        try AtomicFile.write(Array(text.utf8), to: path)
        #expect(throws: Never.self) { try folder.result() }
        // A run of which nothing was changed has no such record.
        try AtomicFile.write(
            Array(
                #"{ "continuations": [{ "epoch": 30, "key": "\#(Self.rate)", "from": "0.001", "to": "0.5" }] }"#.utf8),
            to: plain.file("continuations.json"))
        let foreign = #expect(throws: RunError.self) { try plain.summary() }
        #expect(
            foreign?.problem.hasPrefix("it does not lead to what the checkpoint of epoch 60 was trained by") == true)
    }

    @Test("A record of very many changes is refused at once")
    func manyChanges() throws {
        let temporary = try TemporaryFolder()
        let folder = try run(spec(), in: RunRoot(temporary.path))
        func write(_ count: Int) throws {
            let changes = (1...count).map {
                #"{ "epoch": \#($0), "key": "\#(Self.rate)", "to": "1.0e-\#($0 % 7 + 1)" }"#
            }
            try AtomicFile.write(
                Array("{ \"continuations\": [\(changes.joined(separator: ","))] }".utf8),
                to: folder.file("continuations.json"))
        }
        try write(100_000)
        let started = ContinuousClock.now
        let error = #expect(throws: SpecError.self) { try folder.summary() }
        #expect(error?.problem == "100000 changes: expected at most 1000 in one run" && error?.key == "continuations")
        #expect(ContinuousClock.now - started < .seconds(5))
        let start = try spec()
        func course(_ count: Int) throws -> SpecCourse {
            try SpecCourse(
                start, (1...count).map { Continuation(epoch: $0, key: Self.rate, from: nil, to: "1.0e-\($0 % 7 + 1)") },
                source: "test")
        }
        #expect(try course(SpecCourse.mostContinuations).stages.count == 1001)
        #expect(throws: SpecError.self) { try course(SpecCourse.mostContinuations + 1) }
    }

    @Test("The folder of an older version is read as what it says, and written anew when the run goes on")
    func older() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let expected = try run(spec(), in: root)
        _ = try resume(expected, epochs: 100, "\(Self.rate)=1e-4")
        let folder = try run(spec(epochs: 100), in: root)
        func write(_ spec: Spec, to name: String) throws {
            try AtomicFile.write(Array(spec.yaml.utf8), to: folder.file(name))
        }
        try write(spec(), to: "spec-until-epoch-60.yaml")
        let last = try spec(epochs: 100) { $0.training.optimizer.learningRate = 1e-4 }
        try write(last, to: "spec.yaml")
        #expect(try folder.course().start == spec(epochs: 100) && folder.course().end == last)
        let sentence = "learningRate 0.001 until epoch 60, then 0.0001"
        #expect(try Continuation.sentence(folder.summary().continuations ?? []) == sentence)
        // The checkpoint of such a folder knows the last spec alone.
        for name in CheckpointFile.names {
            let path = folder.file(name)
            guard FileManager.default.fileExists(atPath: path) else { continue }
            try FileManager.default.removeItem(atPath: path)
        }
        var network: Network<Float> = try ExperimentRun(last, source: "test").initialNetwork()
        let samples = try ExperimentRun(last, source: "test").samples
        let checkpoint = try last.training.fit(&network, to: samples, epochs: 100).checkpoint
        try CheckpointFile.write(
            checkpoint, of: SpecCourse(last), rows: [], to: folder.path, as: CheckpointFile.names[0])
        let summary = try resume(folder, epochs: 140, "\(Self.rate)=1e-5")
        #expect(Continuation.sentence(summary.continuations ?? []) == sentence + " until epoch 100, then 1e−5")
        #expect(try folder.spec() == spec(epochs: 140))
        #expect(!FileManager.default.fileExists(atPath: folder.file("spec-until-epoch-60.yaml")))
        #expect(try Resumption(folder, epochs: 150).epoch == 140)
        // Killed in between, the older file still says how the run began.
        try write(spec(), to: "spec-until-epoch-60.yaml")
        try write(last, to: "spec.yaml")
        #expect(try folder.course().start.training == spec().training)
        #expect(try Continuation.sentence(folder.continuations()) == Continuation.sentence(summary.continuations ?? []))
    }

    @Test("Runs of one course have the same spec; others differ in what they had when")
    func compared() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let continued = try (0..<2).map { _ in
            let folder = try run(spec(), in: root)
            _ = try resume(folder, epochs: 140, "\(Self.rate)=1e-4", "kinkRepair={ once: 70 }")
            return folder
        }
        let plain = try run(spec(epochs: 140) { $0.training.optimizer.learningRate = 1e-4 }, in: root)
        let same = try RunComparison(continued.map(\.path), in: root)
        #expect(same.haveSameSpec && same.haveSameWeights)
        let differing = try RunComparison([continued[0].path, plain.path], in: root)
        #expect(!differing.haveSameSpec)
        #expect(differing.variations.prefix(3).map(\.key) == [Self.rate, "kinkRepair", "kinkRepair.once"])
        #expect(differing.variations.first?.values == ["0.001 until epoch 60, then 0.0001", "0.0001"])
        #expect(differing.variations[1].values == ["none until epoch 60, then {…}", "none"])
        #expect(differing.variations[2].values == ["absent until epoch 60, then 70", nil])
    }

    @Test("Lists compare the values at the end, and say what changed")
    func listed() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(spec(), in: root)
        let query = try RunQuery("spec.\(Self.rate) = 1e-4")
        #expect(try RunTable(root, query: query).rows.isEmpty)
        _ = try resume(folder, epochs: 140, "\(Self.rate)=1e-4")
        let rows = try RunTable(root, query: query, columns: ["continued"]).rows
        #expect(rows.map { $0.values["continued"] } == [.text("learningRate 0.001 until epoch 60, then 0.0001")])
        #expect(try RunTable(root, query: RunQuery("continued ~ learningRate")).rows.count == 1)
    }
}
