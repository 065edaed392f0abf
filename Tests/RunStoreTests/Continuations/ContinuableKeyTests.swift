import Exchange
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// The keys that a run can go on with other values of, and those that it cannot.
@Suite struct ContinuableKeyTests: ContinuedRuns {
    @Test(
        "A record that changes from the checkpoint on what no run can change is refused",
        arguments: [
            ("seed", "2"), ("precision", "float64"), ("signals.amplitude", "3"), ("loss.squaredError", "sum"),
            ("network.1.activation", "identity"), ("initialization", "zeros"), ("epochs", "70"), ("name", "other"),
        ])
    func plannedRecord(key: String, value: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try run(spec(), in: RunRoot(temporary.path))
        let model = try AtomicFile.read(folder.modelPath)
        for epoch in [60, 80] {
            let text = #"{ "continuations": [{ "epoch": \#(epoch), "key": "\#(key)", "to": "\#(value)" }] }"#
            try AtomicFile.write(Array(text.utf8), to: folder.file("continuations.json"))
            let error = #expect(throws: RunError.self) { try Resumption(folder, epochs: 100) }
            #expect(error?.place.hasSuffix("continuations.json") == true)
            #expect(error?.problem.hasPrefix("\(key) is to change at epoch \(epoch), which it cannot") == true)
        }
        #expect(try AtomicFile.read(folder.modelPath) == model)
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
            (
                "optimizer.rmsProp.like=keras",
                "since it is no parameter but the library whose values the others have: name the parameters to change"
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

    @Test("A message quotes the value as it was given, whatever it holds")
    func quoted() throws {
        let temporary = try TemporaryFolder()
        let folder = try run(spec(), in: RunRoot(temporary.path))
        for change in ["path=--set x", "record={ epochs: [1, 2, --set x] }"] {
            let error = #expect(throws: SpecError.self) { try Resumption(folder, epochs: 140, changes: [change]) }
            let text = error.map { "\($0)" } ?? ""
            #expect(text.hasPrefix("--continue-with \(change): ") && text.contains("--set x\""), "\(text)")
        }
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
}
