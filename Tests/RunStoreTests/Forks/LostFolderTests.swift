import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Folders that are moved, deleted or replaced while a run writes in them.
@Suite struct LostFolderTests: ContinuedRuns {
    /// Does something at an epoch, as another process might.
    private final class Act: RunRecorder {
        private let epoch: Int
        private let act: () throws -> Void

        init(at epoch: Int, _ act: @escaping () throws -> Void) { (self.epoch, self.act) = (epoch, act) }

        func record(_ row: HistoryRow) throws { if row.epoch == epoch { try act() } }
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {}
    }

    private func names(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    @Test("Nothing is written where the folder was", arguments: ["moved", "deleted", "replaced", "without a spec"])
    func lost(how: String) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let every = try spec { $0.record = Spec.Record(epochs: .every(1), snapshots: true) }
        let (own, moved) = (temporary.path("autoencoder-study-1"), temporary.path("moved"))
        let batch = RunBatch(in: root, threads: 1) { _, recorder in
            [
                recorder,
                Act(at: 30) {
                    switch how {
                    case "deleted": try FileManager.default.removeItem(atPath: own)
                    case "without a spec": try FileManager.default.removeItem(atPath: "\(own)/spec.yaml")
                    default: try FileManager.default.moveItem(atPath: own, toPath: moved)
                    }
                    guard how == "replaced" else { return }
                    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: false)
                    try AtomicFile.write(Array("other".utf8), to: "\(own)/summary.json")
                },
            ]
        }
        let error = #expect(throws: LostFolder.self) {
            try batch.carryOut([ExperimentRun(every, source: "test")])
        }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.hasPrefix(own) && text.contains("so that nothing more is written"), "\(text)")
        switch how {
        case "deleted": #expect(names(own).isEmpty && text.contains("the folder was deleted"))
        case "without a spec":
            #expect(text.contains("spec.yaml was deleted"))
            #expect(!names(own).contains("model.safetensors") && !names(own).contains(".lock"))
        case "moved": #expect(names(own).isEmpty && text.contains("the folder was moved to \(moved)"), "\(text)")
        default:
            #expect(names(own) == ["summary.json"] && text.contains("another one has its name now"), "\(text)")
            #expect(try AtomicFile.read("\(own)/summary.json") == Array("other".utf8))
        }
        guard how == "moved" || how == "replaced" else { return }
        #expect(!names(moved).contains(".lock") && text.contains("heaviside resume \(moved)"), "\(text)")
        let resumed = try RunBatch.resume(Resumption(root.find("moved")))
        let whole = try run(every, in: RunRoot(temporary.path("again"))).summary()
        #expect(resumed.weightsSHA256 == whole.weightsSHA256)
    }

    @Test("A batch that is moved begins no further run where it was")
    func batch() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let (own, moved) = (temporary.path("autoencoder-study-1"), temporary.path("moved"))
        let every = try spec { $0.record = Spec.Record(epochs: .every(1), snapshots: false) }
        let batch = RunBatch(in: root, threads: 1) { _, recorder in
            [
                recorder,
                Act(at: 30) {
                    try FileManager.default.moveItem(atPath: own, toPath: moved)
                },
            ]
        }
        #expect(throws: LostFolder.self) {
            try batch.carryOut(ExperimentRun(every, source: "test"), seeds: [1, 2, 3])
        }
        #expect(!FileManager.default.fileExists(atPath: own))
        #expect(names(moved).filter { UInt64($0) != nil } == ["1"])
    }
}
