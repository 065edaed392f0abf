import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// What a run keeps to go on from: two checkpoints with their digests, and every epoch's loss.
@Suite struct CheckpointTests {
    private func spec(epochs: Int = 60) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = epochs
        spec.training.optimizer = .rmsProp(learningRate: 1e-3)
        return spec
    }

    /// Stops a run by throwing, as a power cut would, after it has kept a number of checkpoints.
    private final class PowerCut: RunRecorder {
        struct Cut: Error {}

        private let inner: FolderRecorder
        private let epochs: [Int]
        private let last: Int

        init(_ folder: RunFolder, checkpointsAt epochs: [Int], cutAt last: Int) {
            (inner, self.epochs, self.last) = (FolderRecorder(folder), epochs, last)
        }

        func start(_ spec: Spec, epoch: Int) throws { try inner.start(spec, epoch: epoch) }
        func record(_ row: HistoryRow) throws { try inner.record(row) }
        func record(losses: [Double], fromEpoch epoch: Int) throws {
            try inner.record(losses: losses, fromEpoch: epoch)
        }
        func record(learningRate: Double, fromEpoch epoch: Int) throws {
            try inner.record(learningRate: learningRate, fromEpoch: epoch)
        }
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {}
        func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws {
            if epochs.contains(checkpoint.epoch) { try inner.record(checkpoint) }
            if checkpoint.epoch >= last { throw Cut() }
        }
    }

    /// A run that kept checkpoints at some epochs and was cut off later.
    private func cutOff(_ spec: Spec, in root: RunRoot, checkpoints: [Int], at epoch: Int) throws -> RunFolder {
        let folder = try root.create(spec)
        let recorder = PowerCut(folder, checkpointsAt: checkpoints, cutAt: epoch)
        #expect(throws: PowerCut.Cut.self) {
            try recorder.start(spec, epoch: 0)
            var network: Network<Float> = try ExperimentRun(spec, source: "test").initialNetwork()
            let losses = LossBlocks(recorder)
            let samples = try ExperimentRun(spec, source: "test").samples
            var checkpoint: TrainingCheckpoint<Float>?
            for end in (checkpoints + [epoch]).sorted() {
                let outcome = try spec.training.fit(
                    &network, to: samples, epochs: end, from: checkpoint,
                    everyEpoch: { try losses.add(epoch: $0, loss: $1, learningRate: $2) })
                try losses.flush()
                checkpoint = outcome.checkpoint
                try recorder.record(outcome.checkpoint)
            }
        }
        return folder
    }

    @Test("A changed byte anywhere, a cut and an empty file are recognised")
    func seal() throws {
        let tensor = NamedTensor(name: "a", tensor: try Tensor(shape: [3], storage: .float64([1, 2, 3])))
        let bytes = try SealedFile.bytes(of: [tensor], metadata: ["spec": "name: \"x\", \"sha256\":\"", "epoch": "7"])
        #expect(SealedFile.isIntact(bytes))
        #expect(try SafetensorsFile(decoding: bytes, path: "test").metadata["epoch"] == "7")
        for k in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[k] ^= 1 << UInt8(bit)
                #expect(!SealedFile.isIntact(damaged), "byte \(k), bit \(bit)")
            }
            #expect(!SealedFile.isIntact(Array(bytes[..<k])))
        }
        #expect(!SealedFile.isIntact(bytes + [0]))
    }

    @Test("Checkpoints take turns, and a damaged one is passed over aloud, to the same bits")
    func damagedNewest() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let spec = try spec()
        let whole = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])[0]
        let folder = try cutOff(spec, in: root, checkpoints: [11, 23, 37], at: 50)
        let newest = folder.file("checkpoint/state-1.safetensors")
        #expect(try Resumption(folder).epoch == 37 && Resumption(folder).notices.isEmpty)
        let bytes = try AtomicFile.read(newest)
        var stream = RandomStream(seed: 5, purpose: .signals, index: 0)
        for trial in 0..<60 {
            var damaged = bytes
            switch trial % 3 {
            case 0: damaged[stream.index(below: bytes.count)] ^= 1 << UInt8(stream.index(below: 8))
            case 1: damaged.removeLast(1 + stream.index(below: bytes.count))
            default: damaged.insert(7, at: stream.index(below: bytes.count))
            }
            try Data(damaged).write(to: URL(fileURLWithPath: newest))
            let resumption = try Resumption(folder)
            #expect(resumption.epoch == 23)
            #expect(resumption.notices.first?.contains("state-1.safetensors: it is damaged") == true)
        }
        let resumed = try RunBatch.resume(Resumption(folder))
        #expect(resumed.weightsSHA256 == whole.weightsSHA256)
        let first = try root.find("autoencoder-study-1")
        #expect(try folder.losses()?.losses == first.losses()?.losses)
        for name in CheckpointFile.names { try Data().write(to: URL(fileURLWithPath: folder.file(name))) }
        let error = #expect(throws: RunError.self) { try Resumption(folder, epochs: 100) }
        #expect(error?.problem.contains("no checkpoint is whole") == true)
    }

    @Test("A missing checkpoint is noticed, and the other one is used")
    func missing() throws {
        let temporary = try TemporaryFolder()
        let folder = try cutOff(spec(), in: RunRoot(temporary.path), checkpoints: [11, 23, 37], at: 50)
        for (name, epoch) in zip(CheckpointFile.names, [23, 37]) {
            let bytes = try AtomicFile.read(folder.file(name))
            try FileManager.default.removeItem(atPath: folder.file(name))
            let resumption = try Resumption(folder)
            #expect(resumption.epoch == epoch)
            #expect(resumption.notices.first == "\(folder.file(name)) is missing")
            #expect(folder.damagedCheckpoints == resumption.notices)
            try AtomicFile.write(bytes, to: folder.file(name))
        }
        #expect(folder.damagedCheckpoints.isEmpty)
    }

    /// Fails when the run keeps a checkpoint.
    private final class FullDisk: RunRecorder {
        func record(_ row: HistoryRow) throws {}
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {}
        func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws {
            throw RunError(place: "disk", problem: "it is full")
        }
    }

    @Test("A run trained further has no figures until it has ended, and an error says what is kept of it")
    func failedFurther() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let first = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")])[0]
        let folder = try root.find("last")
        let error = #expect(throws: RunError.self) {
            try RunBatch.resume(Resumption(folder, epochs: 140), recorders: { [$1, FullDisk()] })
        }
        #expect(
            error?.problem
                == "it is full; the run is kept up to epoch 140; to go on from there: heaviside resume \(folder.path)")
        #expect(try !folder.hasEnded && folder.summary().epochs == 140)
        let longer = try RunBatch.resume(Resumption(folder))
        #expect(longer.epochs == 140 && longer.weightsSHA256 != first.weightsSHA256)
        #expect(folder.hasEnded)
    }

    @Test("Losses that are lost to damage are spoken of before the run goes on, and ever after")
    func lostLosses() throws {
        let temporary = try TemporaryFolder()
        let folder = try cutOff(
            spec(epochs: 3000), in: RunRoot(temporary.path), checkpoints: [1000, 2000], at: 2500)
        let path = folder.file(LossFile.name)
        let bytes = try AtomicFile.read(path)
        #expect(try Resumption(folder).notices.isEmpty)
        // Whole records, but not enough of them: those of a learning rate and of the first 1000 epochs.
        try AtomicFile.write(Array(bytes[..<(16 + 32 + 8024)]), to: path)
        #expect(try folder.losses()?.damage?.contains("ends before epoch 2000") == true)
        var damaged = bytes
        damaged[100] ^= 4
        try AtomicFile.write(damaged, to: path)
        let resumption = try Resumption(folder)
        #expect(resumption.notices.last?.hasSuffix("is without the losses of epochs 0 to 999") == true)
        _ = try RunBatch.resume(resumption)
        let history = try #require(try folder.losses())
        #expect(
            history.damage?.contains("is without the losses of epochs 0 to 999;") == true, "\(history.damage ?? "")")
        #expect(history.losses.count == 3000 && history.losses[999].isNaN && history.losses[1000].isFinite)
    }

    @Test("A long history is in history.csv alone: a damaged one is noticed, and left out")
    func longHistory() throws {
        let temporary = try TemporaryFolder()
        let spec = try spec(epochs: 12_000)
        let folder = try RunRoot(temporary.path).create(spec)
        let recorder = FolderRecorder(folder)
        for epoch in 0..<11_000 {
            try recorder.record(
                HistoryRow(epoch: epoch, loss: 0.1, learningRate: 1e-3, maxAbsoluteError: 0.5, codeR2: nil))
        }
        var network: Network<Float> = try ExperimentRun(spec, source: "test").initialNetwork()
        let samples = try ExperimentRun(spec, source: "test").samples
        try recorder.record(spec.training.fit(&network, to: samples, epochs: 11_000).checkpoint)
        let path = folder.file(RunFolder.historyName)
        let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        #expect(try Resumption(folder).notices.count { $0.contains("history.csv") } == 0)
        try AtomicFile.write(Array(text.replacing("\r\n900,0.1", with: "\r\n900,0.3").utf8), to: path)
        let resumption = try Resumption(folder)
        #expect(resumption.notices.last?.contains("history.csv is damaged: the run goes on without its rows") == true)
        _ = try RunBatch.resume(resumption)
        #expect(try folder.history().allSatisfy { $0.epoch >= 11_000 })
        #expect(FileManager.default.fileExists(atPath: folder.damagedHistoryPath))
    }

    @Test("A run that was killed before its first checkpoint begins again, and says so")
    func killedEarly() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let whole = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")])[0]
        let folder = try root.create(spec())
        let resumption = try Resumption(folder)
        #expect(resumption.epoch == 0 && resumption.notices.first?.contains("begins again") == true)
        #expect(try RunBatch.resume(resumption).weightsSHA256 == whole.weightsSHA256)
    }

    @Test("A finished run trained further is the run that was longer from the start")
    func further() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let long = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(epochs: 140), source: "test")])[0]
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec(), source: "test")])
        let folder = try root.find("last")
        let error = #expect(throws: RunError.self) { try Resumption(folder) }
        #expect(error?.problem == "the run has finished, after 60 epochs; to train it further: --epochs 120")
        #expect(throws: RunError.self) { try Resumption(folder, epochs: 30) }
        let longer = try RunBatch.resume(Resumption(folder, epochs: 140))
        #expect(longer.weightsSHA256 == long.weightsSHA256 && longer.epochs == 140)
        let first = try root.find("autoencoder-study-1")
        #expect(try folder.losses()?.losses == first.losses()?.losses)
        #expect(try folder.spec().epochs == 140)
    }

    @Test("An edited spec is refused by name, unless the change is asked for")
    func editedSpec() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try cutOff(spec(), in: root, checkpoints: [20], at: 30)
        var edited = try spec()
        edited.training.optimizer.learningRate = 5e-4
        edited.epochs = 80
        try AtomicFile.write(Array(edited.yaml.utf8), to: folder.file("spec.yaml"))
        let error = #expect(throws: RunError.self) { try Resumption(folder) }
        #expect(error?.problem.contains("optimizer.rmsProp.learningRate was 0.001 and is 0.0005") == true)
        #expect(error?.problem.contains("--continue-with 'optimizer.rmsProp.learningRate=0.0005'") == true)
        let changed = try RunBatch.resume(
            Resumption(folder, changes: ["optimizer.rmsProp.learningRate=5e-4"]))
        #expect(changed.status == .finished && changed.epochs == 80)
        let losses = try #require(try folder.losses())
        #expect(losses.learningRates.map(\.epoch) == [0, 20] && losses.learningRates.map(\.rate) == [1e-3, 5e-4])
        // What was edited is put back: it did not hold from the beginning.
        var before = try spec()
        before.epochs = 80
        #expect(try folder.spec() == before)
        #expect(try folder.course().end == edited)
        edited.seed = 7
        try AtomicFile.write(Array(edited.yaml.utf8), to: folder.file("spec.yaml"))
        let fixed = #expect(throws: RunError.self) { try Resumption(folder, epochs: 90, changes: ["seed=7"]) }
        #expect(fixed?.problem.contains("seed was 1 and is 7; restore it, or begin a new run") == true)
    }

    @Test("A folder has one writer, and a lock ends with its process")
    func lock() throws {
        let temporary = try TemporaryFolder()
        let folder = try RunRoot(temporary.path).create(spec())
        do {
            let lock = try FolderLock(folder.path)
            #expect(FolderLock.isHeld(folder.path))
            let error = #expect(throws: RunError.self) { try FolderLock(folder.path) }
            #expect(error?.problem.contains("process \(getpid())") == true)
            #expect(throws: RunError.self) { try RunBatch.resume(Resumption(folder)) }
            withExtendedLifetime(lock) {}
        }
        #expect(!FolderLock.isHeld(folder.path))
        // A file without a lock is left over from a process that was killed.
        try Data("elsewhere 1\n".utf8).write(to: URL(fileURLWithPath: folder.file(FolderLock.name)))
        _ = try FolderLock(folder.path)
        #expect(!FileManager.default.fileExists(atPath: folder.file(FolderLock.name)))
    }

    @Test("Every epoch's loss is kept, and a damaged record costs its own epochs")
    func losses() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        var spec = try spec(epochs: 3000)
        spec.training.schedule = .steps([Schedule.Change(fromEpoch: 1010, learningRate: 1e-4)])
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        let kept = try #require(try folder.losses())
        #expect(kept.damage == nil && kept.losses.count == 3000)
        #expect(kept.learningRates.map(\.epoch) == [0, 1010])
        for row in try folder.history() where row.epoch > 0 && row.epoch < 3000 {
            #expect(abs(kept.losses[row.epoch] - row.loss) <= 1e-6 * row.loss)
        }
        let path = folder.file(LossFile.name)
        var bytes = try AtomicFile.read(path)
        bytes[bytes.count / 2] ^= 4
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let damaged = try #require(try folder.losses())
        #expect(damaged.damage?.contains("is without the losses of epochs 1024 to 2047") == true)
        #expect(damaged.losses.count == 3000 && damaged.losses[1024..<2048].allSatisfy(\.isNaN))
        #expect(damaged.losses[..<1024] == kept.losses[..<1024] && damaged.losses[2048...] == kept.losses[2048...])
        try Data("something else".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: RunError.self) { try folder.losses() }
    }
}
