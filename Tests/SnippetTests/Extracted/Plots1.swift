// swift-format-ignore-file
// Block 1 of Sources/Plots/Plots.docc/Plots.md: edit it there, then run Scripts/snippets.
import Plots

extension Snippets {
    static func plots1() throws {
        let losses = [1.0, 0.5, 0.25]
        let chart = Chart(
            "Training loss", x: Axis("epoch", scale: .log10), y: Axis("loss", scale: .log10),
            marks: [.line(PlotPoint.samples(losses, from: 1))])
        let svg = chart.svg(id: "loss").serialized()
        _ = (losses, chart, svg)
    }
}
