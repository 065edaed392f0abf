import Testing

@testable import Plots

/// Data, labels and sizes that no sensible caller would give.
@Suite("Hostile data")
struct HostileDataTests {
    private static let values: [Double] = [
        .nan, .infinity, -.infinity, 0, -0.0, 1e300, -1e300, 5e-324, 1e-310, .greatestFiniteMagnitude,
        -.greatestFiniteMagnitude, 1, -1,
    ]
    private static let text = "<script>&\"'\u{0}\u{1B}[31m]]>-- \u{FFFF}é 語"

    private static var pointSets: [[PlotPoint]] {
        let all = values.flatMap { x in values.map { PlotPoint(x, $0) } }
        return [[], [PlotPoint(1, 1)], all, all.map { PlotPoint($0.y, $0.x) }]
            + values.map { x in values.map { PlotPoint(x, $0) } }
    }

    private static func marks(_ points: [PlotPoint]) -> [Mark] {
        let series = Series(text, .slot(2))
        var marks: [Mark] = [
            .line(points, series), .points(points, series), .stems(points, series), .steps(points, series),
            .steps(points, series, alignment: .following), .area(points, series), .area(points, series, base: .nan),
            .band(lower: points, upper: points.reversed(), series), .note(text),
            .ranges(zip(points, points.reversed()).map { PlotRange($0.x, $0.y, $1.y) }, series),
        ]
        for value in values {
            marks += [.rule(.horizontal(value), label: text), .rule(.vertical(value), label: text)]
        }
        return marks
    }

    private static let axes: [Axis] = [
        Axis(text), Axis(text, scale: .log10), Axis(domain: AxisDomain(.nan, 1)),
        Axis(domain: AxisDomain(1e300, -1e300)),
        Axis(domain: AxisDomain(0, 5e-324)), Axis(scale: .log10, domain: AxisDomain(5e-324, .greatestFiniteMagnitude)),
        Axis(domain: AxisDomain(0, 1)), Axis(scale: .log10, domain: AxisDomain(2, 2)), Axis(padding: .infinity),
    ]

    /// Expects a figure that is well-formed and in which no number is missing or enormous.
    private func check(_ figure: some Figure) {
        let text = figure.svg(id: Self.text).serialized()
        #expect(ParsedXML(text).isWellFormed)
        let lower = text.lowercased()
        #expect(!lower.contains("nan"))
        #expect(
            !lower.contains("\"inf") && !lower.contains("-inf") && !lower.contains(" inf") && !lower.contains("inf\""))
        #expect(!text.contains("<script"))
        #expect(!text.contains("\"-0\"") && !text.contains(" -0 "))
        for element in figure.svg(id: "x").descendants(named: "path") {
            #expect(numbers(in: element["d"] ?? "").allSatisfy { abs($0) < 2000 })
        }
    }

    @Test("Charts of hostile data are drawn", arguments: axes)
    func charts(axis: Axis) {
        for points in Self.pointSets {
            check(Chart(Self.text, description: Self.text, x: axis, y: axis, marks: Self.marks(points)))
        }
    }

    @Test("Chart sizes are bounded", arguments: values)
    func sizes(size: Double) {
        let marks = Self.marks([PlotPoint(1, 1), PlotPoint(2, 3)])
        for title in ["", Self.text, String(repeating: "wide ", count: 100)] {
            check(
                Chart(
                    title, x: Axis(title), y: Axis(title), marks: marks, width: min(size, 1500), height: min(size, 1500)
                ))
            check(
                ChartGrid(
                    title, x: Axis(title), y: Axis(title), panels: [ChartPanel(title, marks: marks)],
                    columns: size > 0 ? .max : .min, width: min(size, 1500), panelHeight: min(size, 1500)))
            check(
                HeatMap(
                    title, rows: [[1, 2]], x: Axis(title), y: Axis(title), width: min(size, 1500),
                    mapHeight: min(size, 1500)))
        }
    }

    @Test("Grids of hostile data are drawn", arguments: axes)
    func grids(axis: Axis) {
        let panels = Self.pointSets.map { ChartPanel(Self.text, marks: Self.marks($0)) }
        check(ChartGrid(Self.text, x: axis, y: axis, panels: panels, columns: 4))
        check(ChartGrid(Self.text, x: axis, y: axis, panels: [], columns: 0))
    }

    @Test("Heat maps of hostile data are drawn", arguments: axes)
    func heatMaps(axis: Axis) {
        let data: [[[Double]]] = [
            [], [[]], [[], [1]], [Self.values], [[.nan]], Self.values.map { [$0] }, [[3, 3], [3, 3]],
        ]
        for rows in data {
            for palette in [HeatPalette.viridis, .cividis, .diverging] {
                check(HeatMap(Self.text, rows: rows, x: axis, y: axis, value: axis, palette: palette))
            }
        }
    }

    @Test("Terminal plots keep their size and send no control characters", arguments: axes)
    func terminal(axis: Axis) {
        for points in Self.pointSets {
            for size in [(0, 0), (24, 8), (80, 24), (61, 13)] {
                let plot = TerminalPlot(
                    Self.text, x: axis, y: axis, marks: Self.marks(points), width: size.0, height: size.1)
                let lines = plot.lines()
                #expect(lines.count == plot.height)
                #expect(lines.allSatisfy { $0.count <= plot.width })
                #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
                #expect(!lines.joined().contains("nan"))
            }
        }
    }

    @Test("Equal figures give equal text")
    func determinism() {
        let points = (0..<1000).map { PlotPoint(Double($0), Double($0 * 7919 % 997)) }
        func chart() -> String {
            let marks = (1...6).map { Mark.line(points, Series("s\($0)", .slot($0))) }
            return Chart("t", x: Axis("x"), y: Axis("y"), marks: marks).svg(id: "a").serialized()
        }
        func map() -> String {
            let rows = (0..<40).map { row in (0..<50).map { Double(row * $0 % 17) } }
            return HeatMap("t", rows: rows).svg(id: "a").serialized()
        }
        #expect(chart() == chart())
        #expect(map() == map())
    }
}
