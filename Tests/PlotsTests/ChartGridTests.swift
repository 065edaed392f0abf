import Testing

@testable import Plots

@Suite("Grids of charts")
struct ChartGridTests {
    private func grid(_ count: Int, columns: Int = 3) -> ChartGrid {
        let panels = (0..<count).map { index in
            ChartPanel(
                "p\(index)",
                marks: [
                    .steps([PlotPoint(0, 0), PlotPoint(10, Double(index))], Series("target", .muted)),
                    .line([PlotPoint(0, 0), PlotPoint(10, Double(index))], Series("output")),
                ])
        }
        return ChartGrid("t", x: Axis("x"), y: Axis("y"), panels: panels, columns: columns)
    }

    @Test("Panels share both axes")
    func sharedAxes() throws {
        let root = grid(9).svg(id: "g")
        let panels = root.descendants(named: "g").filter { $0["class"] == "plot-panel" }
        #expect(panels.count == 9)
        // The same value is at the same height above the bottom of each panel.
        let lines = panels.compactMap { panel in
            panel.descendants(named: "path").first { $0["style"]?.contains("series-1") == true }?["d"]
        }
        let last = numbers(in: lines[8])
        let fourth = numbers(in: lines[4])
        #expect(abs((fourth[1] - fourth[3]) * 2 - (last[1] - last[3])) < 0.03)
        #expect(abs((fourth[2] - fourth[0]) - (last[2] - last[0])) < 0.03)
    }

    @Test("Tick labels stand only at the left and below the last panel of each column")
    func outerLabels() {
        for (count, columns) in [(9, 3), (7, 3), (1, 3), (5, 2)] {
            let panels = grid(count, columns: columns).svg(id: "g").descendants(named: "g").filter {
                $0["class"] == "plot-panel"
            }
            for (index, panel) in panels.enumerated() {
                let groups = panel.descendants(named: "g").compactMap { $0["text-anchor"] }
                let columns = min(columns, count)
                #expect(groups.contains("end") == index.isMultiple(of: columns))
                #expect(groups.contains("middle") == (index + columns >= count))
            }
        }
    }

    @Test("One key names each series once")
    func key() throws {
        let texts = ParsedXML(grid(9).svg(id: "g").serialized()).named("text").map(\.text)
        #expect(texts.count { $0 == "target" } == 1)
        #expect(texts.count { $0 == "output" } == 1)
        #expect(texts.contains("x →"))
        #expect(texts.contains("↑ y"))
    }

    @Test("Panels do not overlap and stay inside the figure")
    func layout() throws {
        let root = grid(8, columns: 4).svg(id: "g")
        let box = numbers(in: root["viewBox"] ?? "")
        let panels = root.descendants(named: "g").filter { $0["class"] == "plot-panel" }
        let spans = panels.map { panel -> (left: Double, right: Double) in
            let base = panel.descendants(named: "path").compactMap { $0["d"] }.last { $0.contains("H") } ?? ""
            let values = numbers(in: base)
            return (values[0], values[2])
        }
        for row in [0..<4, 4..<8] {
            for (one, other) in zip(spans[row], spans[row].dropFirst()) { #expect(one.right + 10 < other.left) }
        }
        #expect(spans.allSatisfy { $0.left >= 0 && $0.right <= box[2] })
    }
}
