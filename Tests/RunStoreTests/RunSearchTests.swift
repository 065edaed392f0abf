import Analysis
import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// Which runs a folder holds: each of them once, by the name of its folder, whatever lies beside it.
@Suite struct RunSearchTests {
    private let temporary: TemporaryFolder
    private let root: RunRoot

    init() throws {
        temporary = try TemporaryFolder()
        root = RunRoot(temporary.path("runs"))
        _ = try run()
    }

    private func spec() throws -> Spec {
        try Spec(yaml: #require(Experiment.named("linear-code")).spec.resized(to: 5).yaml, source: "test")
    }

    private func run() throws -> RunFolder { try root.create(spec()) }

    /// A run in a folder of that name, in the root or in a folder of it.
    private func run(named name: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(root.path)/\(name)", withIntermediateDirectories: true)
        try RunFolder(root: root, id: name).begin(spec())
    }

    private func link(_ target: String, as name: String) {
        #expect(symlink(target, "\(root.path)/\(name)") == 0)
    }

    private func ids() throws -> [String] { try root.listed().map(\.folder.id) }

    @Test("Links that lead back count no run twice: to the root, to a run, to a folder above, in a chain")
    func loops() throws {
        try run(named: "b/runs/inner")
        for (target, name) in [
            ("..", "b/back"), ("../..", "b/runs/up"), ("linear-code-1", "another"), ("another", "chain"), (".", "self"),
        ] { link(target, as: name) }
        try FileManager.default.createDirectory(atPath: "\(root.path)/x", withIntermediateDirectories: false)
        link("..", as: "x/runs")
        #expect(try ids() == ["inner", "linear-code-1"])
        for _ in 1...2 {
            #expect(try RunTable(root).rows.count == 2 && RunTable(root).damage.isEmpty)
        }
    }

    @Test("A run outside is found by a link to it, once; a folder of runs by a link, too")
    func outside() throws {
        let other = RunRoot(temporary.path("other"))
        _ = try other.create(spec())
        link("../other/linear-code-1", as: "a-copy")
        link("../other", as: "z-all")
        #expect(try ids() == ["linear-code-1", "a-copy"])
    }

    @Test("Folders of folders are followed to a bounded depth")
    func depth() throws {
        try run(named: "a/runs/b/runs/c")
        try run(named: "d/runs/e/runs/f/runs/g/runs/h")
        #expect(try ids() == ["c", "linear-code-1"])
    }

    @Test("What cannot be looked into is named: links that lead nowhere or in a circle, a summary without a spec")
    func damage() throws {
        link("nowhere", as: "gone")
        link("circle", as: "circle")
        try FileManager.default.createDirectory(atPath: "\(root.path)/part", withIntermediateDirectories: false)
        try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(root.path)/part/summary.json"))
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(root.path)/thesis.txt"))
        #expect(mkfifo("\(root.path)/pipe", 0o600) == 0)
        let table = try RunTable(root)
        #expect(table.rows.map(\.id) == ["linear-code-1"] && table.damage.allSatisfy { $0.effect == .leftOut })
        let names = table.damage.map { URL(fileURLWithPath: $0.folder).lastPathComponent }
        #expect(names.sorted() == ["circle", "gone", "part"])
        #expect(table.damage.contains { $0.problem == "\(root.path)/part: it has a summary.json, but no spec.yaml" })
    }

    @Test("A folder of a batch has the name that it has, and is found by it: 007 is not 7")
    func names() throws {
        let batch = try root.createBatch(spec(), seeds: [7, 10, 9])
        for name in ["7", "007", "10", "9", "copy of 9"] { try run(named: "\(batch.id)/\(name)") }
        let expected = ["007", "7", "9", "10", "copy of 9"].map { "\(batch.id)/\($0)" }
        #expect(try Set(ids()) == Set(expected + ["linear-code-1"]))
        #expect(try ids().filter { $0 != "linear-code-1" }.dropFirst(2) == expected.dropFirst(2))
        for id in expected {
            #expect(try root.find(id).id == id && root.find("\(root.path)/\(id)").id == id)
        }
        for name in ["8", "..", "none", "batch.json"] {
            #expect(throws: RunError.self, "\(name)") { try root.find("\(batch.id)/\(name)") }
        }
    }

    @Test("Every name in a list is found: of runs of surveys, in folders of folders, in batches there, behind links")
    func listedNames() throws {
        try run(named: "ladder-1/runs/kept-1")
        try run(named: "ladder-2/runs/kept-1")
        try run(named: "a/b-3")
        try run(named: "x/runs/y/runs/z")
        try run(named: "odd/runs")
        try FileManager.default.createDirectory(atPath: "\(root.path)/x/runs", withIntermediateDirectories: true)
        let inner = try RunRoot("\(root.path)/x/runs").createBatch(spec(), seeds: [4])
        try run(named: "x/runs/\(inner.id)/4")
        _ = try RunRoot(temporary.path("other")).create(spec())
        link("../other/linear-code-1", as: "theirs")
        let table = try RunTable(root)
        #expect(
            Set(table.rows.map(\.id)) == [
                "linear-code-1", "ladder-1/runs/kept-1", "ladder-2/runs/kept-1", "a/b-3", "x/runs/y/runs/z", "odd/runs",
                "x/runs/\(inner.id)/4", "theirs",
            ])
        for row in table.rows {
            let found = try root.find(row.id)
            #expect(row.values["run"] == .text(row.id))
            let (one, other) = (try #require(FileState(found.path)), try #require(FileState("\(root.path)/\(row.id)")))
            #expect(one.identity == other.identity, "\(row.id)")
            // A path stays as it was given, but for links.
            if row.id != "theirs" { #expect(found.path == "\(root.path)/\(row.id)") }
            #expect(try root.find(row.values["folder"]?.description ?? "").path == found.path)
            #expect(try RunTable(root, query: RunQuery("run='\(row.id)'")).matches == 1)
        }
        let error = #expect(throws: RunError.self) { try root.find("kept-1") }
        #expect(error?.problem.hasSuffix("did you mean ladder-1/runs/kept-1?") == true)
        for reference in ["ladder-1/runs", "ladder-1/kept-1", "ladder-1/runs/../runs/kept-1", "a//b-3", "./a/b-3"] {
            #expect(throws: RunError.self, "\(reference)") { try root.find(reference) }
        }
    }

    @Test("A folder that holds a folder runs is no survey for it; a survey that has lost its records is called one")
    func surveys() throws {
        try run(named: "work/runs/a")
        let plain = #expect(throws: RunError.self) { try root.findAny("work") }
        #expect(
            plain?.problem == "this folder has no spec.yaml: expected the folder of a run; for the runs in it: --out "
                + "\(root.path)/work/runs")
        let survey = try root.createSurvey("ladder") { folder in
            try folder.begin("ladder", .conditioning(ConditioningStudy()))
        }
        try FileManager.default.removeItem(atPath: survey.file(SurveyFolder.planName))
        let empty = #expect(throws: RunError.self) { try root.findAny("last") }
        #expect(empty?.problem == "this folder has no spec.yaml: expected the folder of a run")
        try run(named: "\(survey.id)/runs/a")
        let lost = #expect(throws: RunError.self) { try root.findAny("last") }
        #expect(
            lost?.problem
                == "this is a survey, and its survey-plan.json is missing, which says what is to be computed: expected "
                + "that file as it was, or survey.json with results; its runs are in \(survey.path)/runs/")
        #expect(lost?.place == survey.path)
    }

    @Test("Folders whose names Unicode calls equal are two runs, in every list; a query finds both")
    func unicode() throws {
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
        #expect(composed == decomposed)
        for (name, loss) in [(composed, "1"), (decomposed, "2")] {
            try run(named: name)
            let summary = URL(fileURLWithPath: "\(root.path)/\(name)/summary.json")
            try Data(SummaryFixture.text(loss: loss).utf8).write(to: summary)
        }
        func bytes(_ ids: [String]) -> [[UInt8]] { ids.map { Array($0.utf8) } }
        let expected = bytes([decomposed, composed])
        for _ in 1...2 {
            let found = try RunTable(root, query: RunQuery("run='\(composed)'"))
            #expect(bytes(found.rows.map(\.id)) == expected && found.damage.isEmpty)
        }
        for row in try RunTable(root, query: RunQuery("run=\(decomposed)")).rows {
            #expect(row.values["folder"]?.description.utf8.elementsEqual("\(root.path)/\(row.id)".utf8) == true)
        }
        for (loss, name) in [(1.0, composed), (2, decomposed)] {
            #expect(try bytes(RunTable(root, query: RunQuery("loss=\(loss)")).rows.map(\.id)) == bytes([name]))
            let rows = FolderSource(try root.listed(), withSpec: false).rows(of: try root.listed(), keys: nil).map(
                \.row)
            #expect(bytes(rows.filter { $0.values["loss"] == .number(loss) }.map(\.id)) == bytes([name]))
        }
        // Two of them can be compared, and one deleted, while last stays with the other.
        let newer = try run()
        root.link(to: composed)
        _ = try root.moveToTrash(RunFolder(root: root, id: decomposed))
        let last = try FileManager.default.destinationOfSymbolicLink(atPath: "\(root.path)/last")
        #expect(last.utf8.elementsEqual(composed.utf8))
        #expect(try bytes(ids()) == bytes([composed, "linear-code-1", newer.id]))
    }

    @Test("A link stands for the folder behind it, by its name and by its path")
    func links() throws {
        link("linear-code-1", as: "best")
        for reference in ["best", "\(root.path)/best"] { #expect(try root.find(reference).id == "linear-code-1") }
        let other = RunRoot(temporary.path("other"))
        let outside = try other.create(spec())
        link(outside.path, as: "theirs")
        let found = try root.find("theirs")
        try found.changeNotes { try $0.add(["seen"]) }
        #expect(try outside.notes().tags == ["seen"])
        #expect(try found.root.moveToTrash(found).hasSuffix("/other/.trash/linear-code-1"))
        #expect(try ids() == ["linear-code-1"] && FileManager.default.fileExists(atPath: other.trashPath))
    }

    @Test("A folder whose name is no UTF-8 is left out with a word, not in silence")
    func unreadableName() throws {
        let folder = Array("\(root.path)/ab".utf8).map { CChar(bitPattern: $0) }
        let path = folder.dropLast() + [CChar(bitPattern: 0xFF), 0]
        // Not every file system takes such a name.
        guard mkdir(Array(path), 0o777) == 0 else { return }
        let table = try RunTable(root)
        #expect(table.rows.map(\.id) == ["linear-code-1"])
        #expect(table.damage.map(\.effect) == [.leftOut])
        #expect(table.damage.first?.problem.contains("its name is no UTF-8") == true)
    }
}
