import Analysis
import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// The runs of one spec that differ in their seeds: one folder, one id, one table.
@Suite struct BatchTests {
    private func run(epochs: Int = 40, _ change: (inout Spec) -> Void = { _ in }) throws -> ExperimentRun {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 7)
        spec.epochs = epochs
        spec.training.optimizer = .rmsProp(learningRate: 1e-2)
        change(&spec)
        return try ExperimentRun(spec, source: "test")
    }

    private func batch(_ reference: String, in root: RunRoot) throws -> BatchFolder {
        guard case .batch(let folder) = try root.findAny(reference) else { throw NotABatch(reference: reference) }
        return folder
    }

    private struct NotABatch: Error { let reference: String }

    /// A batch of three seeds of which the first was stopped at once.
    private func stopped(in root: RunRoot) throws -> BatchFolder {
        let stop = StopRequest()
        stop.stop()
        _ = try RunBatch(in: root, threads: 1).carryOut(run(), seeds: [1, 2, 3], stop: stop)
        return try batch("last", in: root)
    }

    @Test("A batch is one folder with a run for each seed, and each run is the run of that seed alone")
    func folder() throws {
        let temporary = try TemporaryFolder()
        let (root, alone) = (RunRoot(temporary.path("runs")), RunRoot(temporary.path("alone")))
        _ = try RunBatch(in: root, threads: 1).carryOut([run()])
        let summary = try RunBatch(in: root, threads: 3).carryOut(run(), seeds: [4, 5, 9])
        #expect(summary.batch == "autoencoder-study-2" && summary.seeds == [4, 5, 9] && summary.missing.isEmpty)
        #expect(summary.status == .finished && summary.runs.map(\.seed) == [4, 5, 9])
        #expect(summary.runs.map(\.run) == ["4", "5", "9"].map { "autoencoder-study-2/\($0)" })
        let folder = try batch("autoencoder-study-2", in: root)
        #expect(try folder.summary() == summary && folder.path == summary.folder)
        #expect(
            try Set(FileManager.default.contentsOfDirectory(atPath: folder.path))
                == ["4", "5", "9", "batch.json", "environment.json", "spec.yaml"])
        #expect(try folder.spec() == run().seeded(4).spec && folder.environment().finished != nil)
        let single = try RunBatch(in: alone, threads: 1).carryOut([run().seeded(9)])[0]
        #expect(summary.runs[2].weightsSHA256 == single.weightsSHA256)
        let files = try [root.find("autoencoder-study-2/9"), alone.find("last")].map { folder in
            try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        }
        #expect(files[0] == files[1])
        // The next one, of either kind, has the next number.
        #expect(try RunBatch(in: root, threads: 1).carryOut([run()])[0].run == "autoencoder-study-3")
    }

    @Test("Batch and run are found by id, by path and by last")
    func found() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let summary = try RunBatch(in: root, threads: 1).carryOut(run(), seeds: [1, 2])
        let path = temporary.path("runs/autoencoder-study-1")
        for reference in [
            "last", "last/", "autoencoder-study-1", "autoencoder-study-1/", path, temporary.path("runs/last"),
        ] {
            #expect(try batch(reference, in: root).id == "autoencoder-study-1", "\(reference)")
        }
        for reference in ["last/2", "autoencoder-study-1/2", "autoencoder-study-1/2/", path + "/2"] {
            let folder = try root.find(reference)
            #expect(folder.id == "autoencoder-study-1/2", "\(reference)")
            #expect(try folder.summary().weightsSHA256 == summary.runs[1].weightsSHA256)
            #expect(folder.batch?.id == "autoencoder-study-1")
        }
        #expect(try StoredNetwork("last/2", root: root).network == root.find("last/2").network())
        let error = #expect(throws: RunError.self) { try StoredNetwork("last", root: root) }
        #expect(
            error?.problem.contains("a batch of 2 runs: expected one of them, such as autoencoder-study-1/1") == true)
    }

    @Test(
        "Names that are none of a run in the folder are refused, wherever they point",
        arguments: [
            "autoencoder-study-1/3", "autoencoder-study-1/02", "autoencoder-study-1/+2", "autoencoder-study-1/-1",
            "autoencoder-study-1/2/2", "autoencoder-study-1//2", "autoencoder-study-1/..", "../2", "../x", "..", "./2",
            "/2", "autoencoder-study-1/snapshots", "last/x", "autoencoder-study-2/1",
            "autoencoder-study-1/99999999999999999999",
        ])
    func refused(reference: String) throws {
        let temporary = try TemporaryFolder()
        // A batch and a run beside the root, where "../2" would lead.
        _ = try RunBatch(in: RunRoot(temporary.path), threads: 1).carryOut(run(epochs: 1), seeds: [2])
        let root = RunRoot(temporary.path("runs"))
        _ = try RunBatch(in: root, threads: 1).carryOut(run(epochs: 1), seeds: [1, 2])
        #expect(throws: RunError.self) { try root.find(reference) }
    }

    @Test("Runs that were carried out one by one stay what they were")
    func siblings() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let summaries = try RunBatch(in: root, threads: 2).carryOut([run().seeded(1), run().seeded(2)])
        #expect(Set(summaries.map(\.run)) == ["autoencoder-study-1", "autoencoder-study-2"])
        #expect(try root.find("autoencoder-study-2").summary().run == "autoencoder-study-2")
        #expect(try root.find("autoencoder-study-2").batch == nil)
    }

    @Test("A batch that was stopped says what is missing, and is completed to the same bits")
    func completing() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("part"))
        let folder = try stopped(in: root)
        let part = try folder.summary()
        #expect(part.status == .interrupted && part.runs.map(\.status) == [.interrupted])
        #expect(part.missing.map(\.seed) == [2, 3] && part.missing.allSatisfy { $0.reason == .notBegun })
        #expect(part.missing[0].run == "\(folder.id)/2")
        let error = #expect(throws: RunError.self) { try root.find("last/2") }
        #expect(error?.problem.contains("heaviside resume \(folder.path)") == true)
        try RunBatch.checkCompletable(folder)
        let whole = try RunBatch(in: root, threads: 2).complete(folder)
        let straight = try RunBatch(in: RunRoot(temporary.path("whole")), threads: 1).carryOut(run(), seeds: [1, 2, 3])
        #expect(whole.status == .finished && whole.missing.isEmpty)
        #expect(whole.runs.map(\.weightsSHA256) == straight.runs.map(\.weightsSHA256))
        for seed: UInt64 in [1, 2, 3] {
            let other = RunRoot(temporary.path("whole"))
            #expect(try folder.run(seed: seed).history() == batch("last", in: other).run(seed: seed).history())
        }
        let ended = #expect(throws: RunError.self) { try RunBatch.checkCompletable(folder) }
        #expect(ended?.problem.hasSuffix("further: heaviside resume \(folder.path)/1 --epochs N") == true)
        #expect(throws: RunError.self) { try RunBatch(in: root, threads: 1).complete(folder) }
    }

    @Test("A seed that is resumed by its id brings the batch's table up to date")
    func resumingOne() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try stopped(in: root)
        #expect(try RunBatch.resume(Resumption(root.find("\(folder.id)/1"))).run == "\(folder.id)/1")
        let summary = try folder.summary()
        #expect(summary.runs.map(\.status) == [.finished] && summary.runs[0].epochs == 40)
        #expect(summary.missing.map(\.seed) == [2, 3] && summary.statistics.best == "\(folder.id)/1")
    }

    @Test("Runs that were killed or damaged are named, and only the killed ones begin again")
    func killed() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let digests = try RunBatch(in: root, threads: 1).carryOut(run(), seeds: [1, 2, 3]).runs.map(\.weightsSHA256)
        let folder = try batch("last", in: root)
        for name in ["summary.json", "model.safetensors"] {
            try FileManager.default.removeItem(atPath: folder.run(seed: 2).file(name))
        }
        let summary = try folder.summary()
        #expect(summary.missing == [.init(seed: 2, run: "\(folder.id)/2", reason: .interrupted)])
        #expect(summary.status == .interrupted && summary.runs.map(\.seed) == [1, 3])
        #expect(try RunBatch(in: root, threads: 1).complete(folder).runs.map(\.weightsSHA256) == digests)
        try AtomicFile.write(Array("{}".utf8), to: folder.run(seed: 3).file("summary.json"))
        let damaged = try folder.summary()
        #expect(
            damaged.missing.map(\.reason) == [.unreadable]
                && damaged.missing[0].problem?.contains("summary.json") == true)
        #expect(throws: RunError.self) { try RunBatch(in: root, threads: 1).complete(folder) }
        let other = try AtomicFile.read(folder.run(seed: 1).file("summary.json"))
        try AtomicFile.write(other, to: folder.run(seed: 3).file("summary.json"))
        #expect(try folder.summary().missing.map(\.problem).first??.contains("of seed 1, not 3") == true)
        try AtomicFile.write(Array("{\"seeds\": [1, 1]}".utf8), to: folder.file("batch.json"))
        #expect(throws: RunError.self) { try folder.seeds() }
        #expect(try folder.summary().seeds == [1, 2, 3])
        #expect(try folder.summary().damage.first?.contains("batch.json: seeds") == true)
    }

    @Test("A diverged seed makes a diverged batch, which has nothing left to do")
    func diverged() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let diverging = try run {
            $0.training.optimizer = .sgd(learningRate: 1e30)
            $0.network[2].activation = .identity
        }
        let summary = try RunBatch(in: root, threads: 1).carryOut(diverging, seeds: [1, 2])
        #expect(summary.status == .diverged && summary.statistics.diverged == 2)
        #expect(throws: RunError.self) { try RunBatch.checkCompletable(batch("last", in: root)) }
    }

    @Test("No two processes carry out one batch")
    func lock() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try stopped(in: root)
        do {
            let lock = try #require(ContainerLock(folder.path, .exclusive))
            defer { withExtendedLifetime(lock) {} }
            let error = #expect(throws: RunError.self) { try RunBatch(in: root, threads: 1).complete(folder) }
            #expect(error?.problem.contains("another process") == true)
            #expect(throws: RunError.self) { try RunBatch.resume(Resumption(folder.run(seed: 1))) }
            // Its record is replaced: the lock holds all the same, and nobody waits for that of the old file.
            try folder.noteDeletion(of: 3)
            #expect(throws: RunError.self) { try RunBatch(in: root, threads: 1).complete(folder) }
            #expect(try folder.summary().status == .running)
        }
        #expect(try folder.summary().status == .interrupted)
        #expect(try RunBatch(in: root, threads: 1).complete(folder).status == .finished)
    }

    @Test("A batch without batch.json is called so, and its runs are listed and found one by one")
    func lostRecord() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let folder = try stopped(in: root)
        _ = try RunBatch(in: root, threads: 1).complete(folder)
        let record = folder.file("batch.json")
        try FileManager.default.removeItem(atPath: record)
        #expect(folder.hasLostRecord)
        for reference in ["last", folder.id, folder.path, "\(folder.id)/7"] {
            let error = #expect(throws: RunError.self, "\(reference)") { try root.findAny(reference) }
            #expect(error?.place == folder.path)
            #expect(
                error?.problem
                    == "this is a batch, and its batch.json is missing, which says what seeds the batch has: expected "
                    + "that file as it was; its runs are 3, such as \(folder.id)/1")
        }
        let table = try RunTable(root)
        #expect(table.rows.map(\.id).sorted() == ["1", "2", "3"].map { "\(folder.id)/\($0)" })
        #expect(table.damage.map(\.folder) == [folder.path] && table.damage.map(\.effect) == [.incomplete])
        #expect(table.damage.first?.problem.hasPrefix("\(record): it is missing") == true)
        for reference in ["\(folder.id)/2", "\(folder.path)/2", "last/2"] {
            #expect(try root.find(reference).id == "\(folder.id)/2")
        }
        _ = try RunBatch.resume(Resumption(root.find("\(folder.id)/2"), epochs: 50))
        _ = try root.moveToTrash(root.find("\(folder.id)/2"))
        #expect(try RunTable(root).rows.count == 2)
        // A run is none, however far it is, and whatever lies beside its records.
        let run = try root.create(run().spec)
        #expect(!BatchFolder(root: root, id: run.id).hasLostRecord)
        try FileManager.default.copyItem(atPath: folder.run(seed: 3).path, toPath: "\(run.path)/3")
        #expect(throws: RunError.self) { try root.find(run.id) }
        try AtomicFile.write([], to: run.file("losses.bin"))
        #expect(try root.find(run.id) == run)
    }

    @Test("A batch whose making was cut short is no run: it says what is missing")
    func cutShort() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let folder = try root.createBatch(run().spec, seeds: [1, 2])
        let (record, spec) = (folder.file("batch.json"), folder.specPath)
        let modified = try [record, spec, folder.file("environment.json")].map { try #require(FileState($0)).modified }
        #expect(modified == modified.sorted())
        try FileManager.default.removeItem(atPath: spec)
        #expect(try batch("last", in: root) == folder)
        let error = #expect(throws: ExchangeError.self) { try RunBatch.checkCompletable(folder) }
        #expect(error?.path == spec)
    }

    private func progress(_ epoch: Int, of epochs: Int, speed: Double) -> TrainingProgress {
        TrainingProgress(epoch: epoch, epochs: epochs, loss: 1, epochsPerSecond: speed)
    }

    @Test("The time left is that of all runs, over the threads, and no less than that of the longest")
    func forecast() {
        let plans = Array(repeating: RunForecast.Plan(recipe: "a", epochs: 100), count: 4)
        let forecast = RunForecast(plans, threads: 2)
        #expect(forecast.secondsLeft == .infinity && forecast.finished == 0)
        forecast.note(0, progress(50, of: 100, speed: 10))
        #expect(forecast.secondsLeft == 17.5, "5 + 10 + 10 + 10 over two threads")
        forecast.end(0, epochs: 100, seconds: 20)
        #expect(forecast.secondsLeft == 30 && forecast.finished == 1)
        forecast.note(1, progress(90, of: 100, speed: 0.1))
        forecast.end(2, epochs: 100, seconds: 20)
        forecast.end(3, epochs: 100, seconds: 20)
        #expect(forecast.secondsLeft == 100 && forecast.finished == 3)
        let report = forecast.progress(of: progress(90, of: 100, speed: 0.1))
        #expect(report.finished == 3 && report.count == 4 && report.share == 0.975)
        #expect(report.epochsPerSecond == 0.1 && report.secondsLeft == 100 && report.run.epoch == 90)
        forecast.end(1, epochs: 100, seconds: 1000)
        #expect(forecast.secondsLeft == 0 && forecast.progress(of: progress(1, of: 1, speed: 1)).share == 1)
    }

    @Test("A recipe that has not begun is as fast as its own runs, or else as all others")
    func forecastByRecipe() {
        let plans = [("slow", 10), ("slow", 10), ("fast", 1000), ("other", 100), ("none", 0)].map {
            RunForecast.Plan(recipe: $0.0, epochs: $0.1)
        }
        let forecast = RunForecast(plans, threads: 1)
        forecast.end(0, epochs: 10, seconds: 50)
        forecast.end(2, epochs: 990, seconds: 50)
        // The second slow run takes 50 s; the other recipe 100 epochs at 100 s for 1,000 epochs.
        #expect(forecast.secondsLeft == 60)
    }
}
