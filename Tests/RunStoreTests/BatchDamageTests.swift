import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// Batches whose records do not say what their folder holds.
@Suite struct BatchDamageTests {
    @Test("A batch whose batch.json has lost seeds says which runs it leaves out")
    func lostSeeds() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 5)
        spec.epochs = 2
        let run = try ExperimentRun(spec, source: "test")
        let whole = try RunBatch(in: root, threads: 1).carryOut(run, seeds: [1, 2, 3])
        let folder = BatchFolder(root: root, id: whole.batch)
        #expect(whole.damage.isEmpty)
        let record = folder.file("batch.json")
        let text = String(decoding: try AtomicFile.read(record), as: UTF8.self)
        func leave(_ seeds: String) throws {
            let list = try #require(text.range(of: #"(?s)\[.*?\]"#, options: .regularExpression))
            try AtomicFile.write(Array(text.replacingCharacters(in: list, with: seeds).utf8), to: record)
        }
        try leave("[1, 2]")
        let sentence = " expected that file as it was; the batch leaves "
        let one = "\(record): the run \(folder.id)/3 is in the folder, and not among the seeds:\(sentence)it out"
        #expect(try folder.summary().runs.map(\.seed) == [1, 2] && folder.summary().damage == [one])
        // A copy under another name, a folder without a run and a seed that is written otherwise are no runs of seeds.
        try FileManager.default.copyItem(atPath: folder.run(seed: 3).path, toPath: "\(folder.path)/copy")
        try FileManager.default.copyItem(atPath: folder.run(seed: 3).path, toPath: "\(folder.path)/04")
        try FileManager.default.createDirectory(atPath: "\(folder.path)/5", withIntermediateDirectories: false)
        #expect(try folder.summary().damage == [one])
        try leave("[2]")
        #expect(
            try folder.summary().damage == [
                "\(record): 2 runs, such as \(folder.id)/1, are in the folder, and not among the seeds:\(sentence)"
                    + "them out"
            ])
        // Who completes the batch is told before.
        try FileManager.default.removeItem(atPath: folder.run(seed: 2).file("summary.json"))
        #expect(try RunBatch.checkCompletable(folder) == folder.summary().damage)
        try leave("[1, 2, 3, 4]")
        #expect(try folder.summary().damage.isEmpty && folder.summary().missing.map(\.seed) == [2, 4])
    }
}
