internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// The two codes of each sample in their plane, coloured by position, with curves of equal position and of equal
    /// amplitude where there are several amplitudes.
    public var codePlane: ReportFigure? {
        guard let plane = result.measures.codePlane else { return nil }
        let parameters = result.samples.parameters
        func point(_ i: Int) -> PlotPoint { PlotPoint(plane.codes[i, 0], plane.codes[i, 1]) }
        let placed = samplesByPosition.filter { parameters[$0].amplitude != 0 && parameters[$0].position != nil }
        let others = parameters.indices.filter { parameters[$0].amplitude == 0 || parameters[$0].position == nil }
        let amplitudes = Self.curves(placed, by: { parameters[$0].amplitude }, along: { parameters[$0].position ?? 0 })
        let positions = Self.curves(placed, by: { parameters[$0].position ?? 0 }, along: { parameters[$0].amplitude })
        func line(_ curves: [[Int]]) -> [PlotPoint] {
            Array(curves.map { $0.map(point) }.joined(separator: [PlotPoint(.nan, .nan)]))
        }
        var marks: [Mark] = []
        if amplitudes.count > 1 {
            marks.append(.line(line(positions), Series("equal position", .muted)))
            marks.append(.line(line(amplitudes), Series("equal amplitude")))
        }
        let values = placed.map { parameters[$0].position ?? 0 }
        if let least = values.min(), let most = values.max() {
            let name = "position θ, \(NumberText.number(least)) to \(NumberText.number(most))"
            marks.append(.shaded(placed.map(point), values: values, Series(name)))
        }
        if amplitudes.count > 1, let largest = amplitudes.last {
            marks.append(.points(largest.map(point), Series("largest amplitude", .slot(3))))
        }
        if !others.isEmpty {
            marks.append(.points(others.map(point), Series("no amplitude or position", .slot(4))))
        }
        let held = heldOutCodes
        if !held.isEmpty { marks.append(.points(held, Series("held out", .slot(5)))) }
        let isGrid = amplitudes.count > 1
        return ReportFigure(
            id: "code-plane", title: "The two codes",
            caption: Self.sentence("position", plane.position) + Self.sentence("amplitude", plane.amplitude)
                + (isGrid
                    ? "If both are read without error, the curves are straight, parallel and evenly spaced."
                    : "If the position is read without error, equal steps of it are equal steps across the lines on which it is constant."),
            drawing: Chart(
                "The two codes",
                description: "The latent codes of each sample in their plane, coloured by position.",
                x: Axis("code z₁"), y: Axis("code z₂"), marks: marks, labels: .key, height: 400, showsTitle: false))
    }

    /// The codes of the samples that were held out; empty where there are none.
    private var heldOutCodes: [PlotPoint] {
        guard let layer = network.codeLayer, result.heldOut != nil,
            let held = try? result.spec.signals.data(in: result.spec.precision).heldOut
        else { return [] }
        let codes = network.forward(held.signals).activations[layer]
        return (0..<codes.rows).map { PlotPoint(codes[$0, 0], codes[$0, 1]) }
    }

    /// The samples with one value of `key` each, both in increasing order.
    private static func curves(
        _ samples: [Int], by key: (Int) -> Double, along order: (Int) -> Double
    ) -> [[Int]] {
        Dictionary(grouping: samples, by: key).sorted { $0.key < $1.key }
            .map { $0.value.sorted { (order($0), $0) < (order($1), $1) } }
    }

    private static func sentence(_ name: String, _ readout: AffineReadout?) -> String {
        guard let readout else { return "" }
        let terms = zip(readout.weights, [" z₁", " z₂"]) + [(readout.intercept, "")]
        var formula = ""
        for (weight, unit) in terms {
            let sign = weight < 0 ? "−" : "+"
            let size = NumberText.number(abs(weight)) + unit
            formula += formula.isEmpty ? (weight < 0 ? "−" : "") + size : " \(sign) \(size)"
        }
        return "The \(name) is read as \(formula): r² = \(NumberText.fit(readout.r2)), off by up to "
            + "\(NumberText.percent(readout.maxDeviation)) of its range. "
    }
}
