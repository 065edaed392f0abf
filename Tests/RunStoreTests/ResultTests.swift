import Analysis
import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// What a run keeps: results, checkpoints, histories and digests, field by field.
@Suite struct ResultTests {
    private func spec(_ change: (inout Spec) -> Void = { _ in }) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = 30
        spec.training.optimizer = .rmsProp(learningRate: 1e-2)
        change(&spec)
        return spec
    }

    @Test("Held-out samples are measured apart, in the result, its summary and when read again")
    func heldOut() throws {
        let folder = try TemporaryFolder()
        let run = try ExperimentRun(spec { $0.signals.holdOut = .gap(3...4) }, source: "test")
        let result = try run.run()
        let samples = try run.spec.signals.data(in: run.spec.precision)
        let heldOut = try #require(samples.heldOut)
        #expect(result.heldOut == result.network.measures(on: heldOut))
        #expect(result.measures == result.network.measures(on: samples.training))
        let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.samples == 8 && summary.heldOut?.samples == 2)
        #expect(summary.heldOut?.maxAbsoluteError == result.heldOut?.error.maxAbsolute)
        #expect(summary.coveredGaps == result.measures.breakpoints?.coveredGapCount)
        #expect(summary.gaps == result.measures.breakpoints?.gapCount && summary.gaps != summary.coveredGaps)
        #expect(summary.code?.intercept == result.measures.code?.intercept)
        #expect(summary.code?.maxDeviation == result.measures.code?.maxDeviation)
        let root = RunRoot(folder.path)
        _ = try RunBatch(in: root, threads: 1).carryOut([run])
        let read = try root.find("last").result()
        #expect(read.heldOut == result.heldOut && read.measures == result.measures)
    }

    @Test("The loss of the samples held out is recorded with the history, and nothing of it where none is")
    func heldOutHistory() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let run = try ExperimentRun(spec { $0.signals.holdOut = .every(3) }, source: "test")
        let stop = StopRequest()
        stop.stop()
        let plain = try ExperimentRun(spec(), source: "test")
        _ = try RunBatch(in: root, threads: 1).carryOut([plain, run])
        func columns(_ name: String) throws -> [String] {
            try CSVTable(contentsOf: root.find(name).file("history.csv")).header
        }
        let usual = ["epoch", "loss", "learningRate", "maxAbsoluteError", "codeR2", "codeDeviation"]
        #expect(try columns("autoencoder-study-1") == usual)
        #expect(try columns("autoencoder-study-2") == usual + ["heldOutLoss"])
        let stored = try root.find("autoencoder-study-2")
        let (rows, result) = (try stored.history(), try stored.result())
        // Mean of (y − x)² over the samples that were held out, from the network's own outputs.
        let samples = try #require(result.heldOutSamples)
        func loss(_ network: TrainedNetwork) -> Double {
            let outputs = network.measures(on: samples).outputs.elements
            return zip(outputs, samples.targets.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                / Double(outputs.count)
        }
        let found = try #require(rows.last?.heldOutLoss)
        #expect(abs(found - loss(result.network)) < 1e-14 * found && result.heldOutLoss == found)
        let start = try #require(rows.first?.heldOutLoss)
        #expect(try abs(start - loss(run.start())) < 1e-14 * start && start != found)
        #expect(rows.allSatisfy { $0.heldOutLoss != nil } && rows.count > 5)
        #expect(try stored.summary().heldOut?.loss == found)
        // A run that was stopped records the same rows when it goes on.
        _ = try RunBatch(in: root, threads: 1).carryOut([run], stop: stop)
        let resumed = try RunBatch.resume(Resumption(root.find("last")))
        #expect(try root.find("last").history() == rows && resumed.weightsSHA256 == stored.summary().weightsSHA256)
    }

    @Test("Held-out samples have a mean, quantiles and the scale of the training samples")
    func heldOutErrors() throws {
        // The blank alone has no amplitude of its own.
        let run = try ExperimentRun(spec { $0.signals.holdOut = .gap(0...0) }, source: "test")
        let result = try run.run()
        let held = try #require(RunSummary(result, run: "r", folder: "f", weightsSHA256: "").heldOut)
        let outputs = try #require(result.heldOut).outputs.elements
        #expect(held.samples == 1 && held.maxRelativeError == held.maxAbsoluteError.map { $0 / 5 })
        let mean = outputs.reduce(0) { $0 + abs($1) } / Double(outputs.count) / 5
        let found = try #require(held.meanRelativeError)
        #expect(abs(found - mean) < 1e-14 && held.relativeError?.median == found)
        #expect(held.relativeError?.least == held.relativeError?.greatest)
        let several = try ExperimentRun(spec { $0.signals.holdOut = .gap(2...4) }, source: "test").run()
        let errors = try #require(several.heldOut?.error.bySample).sorted()
        let summary = try #require(RunSummary(several, run: "r", folder: "f", weightsSHA256: "").heldOut)
        #expect(summary.relativeError?.least == errors[0] && summary.relativeError?.median == errors[1])
        #expect(summary.samplesWithinOnePercent == several.heldOut?.error.samplesWithinOnePercent)
    }

    @Test("A network that should find position and amplitude has an error of each, over its own largest target")
    func targets() throws {
        let spec = try #require(Experiment.named("homework-mlp")).spec.changed(length: 8, source: "test")
        let result = try ExperimentRun(spec.changed(overrides: ["epochs=5"], source: "test"), source: "test").run()
        let targets = try #require(RunSummary(result, run: "r", folder: "f", weightsSHA256: "").targets)
        #expect(targets.map(\.name) == ["position", "amplitude"])
        let (outputs, wanted) = (result.measures.outputs, result.samples.targets)
        for (j, target) in targets.enumerated() {
            let scale = (0..<wanted.rows).map { abs(wanted[$0, j]) }.max()
            let worst = (0..<wanted.rows).map { abs(outputs[$0, j] - wanted[$0, j]) }.max() ?? .nan
            #expect(target.scale == scale && target.maxAbsoluteError == worst)
            #expect(target.maxRelativeError == worst / target.scale)
        }
        #expect(targets[0].scale != targets[1].scale)
        let steps = try ExperimentRun(self.spec(), source: "test").run()
        #expect(RunSummary(steps, run: "r", folder: "f", weightsSHA256: "").targets == nil)
    }

    @Test("A run's spec and network are read without its samples; what is not the run's network is refused")
    func networkAlone() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let run = try ExperimentRun(spec { $0.precision = .float64 }, source: "test")
        _ = try RunBatch(in: root, threads: 1).carryOut([run])
        let stored = try root.find("last")
        let result = try stored.result()
        #expect(try stored.spec() == run.spec && stored.network() == result.network)
        let network = try StoredNetwork("last", root: root)
        #expect(network.network == result.network && network.signals == run.spec.signals)
        #expect(try network.data().training == result.samples)
        let error = #expect(throws: SpecError.self) {
            try StoredNetwork("last", root: root, overrides: ["signals.amplitude=-3"])
        }
        #expect(error?.source == "--set signals.amplitude=-3" && error?.key == "signals.amplitude")

        let other = try ExperimentRun(run.spec, source: "test").seeded(9).start()
        try NetworkFile.file(for: other, signals: nil).write(to: stored.modelPath)
        #expect(throws: RunError.self) { try stored.network() }
        try NetworkFile.file(for: Network<Double>(inputs: 9, layers: [Dense(1)], initialization: .zeros, seed: 1))
            .write(to: stored.modelPath)
        #expect(throws: ExchangeError.self) { try stored.network() }
        #expect(throws: ExchangeError.self) { try StoredNetwork("last", root: root) }
        // Without the records of its end a run is what its last checkpoint says.
        try FileManager.default.removeItem(atPath: stored.file("summary.json"))
        #expect(try stored.network().weightsSHA256 == stored.summary().weightsSHA256)
        #expect(try stored.summary().status == .interrupted)
        try FileManager.default.removeItem(atPath: stored.file("checkpoint"))
        #expect(throws: RunError.self) { try stored.network() }
        #expect(try stored.spec() == run.spec)
    }

    @Test("The last row of the history has the figures of the summary")
    func lastRow() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let summary = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")])[0]
        let row = try #require(try root.find("last").history().last)
        #expect(row.epoch == 30 && row.loss == summary.loss && row.learningRate == 1e-2)
        #expect(row.maxAbsoluteError == summary.maxAbsoluteError && row.codeR2 == summary.code?.r2)
    }

    @Test("A model's file names the activation of each layer")
    func modelMetadata() throws {
        let network = try Network<Float>(
            inputs: 2, layers: [Dense(1), Dense(2, activation: .leakyReLU(slope: 0.5)), Dense(2, activation: .relu)],
            initialization: .zeros, seed: 1)
        let metadata = try NetworkFile.file(for: network).metadata
        #expect(
            (0..<3).map { metadata["layers.\($0).activation"] } == ["identity", "leakyReLU(0.5)", "relu"])
        #expect(metadata["layers"] == "3")
    }

    @Test("Snapshots at 1, 2, 5, 10, 20, 50, …, before the last epoch")
    func snapshotEpochs() {
        #expect(ExperimentRun.snapshotEpochs(through: 100) == [1, 2, 5, 10, 20, 50])
        #expect(ExperimentRun.snapshotEpochs(through: 101) == [1, 2, 5, 10, 20, 50, 100])
        #expect(ExperimentRun.snapshotEpochs(through: 0).isEmpty)
    }

    @Test("A run can start from a model's file, whose path becomes absolute")
    func startFromFile() throws {
        let folder = try TemporaryFolder()
        let first = try ExperimentRun(spec(), source: "test").run()
        guard case .float32(let network) = first.network else {
            Issue.record("expected single precision")
            return
        }
        try NetworkFile.file(for: network).write(to: folder.path + "/start.safetensors")
        let run = try ExperimentRun(
            spec {
                $0.initialization = .file("start.safetensors")
                $0.epochs = 0
            }, source: "test", searchFolders: ["/nonexistent", folder.path]
        )
        try run.check()
        #expect(run.spec.initialization == .file(folder.path + "/start.safetensors"))
        #expect(try run.run().network == first.network)
        // The first folder that has the file wins.
        try FileManager.default.createDirectory(atPath: folder.path + "/b", withIntermediateDirectories: true)
        try NetworkFile.file(for: network).write(to: folder.path + "/b/start.safetensors")
        let other = try ExperimentRun(
            spec { $0.initialization = .file("start.safetensors") }, source: "test",
            searchFolders: [folder.path, folder.path + "/b"]
        )
        #expect(other.spec.initialization == run.spec.initialization)
    }

    private func network(_ seed: UInt64) throws -> Network<Double> {
        try Network(inputs: 3, initialization: .uniform(-1...1), seed: seed) {
            Dense(2)
            Dense(3, bias: false)
        }
    }

    @Test("Every field of a checkpoint survives a round trip through its files", arguments: [Double.infinity, 0.75])
    func checkpoint(best: Double) throws {
        let folder = try TemporaryFolder()
        let run = try RunRoot(folder.path).create(spec())
        let checkpoint = TrainingCheckpoint(
            network: try network(1), moments: [try network(2), try network(3)], epoch: 11, updates: 44, seconds: 1.5,
            schedule: ScheduleState(learningRate: 0.125, best: best, epochsWithoutImprovement: 5))
        try FolderRecorder(run).record(checkpoint)
        try AtomicFile.write(Array("epoch,loss,learningRate,maxAbsoluteError\n".utf8), to: run.file("history.csv"))
        let read = try #require(try FolderRecorder(run, resuming: true).savedCheckpoint(like: network(9), epochs: 60))
        #expect(read.network == checkpoint.network && read.moments == checkpoint.moments)
        #expect(read.epoch == 11 && read.updates == 44 && read.seconds == 1.5 && read.schedule == checkpoint.schedule)
        #expect(try FolderRecorder(run).savedCheckpoint(like: network(9), epochs: 60)?.epoch == nil)
    }

    @Test("A resumed history continues at the checkpoint, without duplicate rows")
    func historyOfAResumption() throws {
        let folder = try TemporaryFolder()
        let run = try RunRoot(folder.path).create(spec())
        func row(_ epoch: Int, loss: Double) -> HistoryRow {
            HistoryRow(epoch: epoch, loss: loss, learningRate: 0.1, maxAbsoluteError: 1, codeR2: 0.5)
        }
        let before = FolderRecorder(run)
        for epoch in [0, 5, 10] { try before.record(row(epoch, loss: 2)) }
        try before.flush()
        try before.record(
            TrainingCheckpoint(
                network: network(1), moments: [], epoch: 10, updates: 10, seconds: 0,
                schedule: ScheduleState(learningRate: 0.1, best: .infinity, epochsWithoutImprovement: 0)))
        let after = FolderRecorder(run, resuming: true)
        _ = try after.savedCheckpoint(like: network(1), epochs: 60)
        for epoch in [10, 15] { try after.record(row(epoch, loss: 1)) }
        try after.flush()
        #expect(try run.history() == [row(0, loss: 2), row(5, loss: 2), row(10, loss: 1), row(15, loss: 1)])
    }

    @Test("The digest is SHA-256 of the parameters' bytes, biases included, as another program computes it")
    func digest() throws {
        let network = try Network<Double>(
            inputs: 1,
            layers: [
                Layer(
                    dense: Dense(2), weight: Matrix(rows: 2, columns: 1, elements: [1, -0.5]), bias: [0.25, 3])
            ])
        #expect(
            TrainedNetwork.float64(network).weightsSHA256
                == "e86cc9546d7a64f19d00eb2f8deb9dbb0ba3673728eacaf9457eb0f8d7c8e0ba")
        #expect(
            TrainedNetwork.float32(network.converted(to: Float.self)).weightsSHA256
                == "eba5c565ecc39a67d78771a79dd67789b4de3ef4d63c099ecc1a2163e9f44ef5")
    }

    @Test("A run's folder can be moved, and is what its summary names")
    func movedFolder() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path + "/before")
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec { $0.epochs = 2 }, source: "test")])
        try FileManager.default.moveItem(
            atPath: folder.path + "/before/autoencoder-study-1", toPath: folder.path + "/elsewhere")
        let summary = try RunRoot(folder.path).find("elsewhere").summary()
        #expect(summary.run == "elsewhere" && summary.folder == folder.path + "/elsewhere")
    }
}
