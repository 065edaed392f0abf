import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// What the recorder of a folder need not read or write again.
@Suite struct FolderRecorderTests {
    private func spec() throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = 60
        return spec
    }

    @Test("A run that has just begun keeps the spec it is trained by, whatever becomes of spec.yaml")
    func knownSpec() throws {
        let temporary = try TemporaryFolder()
        let spec = try spec()
        let folder = try RunRoot(temporary.path).create(spec)
        let text = try folder.specText()
        var network: Network<Float> = try ExperimentRun(spec, source: "test").initialNetwork()
        let samples = try ExperimentRun(spec, source: "test").samples
        let checkpoint = try spec.training.fit(&network, to: samples, epochs: 3).checkpoint
        try AtomicFile.write(Array("seed: [".utf8), to: folder.specPath)
        try FolderRecorder(folder, begun: spec).record(checkpoint)
        #expect(try CheckpointFile.header(in: folder.path)?.spec == spec)
        #expect(try CheckpointFile.header(in: folder.path)?.spec?.yaml == text)
        #expect(throws: SpecError.self) { try FolderRecorder(folder).record(checkpoint) }
        // What is left of an earlier run under this name is read, and counts.
        try AtomicFile.write(Array(text.utf8), to: folder.specPath)
        try AtomicFile.write(Array("{".utf8), to: folder.file(RunFolder.continuationsName))
        #expect(throws: RunError.self) { try FolderRecorder(folder, begun: spec).record(checkpoint) }
    }

    @Test("history.csv is written where it lacks a row, and only there")
    func unchangedHistory() throws {
        let temporary = try TemporaryFolder()
        let folder = try RunRoot(temporary.path).create(spec())
        func row(_ epoch: Int) -> HistoryRow {
            HistoryRow(epoch: epoch, loss: 1, learningRate: 0.1, maxAbsoluteError: 1, codeR2: nil)
        }
        let recorder = FolderRecorder(folder)
        try recorder.record(row(0))
        try recorder.record(row(1))
        #expect(try folder.history() == [row(0)])
        try recorder.flush()
        #expect(try folder.history() == [row(0), row(1)])
        let written = try #require(FileState(folder.file(RunFolder.historyName))).identity
        try recorder.flush()
        #expect(FileState(folder.file(RunFolder.historyName))?.identity == written)
        // Another recorder does not know what the file holds; one without rows writes the head of the table.
        try FolderRecorder(folder).flush()
        #expect(try folder.history().isEmpty)
    }

    @Test("Nothing is written into a folder that is no longer the run's")
    func lostFolder() throws {
        let temporary = try TemporaryFolder()
        var spec = try spec()
        spec.record.tensorBoard = true
        let folder = try RunRoot(temporary.path).create(spec)
        func row(_ epoch: Int) -> HistoryRow {
            HistoryRow(epoch: epoch, loss: 1, learningRate: 0.1, maxAbsoluteError: 1, codeR2: nil)
        }
        let recorder = FolderRecorder(folder, begun: spec)
        try recorder.start(spec, epoch: 0)
        for epoch in 0..<3 { try recorder.record(row(epoch)) }
        try FileManager.default.removeItem(atPath: folder.specPath)
        let before = try [EventFile.name, RunFolder.historyName].map { try AtomicFile.read(folder.file($0)) }
        #expect(throws: LostFolder.self) { try recorder.flush() }
        #expect(try [EventFile.name, RunFolder.historyName].map { try AtomicFile.read(folder.file($0)) } == before)
    }

    @Test("TensorBoard's file has a record for each row as it comes, and a run that goes on takes back what was lost")
    func events() throws {
        let temporary = try TemporaryFolder()
        var spec = try spec()
        spec.record.tensorBoard = true
        let folder = try RunRoot(temporary.path).create(spec)
        let path = folder.file(EventFile.name)
        func row(_ epoch: Int) -> HistoryRow {
            HistoryRow(epoch: epoch, loss: 1, learningRate: 0.1, maxAbsoluteError: 1, codeR2: nil)
        }
        func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
        func steps() throws -> [Int] { TensorBoardSteps(try bytes()).steps }
        let recorder = FolderRecorder(folder, begun: spec)
        try recorder.start(spec, epoch: 0)
        #expect(try steps() == [] && TensorBoardSteps(bytes()).records == 2)
        for epoch in 0..<4 { try recorder.record(row(epoch)) }
        try recorder.flush()
        #expect(try steps() == [0, 1, 2, 3])
        // Where the file has what it should, it goes on as it is.
        var before = try bytes()
        let file = try EventFile(path, after: (0..<4).map(row))
        #expect(try bytes() == before)
        try file.append(row(4))
        try file.write()
        #expect(try steps() == [0, 1, 2, 3, 4])
        // The run was killed in the middle of a record, and goes on from the checkpoint after two rows: nothing that
        // TensorBoard has read is cut off.
        before = try bytes()
        try AtomicFile.write(before.dropLast(3), to: path)
        let later = try EventFile(path, after: [row(0), row(1)])
        try later.append(row(3))
        try later.write()
        #expect(try steps() == [0, 1, 3] && TensorBoardSteps(bytes()).starts == 2)
        let read = TensorBoardSteps(Array(before.dropLast(3))).end
        #expect(try bytes().starts(with: before[..<read]) && TensorBoardSteps(bytes()).end == bytes().count)
        // What is missing or damaged is written again, and so is all where a run begins again.
        var damaged = try bytes()
        damaged[damaged.count - 8] ^= 1
        try AtomicFile.write(damaged, to: path)
        _ = try EventFile(path, after: (0..<5).map(row))
        #expect(try steps() == [0, 1, 2, 3, 4])
        _ = try EventFile(path, after: [])
        #expect(try steps() == [])
        // TensorBoard disregards the first start of a file, and one of an older version has none.
        let old = [0, 1, 2].flatMap { TensorBoardRecord.scalars([("loss", 1)], step: $0, at: 1) }
        try AtomicFile.write(TensorBoardRecord.version(at: 1) + old, to: path)
        _ = try EventFile(path, after: [row(0)])
        #expect(try steps() == [0] && TensorBoardSteps(bytes()).starts == 2)
        #expect(RunRoot.isRecord(path))
    }
}
