internal import Networks
internal import Plots

/// Output n of the naive and of the reversed solution, between the codes of the steps.
struct DecoderChart {
    /// The signal length n.
    let length: Int

    /// y_n against θ: it should be 1 from θ = 1 on, and 0 at the blank.
    var lastOutput: Chart {
        let thetas = (0...(8 * length)).map { Double($0) / 8 }
        let n = Double(length)
        return Chart(
            "The output that is off for the blank only, n = \(length)",
            x: Axis("θ"), y: Axis("output n", domain: -0.1...1.1),
            marks: [
                .line(thetas.map { PlotPoint($0, max(0, relu(n + 1 - $0) - relu(n - $0))) }, Series("naive", .slot(1))),
                .line(thetas.map { PlotPoint($0, max(0, relu($0) - relu($0 - 1))) }, Series("reversed", .slot(2))),
                .points((0...length).map { PlotPoint(Double($0), $0 == 0 ? 0 : 1) }, Series("target", .ink)),
            ])
    }

    private func relu(_ u: Double) -> Double { max(0, u) }
}
