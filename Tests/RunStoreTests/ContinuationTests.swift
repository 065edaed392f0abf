import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Runs that go on with other values of some keys: what is kept of the change, and what cannot change.
@Suite struct ContinuationTests {
    private static let rate = "optimizer.rmsProp.learningRate"

    private func spec(epochs: Int = 60, _ change: (inout Spec) -> Void = { _ in }) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = epochs
        spec.training.optimizer = .rmsProp(learningRate: 1e-3)
        spec.training.schedule = .constant
        change(&spec)
        return spec
    }

    @discardableResult
    private func run(_ spec: Spec, in root: RunRoot) throws -> RunFolder {
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        return try root.find("last")
    }

    private func resume(_ folder: RunFolder, epochs: Int? = nil, _ changes: String...) throws -> RunSummary {
        try RunBatch.resume(Resumption(folder, epochs: epochs, changes: changes))
    }

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
                == "learningRate 0.001 until epoch 60, then 0.0001 until epoch 100, then 1.0e-5")
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

    @Test(
        "What cannot change is refused with its key, the reason, and the keys that can",
        arguments: [
            ("seed=2", "seed cannot change while a run goes on, since the initial weights"),
            ("signals.amplitude=2", "signals.amplitude cannot change"),
            ("network.1.dense=12", "network.1.dense cannot"),
            ("network.1.activation=tanh", "network.1.activation cannot"), ("precision=float64", "precision cannot"),
            ("initialization=zeros", "initialization cannot"), ("loss={ squaredError: sum }", "loss cannot"),
            ("name=other", "name cannot"),
            ("epochs=200", "epochs cannot change while a run goes on, since it is the number"),
            ("optimizer={ adam: { learningRate: 1e-3 } }", "optimizer cannot change while a run goes on, since the"),
            (
                "optimizer.adam.learningRate=1e-3",
                "optimizer.adam.learningRate cannot change while a run goes on, since the"
            ),
            ("learningRate=1e-4", "no spec has this key: did you mean optimizer.rmsProp.learningRate?"),
            ("lernrate=1e-4", "no spec has this key"),
        ])
    func fixed(change: String, problem: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try run(spec(), in: RunRoot(temporary.path))
        let error = #expect(throws: SpecError.self) { try Resumption(folder, epochs: 140, changes: [change]) }
        #expect(error?.source == "--continue-with \(change)")
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
        #expect(
            error?.problem.hasSuffix(
                "hat can change: the parameters of optimizer.rmsProp, schedule, codeLinearity, kinkRepair, batch, path and record"
            ) == true, "\(String(describing: error))")
    }

    @Test(
        "What would have no effect is refused with its key and the reason",
        arguments: [
            (
                Self.rate + "=1e-2",
                "the schedule has set the learning rate to 0.0005 from epoch 30 on; to change it: "
                    + "--continue-with 'schedule=[{ fromEpoch: 30, learningRate: 0.0005 }, { fromEpoch: 60, learningRate: 0.01 }, "
                    + "{ fromEpoch: 100, learningRate: 0.0002 }]'"
            ),
            (
                "schedule=[{ fromEpoch: 7, learningRate: 5e-4 }, { fromEpoch: 100, learningRate: 2e-4 }]",
                "the learning rates"
            ),
            ("kinkRepair={ once: 50 }", "it would act after the same epochs"),
            ("kinkRepair={ every: 1, fromEpoch: 200 }", "it would act after the same epochs"),
            ("batch={ size: 100, shuffle: false }", "an update sees the same of the"),
            ("path=sweep", "epochs are computed by the path sweep already"),
            ("record.checkpointSeconds=5.0", ""), ("record={ epochs: [1, 2, 3], snapshots: false }", "the same epochs"),
        ])
    func idle(change: String, problem: String) throws {
        let temporary = try TemporaryFolder()
        let scheduled = try spec {
            $0.training.schedule = .steps([
                Schedule.Change(fromEpoch: 30, learningRate: 5e-4), Schedule.Change(fromEpoch: 100, learningRate: 2e-4),
            ])
            $0.record = Spec.Record(epochs: .ends, snapshots: false)
        }
        let folder = try run(scheduled, in: RunRoot(temporary.path))
        guard !problem.isEmpty else {
            let notices = try Resumption(folder, epochs: 140, changes: [change]).notices
            #expect(notices.last?.hasSuffix("has this value already, and nothing changes") == true)
            return
        }
        let rate = try Resumption(folder, epochs: 140, changes: [Self.rate + "=1e-3"]).notices.last
        #expect(
            rate?.hasSuffix("nothing changes; from epoch 30 on the schedule sets the rate") == true, "\(rate ?? "")")
        let error = #expect(throws: SpecError.self) { try Resumption(folder, epochs: 140, changes: [change]) }
        #expect(
            error?.problem.contains("would have no effect from epoch 60 on: \(problem)") == true,
            "\(String(describing: error))")
    }

    @Test(
        "What has an effect is taken",
        arguments: [
            Self.rate + "=1e-4", "optimizer.rmsProp.decay=0.9", "optimizer.rmsProp.weightDecay=1e-3", "batch=3",
            "optimizer={ rmsProp: { dialect: keras, learningRate: 1e-3 } }", "kinkRepair={ every: 10, fromEpoch: 20 }",
            "kinkRepair={ once: 70 }", "codeLinearity={ penalty: 0.1 }", "path=dense", "record={ every: 10 }",
            "schedule=[{ fromEpoch: 70, learningRate: 1e-5 }]",
            "schedule={ dropOnPlateau: { patience: 3, threshold: 0.9 } }",
        ])
    func taken(change: String) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(spec(), in: root)
        let plain = try run(spec(epochs: 140), in: root).summary()
        let summary = try resume(folder, epochs: 140, change)
        #expect(summary.status == .finished && summary.continuations?.isEmpty == false)
        #expect((summary.weightsSHA256 == plain.weightsSHA256) == change.hasPrefix("record"))
        #expect(try folder.spec() == spec(epochs: 140))
        #expect(try folder.course().end == spec(epochs: 140).changed(overrides: [change], source: "test"))
        #expect(throws: RunError.self) { try Resumption(folder) }
    }

    @Test("A value that is wrong is an error of the option, and a run without an epoch begins anew")
    func wrong() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(spec(), in: root)
        for change in ["\(Self.rate)=-1", "batch=0", "optimizer.rmsProp.rate=1", "\(Self.rate)", "record.every=10"] {
            let error = #expect(throws: SpecError.self) { try Resumption(folder, epochs: 140, changes: [change]) }
            let text = error.map { "\($0)" } ?? ""
            #expect(text.contains("--continue-with \(change)") && !text.contains("--set"), "\(text)")
        }
        let early = try root.create(spec())
        let error = #expect(throws: RunError.self) { try Resumption(early, changes: ["\(Self.rate)=1e-4"]) }
        #expect(
            error?.problem.hasSuffix("heaviside train \(early.file("spec.yaml")) --set '\(Self.rate)=1e-4'") == true)
    }

    @Test("A plateau that is told to wait longer keeps its rate; another schedule begins at its own")
    func plateau() throws {
        let old = try spec { $0.training.schedule = .dropOnPlateau(.init(patience: 3)) }.training
        let state = ScheduleState(learningRate: 1e-5, best: 0.25, epochsWithoutImprovement: 2)
        var new = old
        #expect(new.scheduleState(at: 60, after: old, state) == state)
        new.schedule = .dropOnPlateau(.init(patience: 30))
        #expect(new.scheduleState(at: 60, after: old, state) == state)
        new.optimizer.learningRate = 1e-4
        #expect(new.scheduleState(at: 60, after: old, state) == ScheduleState(learningRate: 1e-4))
        new = old
        new.schedule = .constant
        #expect(new.scheduleState(at: 60, after: old, state).learningRate == 1e-3)
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
        #expect(Continuation.sentence(summary.continuations ?? []) == sentence + " until epoch 100, then 1.0e-5")
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
