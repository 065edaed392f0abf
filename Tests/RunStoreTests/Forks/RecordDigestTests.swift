import Exchange
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Records that were changed after they were written, and folders that a process left too early.
@Suite struct RecordDigestTests: ContinuedRuns {
    private func replace(_ old: String, _ new: String, in path: String) throws {
        let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        #expect(text.contains(old))
        try AtomicFile.write(Array(text.replacing(old, with: new).utf8), to: path)
    }

    @Test("A digit of the figures that was changed is told by the run, by lists and by batches")
    func figures() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(spec(), in: root)
        let path = folder.file("summary.json")
        #expect(try folder.changedSummary == nil && RunTable(root).damage.isEmpty)
        try replace(#""epochs" : 60"#, #""epochs" : 61"#, in: path)
        #expect(folder.changedSummary == "\(path): it was changed after it was written: its figures may be wrong")
        for _ in 0..<2 {
            let table = try RunTable(root)
            #expect(table.damage.map(\.effect) == [.changed] && table.damage.first?.problem == folder.changedSummary)
            #expect(table.rows.first?.values["epochs"] == .number(61))
            #expect(table.rows.first?.values.keys.contains { $0.hasPrefix(" ") || $0 == "recordSHA256" } == false)
        }
        // Any other byte counts, too, and a record of an older version cannot tell.
        try replace(#""epochs" : 61"#, #""epochs" : 60"#, in: path)
        #expect(folder.changedSummary == nil)
        try replace("{\n", "{ \n", in: path)
        #expect(folder.changedSummary != nil)
        let object = try JSONSerialization.jsonObject(with: Data(AtomicFile.read(path))) as? [String: Any]
        let old = object?.filter { $0.key != "recordSHA256" } ?? [:]
        try AtomicFile.write(Array(JSONSerialization.data(withJSONObject: old)), to: path)
        #expect(try folder.changedSummary == nil && folder.summary().epochs == 60)
    }

    @Test("A run starts from its own file alone, and only where that is the file it began with")
    func start() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let model = try run(spec(), in: root).modelPath
        let started = try spec { $0.initialization = .file(model) }
        let folder = try root.create(ExperimentRun(started, source: "test").spec)
        let start = folder.file("start.safetensors")
        let bytes = try AtomicFile.read(start)
        #expect(try folder.environment().startFileSHA256?.count == 64)
        try AtomicFile.write(AtomicFile.read(run(spec { $0.seed = 5 }, in: root).modelPath), to: start)
        let changed = #expect(throws: SpecError.self) { try Resumption(folder) }
        #expect(changed?.problem.contains("\(start) has changed since the run began") == true)
        try FileManager.default.removeItem(atPath: start)
        // The tests' working folder may hold a file of that name.
        let missing = #expect(throws: (any Error).self) { try Resumption(folder) }
        #expect(missing.map { "\($0)" }?.contains("\(start): ") == true, "\(String(describing: missing))")
        let found = try ExperimentRun(folder.spec(), source: "test", searchFolders: [folder.path]).spec.initialization
        #expect(found == .file(URL(fileURLWithPath: start).resolvingSymlinksInPath().path))
        try AtomicFile.write(bytes, to: start)
        #expect(try Resumption(folder).epoch == 0)
    }

    @Test("Folders that a process left before it had written a spec are told in one line, and can be deleted")
    func unbegun() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        _ = try run(spec(), in: root)
        let names = ["autoencoder-study-7", "b-2", "c-3", "d-4"]
        for name in names + ["notes", "e-5"] { try Folder.make(temporary.path(name)) }
        try AtomicFile.write([], to: temporary.path("b-2/start.safetensors"))
        try AtomicFile.write([], to: temporary.path("c-3/batch.json"))
        try AtomicFile.write([], to: temporary.path("d-4/.exchange-x.tmp"))
        try AtomicFile.write([], to: temporary.path("e-5/diary.txt"))
        let damage = try RunTable(root).damage
        #expect(damage.map(\.effect) == [.noRun], "\(damage)")
        #expect(
            damage.first?.problem
                == "\(root.path)/: 4 folders hold no run: " + names.joined(separator: ", "))
        // From the folder of runs alone are they moved: elsewhere one may be anybody's.
        let other = RunRoot(temporary.path("notes"))
        // A record of a batch makes the folder one, wherever it lies.
        for path in names.filter({ $0 != "c-3" }).map({ "\(root.path)/\($0)" }) {
            #expect(throws: RunError.self) { try other.findDeletable(path) }
            #expect(try root.findDeletable(path).path == path)
        }
        for name in ["notes", "e-5"] { #expect(throws: RunError.self) { try root.findDeletable(name) } }
        for name in names {
            let folder = try root.findDeletable(name)
            let target = try root.moveToTrash(folder)
            #expect(
                FileManager.default.fileExists(atPath: target) && !FileManager.default.fileExists(atPath: folder.path))
        }
        #expect(try RunTable(root).damage.isEmpty)
    }

    @Test(
        "Why a folder holds no run is said only where something in it shows that a process began one",
        arguments: [
            ([], false), (["data.csv"], false), (["specs"], false), (["start.safetensors"], true),
            (["environment.json", "data.npz"], true), (["lock"], true), ([".exchange-x.tmp"], true),
        ])
    func reasons(files: [String], isTold: Bool) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        try Folder.make(temporary.path("report-7"))
        for file in files {
            try AtomicFile.write([], to: temporary.path("report-7/\(file == "lock" ? FolderLock.name : file)"))
        }
        #expect(
            try RunTable(root).damage.map(\.problem) == [
                "\(root.path)/report-7: it holds no run"
                    + (isTold ? ", since a process ended before it had written a spec" : "")
            ])
    }

    @Test("Numbers in groups are numbers, and a word that is no date is refused")
    func queries() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        _ = try run(spec(), in: root)
        for (query, count) in [
            ("epochs<3_000", 1), ("epochs>3_000", 0), ("epochs=6_0", 1), ("ended>2026", 1), ("ended>2020-01-31", 1),
            ("ended<2020-01-31T09:30:00Z", 0), ("ended~2", 1),
        ] { #expect(try RunTable(root, query: RunQuery(query)).rows.count == count, "\(query)") }
        for query in ["ended<yesterday", "ended>today", "ended<2026-5-1", "ended=2026-13", "ended<5", "ended>=now"] {
            let error = #expect(throws: RunError.self, "\(query)") { try RunTable(root, query: RunQuery(query)) }
            #expect(error?.problem.contains("expected a date such as 2026-05-17T09:30:00Z") == true)
        }
        #expect(throws: RunError.self) { try RunTable(root, query: RunQuery("epochs<3__000")) }
    }

    @Test("The absence of the newest checkpoint is told, also where it was only the second")
    func missingCheckpoint() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(spec(), in: root)
        _ = try resume(folder, epochs: 100)
        let states = CheckpointFile.names.map { folder.file($0) }
        #expect(states.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        let bytes = try states.map { try AtomicFile.read($0) }
        for (state, old) in zip(states, bytes) {
            try FileManager.default.removeItem(atPath: state)
            let header = try CheckpointFile.header(in: folder.path)
            #expect(header?.notices.first == "\(state) is missing", "\(header?.notices ?? [])")
            try AtomicFile.write(old, to: state)
        }
        #expect(try CheckpointFile.header(in: folder.path)?.notices.isEmpty == true)
    }
}
