import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// Lists of runs: what a query means, and which runs it finds.
@Suite struct ListingTests {
    private func row(
        loss: Double? = nil, status: String = "finished", more: String = "", in root: RunRoot
    ) throws -> RunRow {
        let folder = try root.create(
            Spec(yaml: #require(Experiment.named("linear-code")).spec.resized(to: 5).yaml, source: "test"))
        let text = SummaryFixture.text(loss: loss.map { "\($0)" }, status: status, more: more)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("summary.json")))
        let listed = try #require(ListedRun(folder))
        return try #require(RunRow(listed, withSpec: true))
    }

    @Test("Comparisons, joined by and, or, not and parentheses; and binds more strongly than or")
    func queries() throws {
        let temporary = try TemporaryFolder()
        let row = try row(loss: 0.05, more: #""good": true"#, in: RunRoot(temporary.path))
        for (query, matches) in [
            ("loss<0.1", true), ("loss < 0.05", false), ("loss <= 5e-2", true), ("loss>=0.05 and epochs=100", true),
            ("epochs != 100", false), ("status=finished", true), ("status = 'finished'", true), ("status~fin", true),
            ("status~x", false), ("name=linear-code", true), ("spec.signals.length = 5", true),
            ("good=true", true), ("good=false", false), ("missing=1", false), ("not missing=1", true),
            ("loss<1 or loss>9 and epochs=0", true), ("(loss<1 or loss>9) and epochs=0", false),
            ("not (loss<1 and epochs=100)", false), ("NOT status=diverged AND loss<1", true),
            ("spec.optimizer.slopeNewton.learningRate >= 1", true), ("run=linear-code-1", true),
        ] as [(String, Bool)] {
            #expect(try RunQuery(query).decide(row) == matches, "\(query)")
        }
    }

    @Test(
        "What is no query is refused, with the column",
        arguments: [
            ("", "column 1: the query ends"), ("loss", "column 5: the query ends"),
            ("loss <", "column 7: the query ends"),
            ("loss << 1", "column 6: found \"<<\""), ("< 1", "column 1: found \"<\""),
            ("loss<1 and", "column 11: the query ends"), ("loss<1 loss<2", "column 8: found \"loss\""),
            ("(loss<1", "column 8: the query ends"), ("loss<1)", "column 7: found \")\""),
            ("a='b", "column 3: the quote is never closed"), ("'a'=1", "column 1: found \"a\""),
        ])
    func refused(query: String, message: String) {
        let error = #expect(throws: RunError.self) { try RunQuery(query) }
        #expect("\(error?.place ?? ""): \(error?.problem ?? "")".contains(message), "\(String(describing: error))")
    }

    @Test("Deep and long queries are refused, not followed")
    func bounds() {
        #expect(throws: RunError.self) { try RunQuery(String(repeating: "(", count: 1000)) }
        #expect(throws: RunError.self) { try RunQuery(String(repeating: "not ", count: 400) + "a=1") }
        #expect(throws: RunError.self) { try RunQuery("a='" + String(repeating: "x", count: 3000) + "'") }
        #expect(throws: Never.self) { try RunQuery(Array(repeating: "a=1", count: 200).joined(separator: " and ")) }
    }

    @Test("Runs are sorted by a key, those without it last; an unknown key is refused, with the nearest one")
    func table() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for loss in [0.3, 0.1, 0.2] { _ = try row(loss: loss, in: root) }
        _ = try row(status: "diverged", in: root)
        _ = try root.create(#require(Experiment.named("linear-code")).spec)
        func ids(_ table: RunTable) -> [String] { table.rows.map { String($0.id.last ?? " ") } }
        #expect(ids(try RunTable(root, order: .init(key: "loss"))) == ["2", "3", "1", "4", "5"])
        #expect(ids(try RunTable(root, order: .init(key: "loss", isDescending: true))) == ["1", "3", "2", "4", "5"])
        let some = try RunTable(root, query: RunQuery("loss<0.25"), order: .init(key: "loss"), limit: 1)
        #expect(ids(some) == ["2"] && some.matches == 2 && some.count == 5)
        #expect(ids(try RunTable(root, query: RunQuery("status=interrupted"))) == ["5"])
        // Without an order, what has not ended comes first.
        #expect(try RunTable(root, limit: 1).rows.map(\.id) == ["linear-code-5"])
        for (query, expected) in [
            ("loss<abc", "a number"), ("not loss>98%", "a number"), ("status=done", "one of finished"),
            ("loss=1 or (spec.record.snapshots=1e3x)", "true or false"),
        ] {
            let error = #expect(throws: RunError.self, "\(query)") { try RunTable(root, query: RunQuery(query)) }
            #expect(error?.problem.contains("expected \(expected)") == true, "\(query): \(String(describing: error))")
        }
        #expect(try RunTable(root, query: RunQuery("name=5 or loss~0.1")).matches == 1)
        let error = #expect(throws: RunError.self) { try RunTable(root, query: RunQuery("los<1")) }
        #expect(error?.problem.contains("did you mean loss?") == true)
        #expect(throws: RunError.self) { try RunTable(RunRoot(temporary.path + "/none")) }
    }

    @Test("A run ended when its environment says so, in a copy of its folder, too; else when its figures were written")
    func ended() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let row = try row(loss: 1, in: root)
        let folder = try root.find(row.id)
        func write(finished: String?) throws {
            var environment = try folder.environment()
            environment.finished = finished
            try folder.write(environment, to: "environment.json")
        }
        func ended() throws -> String? {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000)],
                ofItemAtPath: folder.file("summary.json"))
            let values = try RunTable(root).rows.map { $0.values["ended"]?.description }
            #expect(
                values
                    == FolderSource(try root.listed(), withSpec: false).rows(of: try root.listed(), keys: nil)
                    .map { $0.row.values["ended"]?.description })
            return values.first ?? nil
        }
        try write(finished: "2024-02-29T12:34:56Z")
        #expect(try ended() == "2024-02-29T12:34:56Z")
        try write(finished: "2025-01-01T01:00:00+01:00")
        #expect(try ended() == "2025-01-01T00:00:00Z", "the index notices a change of the environment")
        for text in [nil, "yesterday", "", "2024-02-31"] {
            try write(finished: text)
            #expect(try ended() == "2020-09-13T12:26:40Z", "\(text ?? "nil")")
        }
        try FileManager.default.removeItem(atPath: folder.file("environment.json"))
        #expect(try ended() == "2020-09-13T12:26:40Z")
        try FileManager.default.removeItem(atPath: folder.file("summary.json"))
        #expect(try RunTable(root).rows.first?.values["ended"] == nil)
    }

    @Test("Runs of equal value, and those sorted by their names, come in the order of the numbers in them")
    func natural() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        for _ in 1...11 { _ = try row(loss: 1, in: root) }
        let ids = (1...11).map { "linear-code-\($0)" }
        #expect(try RunTable(root, order: .init(key: "loss")).rows.map(\.id) == ids)
        #expect(try RunTable(root, order: .init(key: "loss", isDescending: true)).rows.map(\.id) == ids)
        for key in ["run", "folder"] {
            #expect(try RunTable(root, order: .init(key: key)).rows.map(\.id) == ids)
            #expect(try RunTable(root, order: .init(key: key, isDescending: true)).rows.map(\.id) == ids.reversed())
        }
        let sorted = [
            "", "a", "a/1", "a/02", "a/2", "a/10", "a/10b", "a/11", "a1", "a01b", "a9223372036854775808999", "b",
        ]
        for (k, one) in sorted.enumerated() {
            for (j, other) in sorted.enumerated() {
                #expect(NaturalOrder.isBefore(one, other) == (k < j), "\(one), \(other)")
            }
        }
    }

    @Test("Of an unknown key those that begin with it, or contain it, are named; no other word is put in its place")
    func keyHints() {
        let known: Set = [
            "seed", "deadHiddenUnits", "deadOutputs", "deadUnits.0.layer", "deadUnits.0.index", "code.r2", "loss",
            "spec.name", "spec.optimizer.rmsProp.learningRate", "spec.optimizer.rmsProp.decay", "heldOut.loss",
        ]
        for (word, hint) in [
            ("dead", "the keys that begin with it are deadHiddenUnits, deadOutputs"),
            ("deadUnits", "the keys that begin with it are deadUnits.0.index, deadUnits.0.layer"),
            (
                "spec.optimizer",
                "the keys that begin with it are spec.optimizer.rmsProp.decay, spec.optimizer.rmsProp.learningRate"
            ),
            ("r2", "did you mean code.r2?"), ("los", "did you mean loss?"), ("lsos", "did you mean loss?"),
            ("LOSS", "did you mean loss?"), ("decay", "did you mean spec.optimizer.rmsProp.decay?"),
        ] { #expect(KeyHint.words(for: word, among: known) == hint) }
        #expect(KeyHint.words(for: "amplitude", among: known).hasPrefix("expected one of"))
        let many = Set((0..<20).map { "spec.a\(Character(UnicodeScalar(97 + UInt8($0))))" })
        #expect(KeyHint.words(for: "spec", among: many).hasSuffix("spec.ah and 12 more"))
    }
}
