import Exchange
import Experiments
import Foundation
import Networks
import TestFixtures
import Testing

@testable import RunStore

/// Runs on data from a file: what their folders keep, and what they notice.
@Suite struct FileDataTests {
    private let folder: TemporaryFolder
    private let root: RunRoot

    init() throws {
        folder = try TemporaryFolder()
        root = RunRoot(folder.path("runs"))
        try write(last: 5)
    }

    private func write(last: Int, label: Int = 1) throws {
        try "x0,x1,t\n0,1,\(label)\n2,3,2\n4,\(last),3\n".write(
            toFile: folder.path("own.csv"), atomically: true, encoding: .utf8)
    }

    private func run(_ keys: String = "") throws -> ExperimentRun {
        let text = """
            name: own
            signals: { file: own.csv, labels: { position: t }\(keys) }
            network: [{ dense: 1 }, { dense: 2 }]
            initialization: { he: normal }
            loss: { squaredError: mean }
            optimizer: { sgd: { learningRate: 0.01 } }
            epochs: 3
            """
        return try ExperimentRun(
            Spec(yaml: text, source: "own.yaml"), source: "own.yaml", searchFolders: [folder.path])
    }

    private func folder(_ keys: String = "") throws -> RunFolder {
        let summary = try #require(RunBatch(in: root, threads: 1).carryOut([run(keys)]).first)
        return try root.find(summary.folder)
    }

    @Test("A run keeps a copy by its name, and goes on without the file; a moved folder still names it so")
    func copy() throws {
        let run = try folder()
        let spec = try run.spec()
        #expect(spec.signals.file?.path == "data.csv" && spec.signals.file?.shape == [2])
        try FileManager.default.removeItem(atPath: folder.path("own.csv"))
        #expect(try run.result().samples.positions == [1, 2, 3])
        _ = try RunBatch.resume(Resumption(run, epochs: 5))
        #expect(try run.spec().signals.file?.path == "data.csv")
        #expect(try run.summary().code != nil && run.environment().dataFileSHA256?.count == 64)
        let model = try StoredNetwork(run.modelPath, root: root)
        #expect(try model.data().training.count == 3)
    }

    @Test("A file that changes is noticed: other samples stop the run, another label does not")
    func change() throws {
        let run = try folder(", keep: reference")
        #expect(try run.spec().signals.file?.path.hasSuffix("/own.csv") == true && run.dataNotice == nil)
        try write(last: 5, label: 9)
        #expect(run.dataNotice?.contains("the samples for training are the same") == true)
        #expect(try Resumption(run, epochs: 4).notices.contains { $0.contains("has changed") })
        #expect(try StoredNetwork(run.path, root: root).data().training.positions[0] == 9)
        try write(last: 6)
        for work in [
            { _ = try Resumption(run, epochs: 4) }, { _ = try run.result() },
            { [root] in _ = try StoredNetwork(run.path, root: root).data() },
        ] as [() throws -> Void] {
            let error = #expect(throws: SpecError.self) { try work() }
            #expect(error?.key == "signals.file" && error?.problem.contains("SHA-256") == true)
        }
        try write(last: 5)
        #expect(try run.result().samples.signals[2, 1] == 5)
    }

    @Test("The runs of a batch share one copy; a batch whose data have changed does not go on")
    func batch() throws {
        let batch = try RunBatch(in: root, threads: 1).carryOut(run(), seeds: [1, 2])
        let stored = BatchFolder(root: root, id: batch.batch)
        func file(_ path: String) throws -> Int {
            try #require(FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
        }
        #expect(try file(stored.file("data.csv")) == file(stored.run(seed: 2).file("data.csv")))
        try FileManager.default.removeItem(atPath: stored.run(seed: 2).path)
        try FileManager.default.removeItem(atPath: folder.path("own.csv"))
        #expect(try RunBatch(in: root, threads: 1).complete(stored).runs.count == 2)
        try FileManager.default.removeItem(atPath: stored.run(seed: 2).path)
        try "x0,x1,t\n0,1,1\n2,3,2\n".write(toFile: stored.file("data.csv"), atomically: true, encoding: .utf8)
        #expect(throws: RunError.self) { try RunBatch.checkCompletable(stored) }
    }

    @Test(
        "A history keeps the loss of a test, in its file and in a checkpoint; without one it has the form that it had")
    func testLoss() throws {
        let run = try folder(", test: { indices: [2] }")
        let rows = try run.history()
        #expect(!rows.isEmpty && rows.allSatisfy { $0.testLoss != nil && $0.heldOutLoss == nil })
        #expect(try rows.last?.testLoss == run.result().testLoss && run.summary().test?.loss == rows.last?.testLoss)
        let table = HistoryTable(rows)
        #expect(try table.tensor().shape == [rows.count, 8] && HistoryTable(table.tensor(), path: "p").rows == rows)
        let plain = HistoryTable(try folder().history())
        #expect(try plain.tensor().shape[1] == 7 && HistoryTable(plain.tensor(), path: "p").rows == plain.rows)
        _ = try RunBatch.resume(Resumption(run, epochs: 5))
        #expect(try run.history().count > rows.count && run.history().allSatisfy { $0.testLoss != nil })
    }

    @Test("A certificate is about all samples that are neither held out nor for the test")
    func certificate() throws {
        var spec = try #require(Experiment.named("reversed-solution")).spec.resized(to: 4)
        spec.signals.test = .every(2)
        let run = try ExperimentRun(spec, source: "test")
        let network = TrainedNetwork.float32(try run.initialNetwork())
        let text = try Certificate(Certification(network, signals: spec.signals)).text
        #expect(text.contains("listed") && run.samples.count == 3)
    }
}
