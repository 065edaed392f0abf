// swift-format-ignore-file
// Block 1 of Sources/Plots/Plots.docc/Plots.md: edit it there, then run Scripts/snippets.
import Plots

extension Snippets {
    static func plots1() throws {
        let losses = [9.2, 4.1, 1.3, 0.4, 0.38]
        let chart = Chart(
            "Training loss", x: Axis("epoch", scale: .log10), y: Axis("loss", scale: .log10),
            marks: [.line(PlotPoint.samples(losses, from: 1))])
        let svg = chart.svg(id: "loss").serialized()
        _ = (losses, chart, svg)
    }
}
