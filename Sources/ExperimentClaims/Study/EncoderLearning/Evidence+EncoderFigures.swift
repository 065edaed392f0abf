internal import Claims
internal import Plots

extension Evidence {
    /// Adds a figure of the sizes of gradients and steps over the entries, at the first update.
    mutating func figure(firstStep shown: FirstEncoderStep) {
        let (g, s) = (abs(shown.gradient.first ?? 1), abs(shown.step.first ?? 1))
        figure(
            "first-step",
            caption:
                "The gradient of each encoder weight at the start and the step that RMSProp takes with it, each "
                + "relative to the first weight's. The gradients differ as the study says; the steps do not.",
            Chart(
                "First gradients and first steps", description: "Two lines over the entries of the signal.",
                x: Axis("entry s"),
                y: Axis(
                    "relative size, 1 at s = 1", scale: .log10,
                    domain: 0.5...(2 * (shown.gradient.map(abs).max() ?? 1) / g)),
                marks: [
                    .line(PlotPoint.samples(shown.gradient.map { abs($0) / g }, from: 1), Series("gradient")),
                    .line(
                        PlotPoint.samples(shown.step.map { abs($0) / s }, from: 1), Series("step of RMSProp", .slot(2))),
                ], labels: .key))
    }

    /// Adds a figure of accumulated gradients and displacements, each over its largest.
    mutating func figure(accumulated descent: AccumulatedGradients, _ rmsProp: AccumulatedGradients) {
        func marks(_ found: AccumulatedGradients) -> [Mark] {
            func points(_ values: [Double]) -> [PlotPoint] {
                let largest = values.map(abs).max() ?? 1
                return PlotPoint.samples(values.map { $0 / largest }, from: 1)
            }
            return [
                .line(points(found.sums), Series("Σ gradients")),
                .points(points(found.displacements), Series("start − end", .slot(2))),
            ]
        }
        figure(
            "accumulated",
            caption:
                "Line: the gradients of each encoder weight, added up over the epochs. Points: how far the weight moved. "
                + "Both are divided by their largest value. By gradient descent they are the same; by RMSProp they are not.",
            ChartGrid(
                "Accumulated gradients", description: "Lines and points over the entries, one panel a rule.",
                x: Axis("entry s", isWhole: true), y: Axis("relative to the largest"),
                panels: [
                    ChartPanel("gradient descent", marks: marks(descent)), ChartPanel("RMSProp", marks: marks(rmsProp)),
                ], columns: 2, panelHeight: 200))
    }
}
