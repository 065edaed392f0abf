import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// The index of a folder of runs: it says what the folders say, whatever has happened to them or to it.
@Suite struct IndexTests {
    private func spec() throws -> Spec {
        try Spec(yaml: #require(Experiment.named("linear-code")).spec.resized(to: 5).yaml, source: "test")
    }

    /// A run with made-up figures, last changed some seconds ago.
    @discardableResult
    private func run(in root: RunRoot, loss: Double, ago seconds: Double = 60) throws -> RunFolder {
        let folder = try root.create(spec())
        try write(loss: loss, to: folder, ago: seconds)
        return folder
    }

    private func write(loss: Double, to folder: RunFolder, ago seconds: Double) throws {
        let code = #""code": {"slope": 1, "intercept": 0, "r2": 0.5, "monotone": true}"#
        let text = SummaryFixture.text(loss: "\(loss)", more: #"\#(code), "list": [1, 2]"#)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("summary.json")))
        for name in ["summary.json", "spec.yaml"] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: folder.file(name))
        }
    }

    /// The rows as the folders tell them.
    private func truth(_ root: RunRoot) throws -> [RunRow] {
        try root.listed().compactMap { RunRow($0, withSpec: true) }.sorted { $0.id < $1.id }
    }

    private func list(_ root: RunRoot) throws -> [RunRow] { try RunTable(root).rows.sorted { $0.id < $1.id } }

    private func indexed(_ root: RunRoot) -> Bool {
        FileManager.default.fileExists(atPath: "\(root.path)/\(RunIndex.name)")
    }

    @Test("The index gives every value of every run: numbers, texts, flags, words, those of batches and surveys too")
    func values() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for loss in [0.3, -0.0, 1e300, 5e-324] { try run(in: root, loss: loss) }
        let tagged = try run(in: root, loss: 2)
        try tagged.changeNotes { notes in
            try notes.add(["b", "a"])
            try notes.replace(note: "two\nlines; ünïcode")
        }
        let batch = try root.createBatch(spec(), seeds: [3, 4])
        try batch.changeNotes { try $0.add(["of-the-batch"]) }
        for seed: UInt64 in [3, 4] {
            try FileManager.default.createDirectory(
                atPath: batch.run(seed: seed).path, withIntermediateDirectories: false)
            try batch.run(seed: seed).begin(spec())
        }
        let survey = try root.createSurvey("ladder")
        try survey.changeNotes { try $0.add(["of-the-survey"]) }
        try run(in: survey.runs, loss: 7)
        for _ in 1...2 {
            #expect(try list(root) == truth(root))
            #expect(indexed(root))
        }
        let row = try #require(try list(root).first { $0.values["loss"] == .number(2) })
        #expect(row.values["tags"] == .words(["a", "b"]) && row.values["note"] == .text("two\nlines; ünïcode"))
        #expect(row.values["code.monotone"] == .flag(true) && row.values["list.1"] == .number(2))
        func ids(_ query: String) throws -> [String] {
            try RunTable(root, query: RunQuery(query)).rows.map(\.id).sorted()
        }
        #expect(try ids("tags=of-the-batch") == ["linear-code-6/3", "linear-code-6/4"])
        #expect(try ids("tags=of-the-survey and loss=7") == ["ladder-1/runs/linear-code-1"])
        #expect(try ids("tags=a and tags=b and not tags=c") == [tagged.id])
        #expect(try ids("tags!=a").count == 7)
        #expect(try ids("tags~of-the").count == 3)
    }

    @Test("Runs that are changed, removed, added or renamed are seen, those changed a moment ago too")
    func changes() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        var generator = RandomStream(seed: 7, purpose: .shuffle, index: 0)
        var folders = try (1...8).map { try run(in: root, loss: Double($0)) }
        for step in 1...60 {
            let index = Int.random(in: 0..<folders.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: folders.append(try run(in: root, loss: Double(step), ago: Double(step % 3)))
            case 1 where folders.count > 2:
                try FileManager.default.removeItem(atPath: folders.remove(at: index).path)
            case 2: try write(loss: Double(100 + step), to: folders[index], ago: 0)
            case 3: try write(loss: Double(200 + step), to: folders[index], ago: 90)
            default: try folders[index].changeNotes { try $0.replace(note: "step \(step)") }
            }
            #expect(try list(root) == truth(root), "step \(step)")
        }
    }

    @Test("What another process has emptied is read from the folders, and not while the database is kept from others")
    func emptied() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for loss in 1...5 { try run(in: root, loss: Double(loss)) }
        let expected = try list(root)
        let listed = try root.listed()
        let index = try #require(try RunIndex.open(root, patience: 0))
        let other = try #require(try RunIndex.open(root, patience: 0))
        try index.update(listed)
        try other.clear()
        #expect(throws: RunIndex.Unread.self) {
            try index.database.transaction(writes: false) { try index.rows(of: listed, keys: nil) }
        }
        var tries = 0
        let rows = try index.reading {
            tries += 1
            return try (
                index.rows(of: Array(listed.prefix(2)), keys: ["loss"]), index.rows(of: listed, keys: nil), index.keys()
            )
        }
        #expect(tries == 3 && rows.0.count == 2 && rows.2.contains("loss"))
        #expect(rows.1.map(\.row).sorted { $0.id < $1.id } == expected)
        // While one reads, the other cannot write; afterwards it can.
        try index.reading {
            _ = try index.keys()
            #expect(throws: SQLiteError.self) { try other.update(listed) }
        }
        try other.update(listed)
        #expect(try list(root) == expected)
    }

    @Test("A record of the same size and time is seen where the file is another one")
    func replaced() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folder = try run(in: root, loss: 1)
        _ = try list(root)
        let (summary, other) = (folder.file("summary.json"), folder.file("other.json"))
        let date = try FileManager.default.attributesOfItem(atPath: summary)[.modificationDate]
        let text = try String(contentsOfFile: summary, encoding: .utf8).replacing(
            #""loss": 1.0"#, with: #""loss": 2.0"#)
        try Data(text.utf8).write(to: URL(fileURLWithPath: other))
        try FileManager.default.setAttributes([.modificationDate: try #require(date)], ofItemAtPath: other)
        #expect(rename(other, summary) == 0)
        #expect(try list(root).first?.values["loss"] == .number(2))
    }

    @Test(
        "A damaged index is built anew: no database, an empty file, another version, a table that is missing",
        arguments: ["text", "empty", "version", "table"])
    func damaged(kind: String) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for loss in [1.0, 2] { try run(in: root, loss: loss) }
        let rows = try list(root)
        let path = "\(root.path)/\(RunIndex.name)"
        switch kind {
        case "text": try Data(String(repeating: "no database ", count: 400).utf8).write(to: URL(fileURLWithPath: path))
        case "empty": try Data().write(to: URL(fileURLWithPath: path))
        case "version": try SQLiteDatabase(path, patience: 0).execute("PRAGMA user_version = 99")
        default: try SQLiteDatabase(path, patience: 0).execute("DROP TABLE value")
        }
        for _ in 1...2 {
            #expect(try list(root) == rows)
        }
        #expect(try #require(try RunIndex.open(root)).keys().contains("loss"))
        let again = try root.reindex()
        #expect(again.runs == 2 && again.state == .built && again.damage.isEmpty)
        #expect(try list(root) == rows)
    }

    @Test("What is wrong in the tables, and what else is in the database, goes with reindex")
    func rebuilt() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for loss in [1.0, 2] { try run(in: root, loss: loss) }
        let rows = try list(root)
        let path = "\(root.path)/\(RunIndex.name)"
        for damage in [
            "UPDATE key SET name = 'lost' WHERE name = 'loss'", "UPDATE value SET value = 77.0 WHERE value = 2.0",
            "CREATE TRIGGER wrong AFTER INSERT ON value BEGIN UPDATE value SET value = 77.0 WHERE value = 2.0; END",
            "CREATE VIEW other AS SELECT 1",
        ] {
            try SQLiteDatabase(path, patience: 0).execute(damage)
            _ = try root.reindex()
            #expect(try list(root) == rows, "\(damage)")
        }
    }

    @Test("Tags and names of digits are compared as they were typed, and large seeds are exact")
    func digits() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for (number, tags) in [["1.1", "1e5", "007"], ["1.10"]].enumerated() {
            let folder = try run(in: root, loss: Double(number))
            try folder.changeNotes { try $0.add(tags) }
            let seed = number == 0 ? "9007199254740993" : "18446744073709551615"
            let text = SummaryFixture.text(loss: "1", seed: seed)
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("summary.json")))
        }
        func ids(_ query: String) throws -> [String] {
            try RunTable(root, query: RunQuery(query)).rows.map(\.id).sorted()
        }
        #expect(try ids("tags=1.10") == ["linear-code-2"] && ids("tags!=1.10") == ["linear-code-1"])
        #expect(try ids("tags=1e5") == ["linear-code-1"] && ids("tags=007") == ["linear-code-1"])
        #expect(try ids("tags~1.10") == ["linear-code-2"])
        #expect(try ids("seed=9007199254740993") == ["linear-code-1"] && ids("seed=9007199254740992").isEmpty)
        #expect(try ids("seed=18446744073709551615") == ["linear-code-2"])
        #expect(try list(root).map { $0.values["seed"]?.description } == ["9007199254740993", "18446744073709551615"])
    }

    @Test("A record that is a pipe, or too large, is not waited for and not read")
    func strangeRecords() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let (pipe, large, notes) = (try run(in: root, loss: 1), try run(in: root, loss: 2), try run(in: root, loss: 3))
        unlink(pipe.specPath)
        #expect(mkfifo(pipe.specPath, 0o600) == 0)
        // Sparse: it takes no room.
        #expect(truncate(large.file("summary.json"), 3 << 30) == 0)
        #expect(FileManager.default.createFile(atPath: notes.file(RunNotes.name), contents: nil))
        #expect(truncate(notes.file(RunNotes.name), 3 << 30) == 0)
        let table = try RunTable(root)
        #expect(table.rows.map(\.id).sorted() == [pipe.id, notes.id])
        #expect(table.damage.filter { $0.effect == .leftOut }.map(\.folder) == [large.path])
        #expect(throws: (any Error).self) { try notes.notes() }
    }

    @Test("A run whose summary cannot be read is named, and in no list; once mended it is")
    func unreadable() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        try run(in: root, loss: 1)
        let folder = try run(in: root, loss: 2)
        try Data("{".utf8).write(to: URL(fileURLWithPath: folder.file("summary.json")))
        for _ in 1...2 {
            let table = try RunTable(root)
            #expect(table.damage.map(\.folder) == [folder.path] && table.rows.count == 1 && table.count == 1)
        }
        try write(loss: 2, to: folder, ago: 1)
        #expect(try RunTable(root).damage.isEmpty && RunTable(root).count == 2)
    }

    @Test("While another process writes the index for long, the folders answer")
    func busy() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        try run(in: root, loss: 1)
        let rows = try list(root)
        try run(in: root, loss: 2)
        let other = try SQLiteDatabase("\(root.path)/\(RunIndex.name)", patience: 0)
        try other.execute("BEGIN EXCLUSIVE")
        #expect(try list(root).count == 2)
        let rebuilt = try root.reindex(patience: 100)
        #expect(rebuilt.runs == 2)
        #expect(
            rebuilt.state
                == .failed(
                    "\(root.path)/.index.sqlite: database is locked: expected no other process that writes it for long")
        )
        try other.execute("ROLLBACK")
        #expect(try root.reindex().state == .built)
        #expect(try list(root).filter { $0.id == rows[0].id } == rows)
    }

    @Test("A file system that is not known to be local has no index")
    func fileSystems() throws {
        #expect(FileSystem(of: "/proc")?.isLocal == false)
        #expect(FileSystem(of: "/no/such/folder") == nil)
        let temporary = try TemporaryFolder()
        #expect(FileSystem(of: temporary.path)?.isLocal == true)
    }

    @Test("An index that is none of ours is left alone, and reindex says so; lists go without it", arguments: 0..<4)
    func notAnIndex(kind: Int) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let other = temporary.path("other.sqlite")
        try SQLiteDatabase(other, patience: 0).execute("CREATE TABLE mine(x); INSERT INTO mine VALUES (7)")
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        try run(in: root, loss: 1)
        let path = "\(root.path)/\(RunIndex.name)"
        switch kind {
        case 0: #expect(symlink("../other.sqlite", path) == 0)
        case 1: #expect(symlink("nowhere", path) == 0)
        case 2: #expect(mkdir(path, 0o700) == 0)
        default: #expect(mkfifo(path, 0o600) == 0)
        }
        #expect(try list(root).count == 1)
        guard case .failed(let problem) = try root.reindex().state else {
            Issue.record("reindex did not fail")
            return
        }
        #expect(problem.hasPrefix("\(path): it is a link, a folder or a pipe: expected"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
        #expect(FileState(path, followingLinks: false) != nil && !indexed(RunRoot(temporary.path)))
    }

    @Test("A folder where there can be no index is not a failure")
    func impossible() throws {
        let temporary = try TemporaryFolder()
        #expect(RunIndex.obstacle(RunRoot(temporary.path)) == nil)
        #expect(RunIndex.obstacle(RunRoot("/proc"))?.contains("not on a disk of this machine") == true)
        #expect(try RunIndex.open(RunRoot("/proc")) == nil)
    }
}
