import Analysis
import Exact
import Foundation
import Networks
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports
@testable import RunStore

/// The form of answers.
@Suite struct JSONTests {
    private struct Answer: Encodable {
        var values = [1.5, .infinity, -.infinity, .nan]
        var path = "runs/a"
        var none: Int?
        var null = OrNull<Int>(nil)
    }

    @Test("Numbers that JSON lacks are words, keys are sorted, slashes stay")
    func form() throws {
        let text = try JSONText.text(Answer())
        #expect(
            text.split(whereSeparator: \.isWhitespace).joined()
                == #"{"null":null,"path":"runs/a","values":[1.5,"infinity","-infinity","nan"]}"#)
        #expect(text.hasPrefix("{\n") && text.hasSuffix("\n}"))
    }

    @Test("An object that is written piece by piece is the object")
    func writer() throws {
        var lines: [String] = []
        let writer = JSONObjectWriter { lines.append($0) }
        try writer.add("name", "a \"run\"")
        try writer.add("empty") { (_: (Int) throws -> Void) in }
        try writer.add("some") { add in for k in 1...3 { try add([k]) } }
        try writer.add("last", OrNull<Int>(nil))
        writer.end()
        #expect(
            lines == [
                "{", #"  "name" : "a \"run\"","#, #"  "empty" : ["#, "  ],", #"  "some" : ["#, "    [1],", "    [2],",
                "    [3]", "  ],", #"  "last" : null"#, "}",
            ])
    }

    @Test("The atlas has a piece more than breakpoints, and null for a bound that is none")
    func atlas() throws {
        let spec = try #require(Experiment.named("margin-decoder")).spec.resized(to: 5)
        let result = try ExperimentRun(spec, source: "test").run()
        let atlas = try result.network.atlas(on: result.samples)
        var text = ""
        try AtlasAnswer(atlas, samples: result.samples, run: nil).forEachLine { text += $0 + "\n" }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["breakpoints", "codes", "decoded", "events", "pieces"])
        let pieces = try #require(object["pieces"] as? [[String: Any]])
        #expect(pieces.count == atlas.breakpoints.count + 1)
        #expect(pieces.first?["from"] is NSNull && pieces.last?["to"] is NSNull)
        #expect(pieces.first?["to"] as? String == atlas.breakpoints.first?.z.description)
        #expect((pieces[1]["slopes"] as? [String])?.count == 5)
    }

    @Test("A batch is one object, whatever of it is missing; a single run is itself")
    func runs() throws {
        let spec = try #require(Experiment.named("margin-decoder")).spec.resized(to: 5)
        let result = try ExperimentRun(spec, source: "test").run()
        let summary = RunSummary(result, run: "a-1/1", folder: "runs/a-1/1", weightsSHA256: "0")
        func keys(_ answer: some Encodable) throws -> Set<String> {
            let object = try JSONSerialization.jsonObject(with: Data(JSONText.text(answer).utf8))
            return Set(try #require(object as? [String: Any]).keys)
        }
        #expect(try keys(summary).isSuperset(of: ["run", "seed", "weightsSHA256"]))
        let all: Set<String> = ["batch", "folder", "status", "seeds", "runs", "missing", "statistics"]
        var batch = BatchSummary(
            batch: "a-1", folder: "runs/a-1", seeds: Array(1...64), runs: Array(repeating: summary, count: 64),
            missing: [])
        #expect(try keys(BatchAnswer(batch)) == all)
        batch.runs = []
        batch.missing = [.init(seed: 1, run: "a-1/1", reason: .notBegun)]
        #expect(try keys(BatchAnswer(batch)) == all)
        #expect(try JSONText.text(BatchAnswer(batch)).contains("\"reason\" : \"notBegun\""))
    }

    @Test("A list is cut only where that saves a line", arguments: [(5, 5), (6, 6), (7, 5), (100, 5), (0, 0)])
    func shownCount(count: Int, shown: Int) {
        #expect(TextTable.shownCount(of: count, rows: 5) == shown)
    }
}
