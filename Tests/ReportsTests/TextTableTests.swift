import Testing

@testable import Descriptions

/// Tables and lines in the width of a terminal.
@Suite struct TextTableTests {
    private let heads = ["run", "worst error over the amplitude", "loss", "remark"]

    private func rows(_ remark: String = "ended") -> [[String]] {
        [heads] + (1...3).map { ["study-\($0)", "\($0).25 %", "1.\($0)e−5", remark] }
    }

    /// The words of lines in order.
    private func words(_ lines: [String]) -> [String] { lines.flatMap { $0.split(separator: " ").map(String.init) } }

    @Test("A table with room has a line a row, with its columns two blanks apart")
    func wide() {
        let lines = TextTable.lines(rows(), width: 80) { $0 == 0 ? .leading : .trailing }
        #expect(
            lines == [
                "  run      worst error over the amplitude    loss  remark",
                "  study-1                          1.25 %  1.1e−5   ended",
                "  study-2                          2.25 %  1.2e−5   ended",
                "  study-3                          3.25 %  1.3e−5   ended",
            ])
    }

    @Test("Heads are broken first, and stand on the rows")
    func heads1() {
        let lines = TextTable.lines(rows(), width: 45) { $0 == 0 ? .leading : .trailing }
        #expect(
            lines == [
                "             worst error over",
                "  run           the amplitude    loss  remark",
                "  study-1              1.25 %  1.1e−5   ended",
                "  study-2              2.25 %  1.2e−5   ended",
                "  study-3              3.25 %  1.3e−5   ended",
            ])
    }

    @Test("Then words are, below each other", arguments: [50, 60, 72])
    func texts(width: Int) {
        let remark = "diverged at epoch 12, where the loss was no longer a finite number"
        let lines = TextTable.lines(rows(remark), width: width)
        #expect(lines.allSatisfy { $0.count <= width } && lines.count > 6, "\(lines)")
        for word in words([remark]) { #expect(words(lines).count { $0 == word } >= 3, "\(word)") }
        #expect(lines.contains { $0.hasPrefix("  study-2  2.25 %") })
    }

    @Test("Then the last columns follow below, beside the names of the rows; no number is broken")
    func parts() {
        let count = 14
        let rows =
            [["run"] + (0..<count).map { "measure \($0)" }]
            + ["a-1", "a-2"].map { name in [name] + (0..<count).map { "\($0).5 ms" } }
        for width in [40, 60, 80] {
            let lines = TextTable.lines(rows, width: width) { $0 == 0 ? .leading : .trailing }
            #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
            let parts = lines.split(separator: "").map(Array.init)
            #expect(parts.count > 1 && parts.allSatisfy { $0.contains { $0.hasPrefix("  a-2") } })
            for k in 0..<count { #expect(lines.count { $0.contains(" \(k).5 ms") } == 2, "\(k)") }
        }
    }

    @Test("Rows without heads are broken too, and short ones end early")
    func legend() {
        let lines = TextTable.lines(
            [["A", "run-1", "finished · 400 epochs in 12 ms"], ["B", "run-2"]], indent: 0, width: 30, hasHeads: false)
        #expect(lines == ["A  run-1  finished · 400", "          epochs in 12 ms", "B  run-2"])
    }

    @Test("A line is broken at blanks, below the text after its name, and a number keeps its unit")
    func lines() {
        #expect(TextLines.wrapped(["short"], width: 80) == ["short"])
        #expect(
            TextLines.wrapped(["  float64          largest error 3e−5, in any order of the sums"], width: 45)
                == ["  float64          largest error 3e−5, in any", "                   order of the sums"])
        #expect(
            TextLines.wrapped(["one two three four five six seven eight in 12 ms"], width: 47)
                == ["one two three four five six seven eight in", "  12 ms"])
        #expect(
            TextLines.wrapped(["      lose the half of these words at the end"], width: 40)
                == ["      lose the half of these words at", "        the end"])
        let long = String(repeating: "x", count: 100)
        #expect(
            TextLines.wrapped([long, "\u{1B}[31m \(long) \(long)"], width: 80) == [long, "\u{1B}[31m \(long) \(long)"])
        #expect(TextLines.wrapped(["a \(long) b"], width: 80) == ["a", "  \(long)", "  b"])
        #expect(TextLines.wrapped([""], width: 80) == [""])
    }
}
