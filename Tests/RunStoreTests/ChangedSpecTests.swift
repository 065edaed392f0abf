import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// The runs of a batch or a survey have one recipe: what is changed between two of them is refused.
@Suite struct ChangedSpecTests {
    private let temporary: TemporaryFolder
    private let root: RunRoot

    init() throws {
        temporary = try TemporaryFolder()
        root = RunRoot(temporary.path("runs"))
    }

    private func spec(_ name: String) -> Spec {
        var spec = Experiment.linearCodeSpec(name: name, length: 7)
        spec.epochs = 30
        spec.training.optimizer = .adam(learningRate: 1e-2)
        spec.record = Spec.Record(epochs: .every(1), snapshots: false)
        return spec
    }

    /// A survey of two rungs with two seeds each, stopped in its second run.
    private func survey() throws -> SurveyFolder {
        let ladder = Ladder(
            rungs: ["a", "b"].map { Ladder.Rung("recipe \($0)", .climbs, remark: "", spec: spec($0)) }, seeds: 1...2)
        let stop = StopRequest()
        let batch = SurveyBatch(in: root, threads: 1) { folder, recorder in
            [
                recorder,
                RunListener { event in
                    if folder.id == "a-2", case .row(let row) = event, row.epoch == 10 { stop.stop() }
                },
            ]
        }
        _ = try batch.carryOut(Survey.linearCodeLadder, ladder, runs: ladder.runs(), stop: stop)
        guard case .survey(let folder) = try root.findAny("last") else { throw Unexpected() }
        return folder
    }

    /// A batch of three seeds, of which the first was stopped at once.
    private func batch() throws -> BatchFolder {
        let stop = StopRequest()
        stop.stop()
        _ = try RunBatch(in: root, threads: 1).carryOut(
            ExperimentRun(spec("a"), source: "test"), seeds: [1, 2, 3], stop: stop)
        guard case .batch(let folder) = try root.findAny("last") else { throw Unexpected() }
        return folder
    }

    private struct Unexpected: Error {}

    private func edit(_ path: String, _ change: (String) -> String) throws {
        let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        let changed = change(text)
        #expect(changed != text)
        try AtomicFile.write(Array(changed.utf8), to: path)
    }

    /// Removes the digest that older versions did not write.
    private func removeDigest(_ path: String) throws {
        try edit(path) { $0.replacing(/,?\s*"specSHA256" : "[0-9a-f]*"/, with: "") }
    }

    private func expectRefused(_ folder: SurveyFolder, at place: String, _ words: String...) throws {
        for work in [
            { _ = try SurveyBatch.checkCompletable(folder) },
            { _ = try SurveyBatch(in: folder.root, threads: 1).complete(folder) },
        ] {
            let error = #expect(throws: RunError.self) { try work() }
            #expect(error?.place == place)
            for word in words { #expect(error?.problem.contains(word) == true, "\(String(describing: error))") }
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.runs.path).filter {
                $0 != "last" && !$0.hasPrefix(".")
            }.sorted() == ["a-1", "a-2"])
    }

    @Test("A survey goes on only by the specs that it began with", arguments: ["a", "b"])
    func survey(rung: String) throws {
        let folder = try survey()
        let path = folder.specPath(rung)
        let before = try AtomicFile.read(path)
        for (old, new) in [("0.01", "0.02"), ("epochs: 30", "epochs: 31"), ("seed: 1", "seed: 5")] {
            try edit(path) { $0.replacing(old, with: new) }
            try expectRefused(folder, at: path, "it was changed after the survey began", "restore it")
            try AtomicFile.write(before, to: path)
        }
        #expect(try SurveyBatch(in: root, threads: 1).complete(folder).status == .finished)
    }

    @Test("Where no digest was kept, the specs of the runs tell; what is recorded may differ")
    func olderSurvey() throws {
        let folder = try survey()
        try removeDigest(folder.file(SurveyFolder.planName))
        try edit(folder.specPath("a")) { $0.replacing("0.01", with: "0.02") }
        try expectRefused(
            folder, at: folder.file("runs/a-1/spec.yaml"), folder.specPath("a"),
            "optimizer.adam.learningRate is 0.02 there and 0.01 here")
        try edit(folder.specPath("a")) {
            $0.replacing("0.02", with: "0.01").replacing("checkpointSeconds: 5", with: "checkpointSeconds: 9")
        }
        #expect(try SurveyBatch(in: root, threads: 1).complete(folder).status == .finished)
    }

    @Test("A run of a survey that was trained by another spec is not counted with the others")
    func changedRun() throws {
        let folder = try survey()
        try edit(folder.file("runs/a-1/spec.yaml")) { $0.replacing("epochs: 30", with: "epochs: 60") }
        try expectRefused(folder, at: folder.file("runs/a-1/spec.yaml"), "epochs is 30 there and 60 here")
    }

    @Test("A batch goes on only by the spec that it began with, with a digest or without")
    func batchSpec() throws {
        let folder = try batch()
        let before = try AtomicFile.read(folder.specPath)
        try edit(folder.specPath) { $0.replacing("0.01", with: "0.02") }
        for problem in ["it was changed after the batch began", "learningRate is 0.02 there and 0.01 here"] {
            for work in [
                { _ = try RunBatch.checkCompletable(folder) },
                { _ = try RunBatch(in: root, threads: 1).complete(folder) },
            ] {
                let error = #expect(throws: RunError.self) { try work() }
                #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
            }
            if problem.hasPrefix("it") { try removeDigest(folder.file("batch.json")) }
        }
        try AtomicFile.write(before, to: folder.specPath)
        #expect(try RunBatch(in: root, threads: 1).complete(folder).status == .finished)
    }

    @Test("A run that starts from a file has its copy, and is the one that was planned")
    func startFile() throws {
        let model = temporary.path("model.safetensors")
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec("a"), source: "test")])
        try AtomicFile.write(AtomicFile.read(root.find("last").modelPath), to: model)
        var spec = spec("from")
        spec.initialization = .file(model)
        let stop = StopRequest()
        stop.stop()
        _ = try RunBatch(in: root, threads: 1).carryOut(
            ExperimentRun(spec, source: "test"), seeds: [1, 2], stop: stop)
        guard case .batch(let folder) = try root.findAny("last") else { throw Unexpected() }
        // Where the file is gone, the run that is to begin cannot; it is said before another one goes on.
        try FileManager.default.moveItem(atPath: model, toPath: model + ".away")
        #expect(throws: (any Error).self) { try RunBatch.checkCompletable(folder) }
        #expect(!folder.run(seed: 2).hasBegun)
        try FileManager.default.moveItem(atPath: model + ".away", toPath: model)
        #expect(try RunBatch(in: root, threads: 1).complete(folder).status == .finished)
    }

    @Test("A spec of a survey that cannot be trained is found before the first run goes on")
    func untrainable() throws {
        let folder = try survey()
        try removeDigest(folder.file(SurveyFolder.planName))
        let path = folder.specPath("b")
        try edit(path) { $0.replacing("dense: 7", with: "dense: 8") }
        let epoch = try Resumption(folder.runs.find("\(folder.runs.path)/a-2")).epoch
        for work in [
            { _ = try SurveyBatch.checkCompletable(folder) },
            { _ = try SurveyBatch(in: root, threads: 1).complete(folder) },
        ] {
            let error = #expect(throws: SpecError.self) { try work() }
            #expect(error?.source == path, "\(String(describing: error))")
        }
        #expect(try Resumption(folder.runs.find("\(folder.runs.path)/a-2")).epoch == epoch)
    }

    @Test("A batch has 10,000 runs at most, and its list is not read where it is larger")
    func seeds() throws {
        let folder = try batch()
        let path = folder.file("batch.json")
        for count in [10_001, 2_000_000] {
            try AtomicFile.write(
                Array("{\"seeds\": [\((1...count).map(String.init).joined(separator: ","))]}".utf8), to: path)
            let started = ContinuousClock.now
            let error = #expect(throws: (any Error).self) { try folder.seeds() }
            #expect("\(error.map { "\($0)" } ?? "")".contains(path))
            // Who only looks at the runs is shown those of the folder.
            let summary = try folder.summary()
            #expect(summary.runs.count == summary.seeds.count && !summary.runs.isEmpty)
            #expect(summary.damage.count == 1 && summary.damage.first?.contains(path) == true)
            #expect(throws: RunError.self) { try root.find(folder.id) }
            #expect(ContinuousClock.now - started < .seconds(5))
        }
        let most = (0..<UInt64(BatchFolder.mostSeeds)).map { UInt64.max - $0 }
        try AtomicFile.write(
            Array("{\n  \"seeds\" : [\n    \(most.map(String.init).joined(separator: ",\n    "))\n  ]\n}".utf8),
            to: path)
        #expect(try folder.seeds() == most)
        let run = try ExperimentRun(spec("a"), source: "test")
        #expect(throws: RunError.self) {
            try RunBatch(in: root, threads: 1).carryOut(run, seeds: Array(0...UInt64(BatchFolder.mostSeeds)))
        }
        #expect(throws: RunError.self) { try RunBatch(in: root, threads: 1).carryOut(run, seeds: []) }
        #expect(throws: RunError.self) { try RunBatch(in: root, threads: 1).carryOut(run, seeds: [1, 1]) }
        #expect(try root.listed().map(\.folder.id) == ["\(folder.id)/1"])
    }

    @Test("A ladder has a bounded number of runs")
    func plan() throws {
        let folder = try survey()
        let path = folder.file(SurveyFolder.planName)
        try edit(path) { $0.replacing("\"lastSeed\" : 2", with: "\"lastSeed\" : 10000") }
        #expect(throws: Never.self) { try folder.plan() }
        let rung = #"{"name": "a", "title": "", "remark": "", "role": "plain"}"#
        try edit(path) { text in
            text.replacing(
                "\"rungs\" : [", with: "\"rungs\" : [\(Array(repeating: rung, count: 20).joined(separator: ",")),")
        }
        let error = #expect(throws: RunError.self) { try folder.plan() }
        #expect(error?.problem.contains("22 rungs with 10000 seeds: expected at most 100000 runs") == true)
        #expect(truncate(path, 3 << 30) == 0)
        #expect(throws: ExchangeError.self) { try folder.plan() }
    }

    @Test(
        "A run that has ended and has no checkpoint is not trained anew",
        arguments: [TrainingStatus.finished, .diverged])
    func ended(status: TrainingStatus) throws {
        var spec = spec("a")
        if status == .diverged {
            spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 7)
            spec.epochs = 40
            spec.training.optimizer = .sgd(learningRate: 1e30)
            spec.network[2].activation = .identity
        }
        let summary = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])[0]
        #expect(summary.status.rawValue == status.rawValue)
        let folder = try root.find("last")
        try? FileManager.default.removeItem(atPath: folder.file("checkpoint"))
        let model = try AtomicFile.read(folder.modelPath)
        for epochs in [nil, 60] {
            let error = #expect(throws: RunError.self) { try Resumption(folder, epochs: epochs) }
            #expect(error?.problem.contains("has ended (\(status.rawValue)") == true)
            #expect(error?.problem.contains("nothing to resume") == true)
        }
        #expect(try AtomicFile.read(folder.modelPath) == model && folder.hasSummary)
    }
}
