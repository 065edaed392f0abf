import Testing

@testable import Plots

@Suite("The numbers of figures")
struct FigureTableTests {
    @Test("A chart's points, by series, with gaps counted, and 0 where a logarithmic axis has no place for it")
    func chart() {
        let table = Chart(
            "t", x: Axis("epoch"), y: Axis("loss", scale: .log10),
            marks: [
                .line([PlotPoint(1, 0.1), PlotPoint(2, .nan), PlotPoint(3, 1e-7), PlotPoint(4, 2)], Series("f_{m}")),
                .zeros([5], Series("exactly 0")), .rule(.horizontal(0.5), label: "goal"), .note("n"),
            ]
        ).table
        #expect(table.columns == ["series", "mark", "piece", "epoch", "loss"])
        #expect(
            table.rows == [
                ["f_m", "line", "1", "1", "0.1"], ["f_m", "line", "2", "3", "1e-07"], ["f_m", "line", "2", "4", "2"],
                ["exactly 0", "points", "1", "5", "0"], ["goal", "rule", "1", "", "0.5"],
            ])
    }

    @Test("Ranges with both ends, and other marks with the same number in both")
    func ranges() {
        let table = Chart(
            "t", x: Axis("epoch", scale: .log10), y: Axis("loss", scale: .log10),
            marks: [
                .ranges([PlotRange(1, 2, 2), PlotRange(2, .nan, .nan), PlotRange(3, 0, 4)], Series("loss")),
                .starts([8], Series("loss")), .rule(.vertical(3), label: "rate"),
            ]
        ).table
        #expect(table.columns == ["series", "mark", "piece", "epoch", "least", "greatest"])
        #expect(
            table.rows == [
                ["loss", "range", "1", "1", "2", "2"], ["loss", "range", "2", "3", "0", "4"],
                ["loss", "start", "1", "", "8", "8"], ["rate", "rule", "1", "3", "", ""],
            ])
    }

    @Test("A grid's panels, the values of shaded points, and names that repeat")
    func grid() {
        let marks: [Mark] = [.shaded([PlotPoint(1, 2)], values: [7], Series("θ")), .stems([PlotPoint(0, 0.25)])]
        let table = ChartGrid("t", x: Axis("z"), y: Axis("z"), panels: [ChartPanel("left", marks: marks)]).table
        #expect(table.columns == ["panel", "series", "mark", "z", "z 2", "value"])
        #expect(table.rows == [["left", "θ", "points", "1", "2", "7"], ["left", "", "stems", "0", "0.25", ""]])
    }

    @Test("A map's cells with their places: indices, the middle of a cell, or the rows that it stands for")
    func map() {
        let plain = HeatMap("t", rows: [[1, .nan], [3]], value: Axis("error")).table
        #expect(plain.columns == ["row", "column", "error"])
        #expect(plain.rows == [["0", "0", "1"], ["0", "1", ""], ["1", "0", "3"], ["1", "1", ""]])
        let up = HeatMap(
            "t", rows: [[1], [2]], x: Axis("x", domain: 0...1), y: Axis("θ", domain: AxisDomain(3.5, 1.5))
        ).table
        #expect(up.columns == ["θ", "x", "value"] && up.rows == [["3", "0.5", "1"], ["2", "0.5", "2"]])
        let merged = HeatMap("t", rows: [[1], [2]], y: Axis("sample", domain: AxisDomain(4.5, -0.5))).table
        #expect(merged.columns == ["sample, first", "sample, last", "column", "value"])
        #expect(merged.rows.map { $0.prefix(2).joined(separator: "–") } == ["3–4", "0–2"])
    }

    @Test("A drawing's vectors, and the levels of its hyperplanes")
    func geometry() {
        let table = GeometryFigure(
            "t", axes: [Axis("a₁"), Axis()],
            marks: [
                .hyperplane(normal: [1, 2], level: 5, Series("H"), label: "H₁"),
                .points([[0.5, 1]], Series("p"), labels: ["θ = 1"]),
            ]
        ).table
        #expect(table.columns == ["series", "mark", "label", "a₁", "x2", "level"])
        #expect(
            table.rows == [["H", "hyperplane", "H₁", "1", "2", "5"], ["p", "points", "θ = 1", "0.5", "1", ""]])
    }
}
