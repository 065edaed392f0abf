import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// Runs with records that cannot be read: a list says which, and what it does not know.
@Suite struct RunDamageTests {
    private let temporary: TemporaryFolder
    private let root: RunRoot
    private let folders: [RunFolder]

    init() throws {
        temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let spec = try Spec(yaml: #require(Experiment.named("linear-code")).spec.resized(to: 5).yaml, source: "test")
        folders = try (1...3).map { number in
            let folder = try root.create(spec)
            try AtomicFileText.write(SummaryFixture.text(loss: "\(number)"), folder.file("summary.json"))
            try folder.changeNotes { try $0.add(["t\(number)"]) }
            return folder
        }
        self.root = root
    }

    private enum AtomicFileText {
        static func write(_ text: String, _ path: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
    }

    /// What a query finds, and what it cannot decide, by the last digits of the ids; by the index and without it.
    private func answers(_ query: String) throws -> [String] {
        let table = try RunTable(root, query: RunQuery(query), columns: ["run"])
        let selection = try RunQuery(query)
        let rows = FolderSource(try root.listed(), withSpec: true).rows(of: try root.listed(), keys: nil).map(\.row)
        func digits(_ ids: [String]) -> String { ids.compactMap(\.last).map(String.init).sorted().joined() }
        #expect(digits(table.rows.map(\.id)) == digits(rows.filter { selection.decide($0) == true }.map(\.id)))
        let undecided = Set(table.damage.filter { $0.effect == .undecided }.map(\.folder))
        #expect(digits(Array(undecided)) == digits(rows.filter { selection.decide($0) == nil }.map(\.id)))
        return [digits(table.rows.map(\.id)), digits(Array(undecided))]
    }

    @Test(
        "Damaged notes leave undecided what they would have to tell, and nothing else",
        arguments: [
            "{", "[]", #"{"tags": 1, "note": ""}"#, #"{"tags": ["two words"], "note": ""}"#,
        ])
    func notes(text: String) throws {
        try AtomicFileText.write(text, folders[1].file("notes.json"))
        for (query, found, undecided) in [
            ("tags=t1", "1", "2"), ("tags!=t1", "3", "2"), ("not tags=t1", "3", "2"), ("tags~t", "13", "2"),
            ("tags=t1 or loss=2", "12", ""), ("tags=t1 and loss<2", "1", ""), ("tags=t1 and loss<3", "1", "2"),
            ("loss<3", "12", ""), ("note=''", "13", "2"),
        ] {
            #expect(try answers(query) == [found, undecided], "\(query)")
        }
        let damage = try RunTable(root, query: RunQuery("tags=t1")).damage
        #expect(damage.map(\.folder) == [folders[1].path])
        #expect(damage.first?.problem.contains(folders[1].file("notes.json")) == true)
        // A list that shows the tags says that some are missing.
        let shown = try RunTable(root, columns: ["run", "tags"])
        #expect(shown.rows.count == 3 && shown.damage.map(\.effect) == [.incomplete])
        #expect(try RunTable(root, columns: ["run", "loss"]).damage.isEmpty)
    }

    @Test(
        "A damaged spec leaves its keys undecided; one in another order is not damaged",
        arguments: [
            "name: linear-code\nsignals: [", "", "\u{0}\u{1}", "- a\n- b",
        ])
    func spec(text: String) throws {
        try AtomicFileText.write(text, folders[2].specPath)
        #expect(try answers("spec.signals.length=5") == ["12", "3"])
        #expect(try answers("loss>1") == ["23", ""])
        #expect(try answers("name=linear-code") == (text.hasPrefix("name") ? ["123", ""] : ["12", "3"]))
        let damage = try RunTable(root, query: RunQuery("spec.seed=1")).damage
        #expect(damage.map(\.effect) == [.undecided] && damage.first?.problem.contains("spec.yaml") == true)
        for folder in folders { try AtomicFileText.write(text, folder.specPath) }
        #expect(try answers("spec.signals.length=5") == ["", "123"])
    }

    @Test("The name is read from a spec whose keys are in another order, or quoted")
    func names() throws {
        let lines = try folders[0].spec().yaml.split(separator: "\n").map(String.init)
        try AtomicFileText.write(
            (lines.dropFirst() + ["name: 'quoted'", ""]).joined(separator: "\n"), folders[0].specPath)
        try AtomicFileText.write(
            (["name: \"b\""] + lines.dropFirst() + [""]).joined(separator: "\n"), folders[1].specPath)
        #expect(try answers("name=quoted") == ["1", ""] && answers("name=b") == ["2", ""])
        let named = FolderSource(try root.listed(), withSpec: false).rows(of: try root.listed(), keys: nil)
        #expect(named.map { $0.row.values["name"] } == ["quoted", "b", "linear-code"].map { .text($0) })
    }

    @Test("The notes of a batch count for its runs")
    func batch() throws {
        let batch = try root.createBatch(folders[0].spec(), seeds: [8])
        try FileManager.default.createDirectory(
            atPath: batch.run(seed: 8).path, withIntermediateDirectories: false)
        try batch.run(seed: 8).begin(folders[0].spec())
        try batch.run(seed: 8).changeNotes { try $0.add(["own"]) }
        try AtomicFileText.write("{", batch.file("notes.json"))
        #expect(try answers("tags=own") == ["8", ""] && answers("tags=t1") == ["1", "8"])
        #expect(try answers("tags!=own") == ["123", ""] && answers("tags!=t1") == ["23", "8"])
    }

    @Test(
        "A summary that is not one of a run is damaged, whatever else it is",
        arguments: [
            "{}", "[]", "null", "", "7", #"{"status": 7}"#, #"{"status": ""}"#,
            SummaryFixture.text().replacing("\"epochs\": 100", with: "\"epochs\": \"many\""),
            SummaryFixture.text(status: "done"), SummaryFixture.text(epochs: -1), SummaryFixture.text(loss: "\"x\""),
            SummaryFixture.text(loss: "1e999"), SummaryFixture.text(seed: "-1"), SummaryFixture.text(seed: "1.5"),
            SummaryFixture.text().replacing("1.5", with: "1e300"), SummaryFixture.text().replacing("1.5", with: "-1"),
            SummaryFixture.text(more: "\"a\": " + String(repeating: "[", count: 100_000)),
        ])
    func summaries(text: String) throws {
        try AtomicFileText.write(text, folders[0].file("summary.json"))
        for _ in 1...2 {
            let table = try RunTable(root)
            #expect(table.rows.count == 2 && table.unreadable == [folders[0].path])
            #expect(table.damage.first?.problem.hasPrefix(folders[0].file("summary.json")) == true)
        }
        #expect(throws: RunError.self) { try folders[0].summary() }
        #expect(throws: RunError.self) { try Resumption(folders[0]) }
    }

    @Test("A summary cannot give a run tags, a spec or another folder")
    func foreign() throws {
        let more = #""spec": {"seed": 77}, "tags": ["x"], "note": "n", "folder": "y", " unfinished": true, " spec": 1"#
        try AtomicFileText.write(
            SummaryFixture.text(more: more.replacing(#""folder": "y", "#, with: "")), folders[0].file("summary.json"))
        try FileManager.default.removeItem(atPath: folders[0].file("notes.json"))
        let row = try #require(try RunTable(root).rows.first { $0.id == folders[0].id })
        #expect(row.values["status"] == .text("finished") && row.values["note"] == .text(""))
        #expect(row.values["tags"] == .words([]) && row.values["spec.seed"] == .number(1) && row.damaged.isEmpty)
    }

    @Test("A record that is a folder, a pipe, or a link to nothing is no record, and nothing waits for it")
    func strange() throws {
        let manager = FileManager.default
        try manager.removeItem(atPath: folders[0].file("summary.json"))
        try manager.createDirectory(atPath: folders[0].file("summary.json"), withIntermediateDirectories: false)
        try manager.removeItem(atPath: folders[1].file("notes.json"))
        #expect(mkfifo(folders[1].file("notes.json"), 0o600) == 0)
        try manager.removeItem(atPath: folders[2].specPath)
        #expect(symlink("nowhere", folders[2].specPath) == 0)
        let table = try RunTable(root)
        #expect(table.rows.map(\.id) == [folders[1].id])
        #expect(table.unreadable == [folders[2].path, folders[0].path])
        #expect(table.damage.map(\.effect) == [.leftOut, .leftOut, .incomplete])
    }
}
