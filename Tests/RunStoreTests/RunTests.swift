import Analysis
import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

@Suite struct RunTests {
    private func spec(epochs: Int = 60) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = epochs
        spec.training.optimizer = .rmsProp(learningRate: 1e-3)
        return spec
    }

    @Test("A run's folder holds every file, and reads back")
    func folder() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path + "/runs")
        let run = try ExperimentRun(spec(), source: "test")
        try run.check()
        let summary = try #require(try RunBatch(in: root, threads: 1).carryOut([run]).first)
        let found = try root.find("last")
        #expect(found.id == "autoencoder-study-1" && summary.run == found.id)
        for name in [
            "spec.yaml", "model.safetensors", "history.csv", "environment.json", "summary.json",
            "snapshots/epoch-1.safetensors", "snapshots/epoch-50.safetensors", "losses.bin",
            "checkpoint/state-1.safetensors",
        ] { #expect(FileManager.default.fileExists(atPath: found.file(name)), "\(name)") }
        #expect(try found.summary() == summary)
        #expect(try found.spec() == run.spec)
        let environment = try found.environment()
        #expect(environment.workingFolder == FileManager.default.currentDirectoryPath)
        let program = SHA256Digest()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: #require(Bundle.main.executablePath)))
        program.update([UInt8](bytes))
        #expect(environment.programSHA256 == program.hexadecimal())
        let history = try found.history()
        #expect(history.first?.epoch == 0 && history.last?.epoch == 60)
        #expect(history.last?.loss == summary.loss)
        let result = try found.result()
        #expect(result.network.weightsSHA256 == summary.weightsSHA256)
        #expect(result.measures.error.maxAbsolute == summary.maxAbsoluteError)
        for reference in [found.id, found.path, found.path + "/"] { #expect(try root.find(reference).id == found.id) }
        for reference in ["nothing", folder.path, "/", ""] {
            #expect(throws: RunError.self, "\(reference)") { try root.find(reference) }
        }
    }

    @Test("Whatever a run, a batch or the list of runs is made of is a record, and nothing else is")
    func records() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let run = try ExperimentRun(spec(epochs: 2), source: "test")
        _ = try RunBatch(in: root, threads: 1).carryOut([run])
        _ = try RunBatch(in: root, threads: 1).carryOut(run, seeds: [1, 2])
        let folder = try root.find("autoencoder-study-1")
        try folder.changeNotes { try $0.add(["x"]) }
        _ = try RunBatch.resume(Resumption(folder, epochs: 4, changes: ["record.checkpointSeconds=7"]))
        _ = try RunTable(root)
        var found: Set<String> = []
        for parent in [folder.path, "\(root.path)/autoencoder-study-2", "\(root.path)/autoencoder-study-2/1"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: parent) {
                var isFolder = false as ObjCBool
                let path = "\(parent)/\(name)"
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                    continue
                }
                found.insert(name)
                #expect(RunRoot.isRecord(path), "\(path)")
            }
        }
        #expect(
            found == [
                "spec.yaml", "model.safetensors", "environment.json", "summary.json", "history.csv", "losses.bin",
                "notes.json", "batch.json", "encoder-gradients.csv", "continuations.json",
            ])
        let index = "\(root.path)/\(RunIndex.name)"
        #expect(RunRoot.isRecord(index) == FileManager.default.fileExists(atPath: index))
        for name in ["certified.safetensors", "exact.safetensors"] {
            #expect(!RunRoot.isRecord(folder.file(name)))
            try Data().write(to: URL(fileURLWithPath: folder.file(name)))
            #expect(RunRoot.isRecord(folder.file(name)), "\(name)")
        }
        for name in ["snapshots/epoch-1.safetensors", "checkpoint/state-1.safetensors"] {
            #expect(RunRoot.isRecord(folder.file(name)), "\(name)")
        }
        for path in [folder.file("report.html"), temporary.path("model.safetensors")] {
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(!RunRoot.isRecord(path), "\(path)")
        }
    }

    @Test("The weights do not depend on the number of threads")
    func threads() throws {
        let folder = try TemporaryFolder()
        let digests = try [1, 2, 7].map { threads in
            let run = try ExperimentRun(spec(), source: "test")
            let batch = RunBatch(in: RunRoot(folder.path + "/\(threads)"), threads: threads)
            return try batch.carryOut((1...4).map { run.seeded($0) }).map(\.weightsSHA256)
        }
        #expect(Set(digests[0]).count == 4)
        #expect(digests[0] == digests[1] && digests[0] == digests[2])
    }

    @Test("An interrupted run resumes to the bits and the history of one that never stopped")
    func resume() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let whole = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")])[0]
        let stop = StopRequest()
        stop.stop()
        let interrupted = try RunBatch(in: root, threads: 1).carryOut(
            [ExperimentRun(spec(), source: "test")], stop: stop)[0]
        #expect(interrupted.status == .interrupted && interrupted.epochs == 0)
        let second = try root.find("last")
        let resumed = try RunBatch.resume(Resumption(second))
        #expect(resumed.status == .finished && resumed.epochs == 60)
        #expect(resumed.weightsSHA256 == whole.weightsSHA256)
        let first = try root.find("autoencoder-study-1")
        #expect(try first.history() == second.history())
        #expect(throws: RunError.self) { try Resumption(second) }
    }

    @Test("A run stopped in the middle resumes: two moments, mini-batches, a plateau", arguments: [17, 41])
    func resumeInTheMiddle(epoch: Int) throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        var spec = try spec()
        spec.training.optimizer = .adam(learningRate: 1e-2)
        spec.training.batching = .mini(size: 4, shuffled: true)
        spec.training.schedule = .dropOnPlateau(.init(factor: 0.5, patience: 3, threshold: 0.05))
        let whole = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])[0]
        // A recorder that asks to stop when it is told of the epoch.
        let stop = StopRequest()
        spec.record = Spec.Record(epochs: .list([epoch]))
        let run = try root.create(spec)
        let recorder = StoppingRecorder(FolderRecorder(run), at: epoch, stop)
        let result = try ExperimentRun(spec, source: "test").run(recorder: recorder, stop: stop)
        try recorder.inner.flush()
        try run.finish(result)
        #expect(result.status == .interrupted && result.epochs == epoch + 1)
        #expect(try RunBatch.resume(Resumption(run)).weightsSHA256 == whole.weightsSHA256)
    }

    final class StoppingRecorder: RunRecorder {
        let inner: FolderRecorder
        private let epoch: Int
        private let stop: StopRequest

        init(_ inner: FolderRecorder, at epoch: Int, _ stop: StopRequest) {
            self.inner = inner
            self.epoch = epoch
            self.stop = stop
        }

        func savedCheckpoint<S: TrainableScalar>(
            like template: Network<S>, epochs: Int
        ) throws -> TrainingCheckpoint<S>? {
            try inner.savedCheckpoint(like: template, epochs: epochs)
        }

        func record(_ row: HistoryRow) throws {
            if row.epoch == epoch { stop.stop() }
            try inner.record(row)
        }

        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {
            try inner.record(snapshot: network, epoch: epoch)
        }

        func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws { try inner.record(checkpoint) }
    }

    @Test("Damage to any file of a checkpoint is an error, never a trap")
    func damagedCheckpoint() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let stop = StopRequest()
        stop.stop()
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")], stop: stop)
        let run = try root.find("last")
        let state = "checkpoint/state-1.safetensors"
        let good = try SafetensorsFile(contentsOf: run.file(state))
        func altered(_ key: String, _ value: String?) throws -> [UInt8] {
            var metadata = good.metadata
            metadata[key] = value
            return try SealedFile.bytes(of: good.tensors, metadata: metadata)
        }
        for (name, bytes) in [
            (state, [1, 2, 3]), (state, try altered("epoch", "-1")), (state, try altered("epoch", "61")),
            (state, try altered("moments", "0")), (state, try altered("moments", "9")),
            (state, try altered("learningRate", "nan")), (state, try altered("updates", nil)),
            ("spec.yaml", Array("name: x".utf8)),
        ] {
            let before = try AtomicFile.read(run.file(name))
            try AtomicFile.write(bytes, to: run.file(name))
            #expect(throws: (any Error).self, "\(name)") { try RunBatch.resume(Resumption(run)) }
            try AtomicFile.write(before, to: run.file(name))
        }
        #expect(try RunBatch.resume(Resumption(run)).status == .finished)
    }

    @Test("A network's file gives the network back, in either precision, and refuses other shapes")
    func networkFiles() throws {
        let network = try Network<Double>(inputs: 3, initialization: .glorot(.normal), seed: 2) {
            Dense(4, activation: .tanh)
            Dense(2, bias: false)
        }
        let file = try NetworkFile.file(for: network)
        let template = try Network<Double>(
            inputs: 3, layers: network.layers.map(\.dense), initialization: .zeros, seed: 1)
        #expect(try NetworkFile.read(file, path: "f", like: template) == network)
        #expect(
            try NetworkFile.read(file, path: "f", like: template.converted(to: Float.self))
                == network.converted(to: Float.self))
        for layers in [[Dense(4), Dense(2)], [Dense(4), Dense(3, bias: false)], [Dense(4)]] {
            let other = try Network<Double>(inputs: 3, layers: layers, initialization: .zeros, seed: 1)
            #expect(throws: ExchangeError.self) { try NetworkFile.read(file, path: "f", like: other) }
        }
    }

    @Test("The hard-threshold network is exact in the reals; in floats 1/i fails first at 41 and 49, 1/(i − ½) nowhere")
    func hardThreshold() throws {
        func worst(_ name: String, length: Int, precision: Precision) throws -> Double {
            var spec = try #require(Experiment.named(name)).spec.resized(to: length)
            spec.precision = precision
            let run = try ExperimentRun(spec, source: name)
            try run.check()
            return try run.run().measures.error.maxAbsolute
        }
        for (precision, first) in [(Precision.float32, 41), (.float64, 49)] {
            #expect(try worst("hard-threshold", length: first - 1, precision: precision) == 0)
            #expect(try worst("hard-threshold", length: first, precision: precision) == 1)
            #expect(try worst("hard-threshold-midpoint", length: 200, precision: precision) == 0)
        }
    }

    @Test("Every built-in experiment passes its own checks, and runs when short")
    func builtIns() throws {
        #expect(Set(Experiment.all.map(\.name)).count == Experiment.all.count)
        for experiment in Experiment.all {
            try ExperimentRun(experiment.spec, source: experiment.name).check()
            var short = experiment.spec.resized(to: 6)
            short.epochs = min(short.epochs, 20)
            let result = try ExperimentRun(short, source: experiment.name).run()
            #expect(result.status == .finished)
            #expect(experiment.spec.name == experiment.name)
        }
    }

    @Test("A spec that cannot be trained is refused with its key")
    func refusals() throws {
        func key(_ change: (inout Spec) -> Void) throws -> String? {
            var spec = try spec()
            change(&spec)
            do {
                try ExperimentRun(spec, source: "test").check()
                return nil
            } catch let error as SpecError { return error.key }
        }
        #expect(try key { _ in } == nil)
        #expect(try key { $0.network[2].outputs = 8 } == "network.2")
        #expect(try key { $0.network[1].activation = .hardThreshold } == "network.1.activation")
        #expect(try key { $0.training.loss = .crossEntropy(.mean) } == "loss")
        #expect(try key { $0.signals.length = 1 << 20 } == "signals.length")
        #expect(try key { $0.signals.holdOut = .gap(0...9) } == "signals.holdOut")
        #expect(try key { $0.initialization = .construction(.hardThreshold(.midpoint)) } == "network")
        #expect(try key { $0.network[1].outputs = 1 << 21 } == "network")
        #expect(throws: ExchangeError.self) { try key { $0.initialization = .file("/nonexistent") } }
    }
}
