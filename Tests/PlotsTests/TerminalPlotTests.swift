import Testing

@testable import Plots

@Suite("Terminal plots")
struct TerminalPlotTests {
    private let line = Mark.line([PlotPoint(0, 0), PlotPoint(10, 10)], Series("up"))

    @Test("A line from corner to corner")
    func golden() {
        let plot = TerminalPlot(
            "Title", x: Axis("x", domain: 0...10), y: Axis("y", domain: 0...10), marks: [line], width: 30, height: 12)
        #expect(
            plot.lines() == [
                "Title",
                "⠒⠒⠒⠒⠒ up",
                "↑ y",
                "10 ┤                      ⣀⠤⠒⠉",
                "   │                 ⢀⡠⠔⠒⠉",
                "   │             ⣀⠤⠒⠊⠁",
                " 5 ┤        ⢀⡠⠤⠒⠉",
                "   │    ⣀⠤⠔⠊⠁",
                " 0 ┤⣀⠤⠒⠉",
                "   └┬────────────┬───────────┬",
                "    0            5          10",
                "                           x →",
            ])
    }

    @Test("Logarithmic axes")
    func goldenLogarithmic() {
        let points = (0...4).map { PlotPoint([1, 10, 100, 1000, 10_000][$0], [1, 0.1, 0.01, 0.001, 0][$0]) }
        let plot = TerminalPlot(
            x: Axis(scale: .log10), y: Axis(scale: .log10),
            marks: [.line(points), .points(points, Series("p", .slot(5)))],
            width: 32, height: 10)
        #expect(
            plot.lines() == [
                "  ×   p",
                " 10⁰ ┤×⠢⢄",
                "     │   ⠑⠢⡀",
                "     │     ⠈×⠤⡀",
                "     │        ⠈⠑⢄⡀",
                "10⁻² ┤           ⠈⠒×",
                "     │              ⠉⠢⣀",
                "     │                 ⠑⠤×",
                "     └┬────────────┬───────────┬",
                "     10⁰          10²        10⁴",
            ])
    }

    @Test("Empty and constant data")
    func goldenDegenerate() {
        #expect(
            TerminalPlot(marks: [], width: 24, height: 8).lines() == [
                "1.0 ┤",
                "    │",
                "    │",
                "0.5 ┤",
                "    │",
                "0.0 ┤",
                "    └┬────────┬────────┬",
                "    0.0      0.5     1.0",
            ])
        let flat = PlotPoint.samples([3, 3, .nan, 3, 3])
        #expect(
            TerminalPlot(marks: [.line(flat)], width: 24, height: 8).lines() == [
                "3.25 ┤",
                "     │",
                "     │",
                "3.00 ┤⠉⠉⠉⠉⠉        ⠉⠉⠉⠉⠉",
                "     │",
                "2.75 ┤",
                "     └┬────────┬───────┬",
                "      0        2       4",
            ])
    }

    @Test("Several series, a rule and a note")
    func goldenSeries() {
        let marks: [Mark] = [
            .line([PlotPoint(0, 0), PlotPoint(8, 8)], Series("one", .slot(1))),
            .line([PlotPoint(0, 8), PlotPoint(8, 0)], Series("two", .slot(3))),
            .rule(.horizontal(4), label: "half"), .note("r² = 1"),
        ]
        #expect(
            TerminalPlot(marks: marks, width: 40, height: 14).lines() == [
                "⠒⠒⠒⠒⠒ one   ⠂⠐ ⠂⠐ two   ⠂⠂⠂⠂⠂ half",
                "r² = 1",
                "8 ┤⠄                                  ⢀⡠",
                "  │ ⠈ ⠂⢀                          ⢀⡠⠔⠊⠁",
                "6 ┤      ⠁⠠ ⡀                 ⢀⡠⠔⠊⠁",
                "  │          ⠐ ⠄          ⢀⡠⠔⠊⠁",
                "  │             ⠈ ⠂⢀  ⢀⡠⠔⠊⠁",
                "4 ┤⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⢁⡡⠕⠋⠡⠁⡁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁",
                "  │           ⢀⡠⠔⠊⠁      ⠐ ⠄",
                "2 ┤       ⢀⡠⠔⠊⠁             ⠈ ⠂⢀",
                "  │   ⢀⡠⠔⠊⠁                      ⠁⠠ ⡀",
                "0 ┤⡠⠔⠊⠁                              ⠐ ⠄",
                "  └┬────────┬────────┬────────┬────────┬",
                "   0        2        4        6        8",
            ])
    }

    @Test("Colour is added only if asked for and changes nothing else")
    func color() {
        var plot = TerminalPlot("T", x: Axis("x"), y: Axis("y"), marks: [line], width: 40, height: 12)
        let plain = plot.lines()
        #expect(!plain.joined().contains("\u{1B}"))
        plot.color = true
        let colored = plot.lines()
        #expect(colored.count { $0.contains("\u{1B}[38;5;33m") } == plain.count { $0.contains(/[⠁-⣿]/) })
        #expect(colored.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == plain)
        #expect(colored.allSatisfy { $0.components("\u{1B}[0m") * 2 == $0.components("\u{1B}[") })
    }

    @Test("Labels cannot send control characters")
    func controlCharacters() {
        let text = "a\u{1B}[31m\u{7}\u{9B}\n\u{202E}b"
        let marks: [Mark] = [.line([PlotPoint(0, 0), PlotPoint(1, 1)], Series(text)), .note(text)]
        let lines = TerminalPlot(text, x: Axis(text), y: Axis(text), marks: marks).lines()
        #expect(lines.first == "a[31mb")
        #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }

    @Test("Sizes are exact")
    func sizes() {
        for (width, height) in [(24, 8), (60, 20), (99, 33)] {
            let plot = TerminalPlot("T", x: Axis("x"), y: Axis("y"), marks: [line], width: width, height: height)
            #expect(plot.lines().count == height)
            #expect(plot.lines().map(\.count).max() == width)
            #expect(!plot.lines().contains { $0.hasSuffix(" ") })
        }
    }

    @Test("Braille dots are where they belong")
    func braille() {
        var canvas = BrailleCanvas(columns: 1, rows: 1)
        var characters: [Character] = []
        for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2), (0, 3), (1, 3)] {
            canvas.set(x: x, y: y)
            characters.append(BrailleCanvas.character(canvas.bits(row: 0, column: 0)))
        }
        #expect(characters == ["⠁", "⠉", "⠋", "⠛", "⠟", "⠿", "⡿", "⣿"])
        canvas.set(x: 2, y: 0)
        canvas.set(x: 0, y: -1)
        #expect(canvas.bits(row: 0, column: 0) == 0xFF)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> Int {
        ranges(of: separator).count
    }
}
