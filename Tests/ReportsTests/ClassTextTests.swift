import Experiments
import Foundation
import Testing

@testable import Descriptions

@Suite struct ClassTextTests {
    private func found(_ json: String) throws -> RunSummary.ClassesFound {
        try JSONDecoder().decode(RunSummary.ClassesFound.self, from: Data(json.utf8))
    }

    @Test(
        "A share tells nearly all from all",
        arguments: [
            (3, 4, "75 %"), (1796, 1797, "99.9 %"), (9999, 10_000, "99.99 %"), (99_999, 100_000, "99.999 %"),
            (9_999_999, 10_000_000, "less than 100 %"), (5, 5, "100 %"), (0, 5, "0 %"),
        ])
    func share(part: Int, count: Int, text: String) { #expect(ClassText.share(part, of: count) == text) }

    @Test("Samples without a class, and classes without a sample, are said in words")
    func words() throws {
        let found = try found(
            """
            {"classes": 3, "correct": 6, "accuracy": 0.6, "undecided": 1, "accuracyByClass": [1, null, 0.25],
             "confusion": [[3, 0, 0], [0, 0, 0], [2, 3, 1200]]}
            """)
        #expect(
            ClassText.accuracy(found, of: 10)
                == "60 %, 6 of 10 samples; 1 has an output that is not a number, and so no class")
        #expect(ClassText.byClass(found) == "0: 100 % · 1: – · 2: 25 %")
        #expect(
            ClassText.confusion(found, of: "Test") == [
                "", "  Test: a row for each class, a column for each class found",
                "    class  0  1      2", "    0      3  ·      ·", "    1      ·  ·      ·",
                "    2      2  3  1,200",
            ])
    }

    @Test("Many classes are not listed")
    func many() throws {
        let row = "[\(Array(repeating: "0", count: 13).joined(separator: ","))]"
        let found = try found(
            """
            {"classes": 13, "correct": 0, "accuracy": 0, "undecided": 0, "accuracyByClass": \(row),
             "confusion": [\(Array(repeating: row, count: 13).joined(separator: ","))]}
            """)
        #expect(ClassText.byClass(found) == nil && ClassText.confusion(found, of: "Test").isEmpty)
    }
}
