internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// The two codes of each sample in their plane, coloured by position, with curves of equal position and of equal
    /// amplitude, where there are several amplitudes, or else of equal width.
    public var codePlane: ReportFigure? {
        guard let plane = result.measures.codePlane, plane.codes.elements.allSatisfy(\.isFinite) else { return nil }
        let (positionOf, amplitudeOf) = (result.samples.positions, result.samples.amplitudes)
        // What the second code may tell: the amplitude, or where there is one, the width.
        let isOfWidths = plane.amplitude == nil && plane.width != nil
        let kind = isOfWidths ? "width" : "amplitude"
        let kindOf = isOfWidths ? result.samples[.width] ?? amplitudeOf : amplitudeOf
        func point(_ i: Int) -> PlotPoint { PlotPoint(plane.codes[i, 0], plane.codes[i, 1]) }
        let placed = samplesByPosition.filter { amplitudeOf[$0] != 0 && positionOf[$0] != nil }
        let others = positionOf.indices.filter { amplitudeOf[$0] == 0 || positionOf[$0] == nil }
        let amplitudes = Self.curves(placed, by: { kindOf[$0] ?? 0 }, along: { positionOf[$0] ?? 0 })
        let positions = Self.curves(placed, by: { positionOf[$0] ?? 0 }, along: { kindOf[$0] ?? 0 })
        func line(_ curves: [[Int]]) -> [PlotPoint] {
            Array(curves.map { $0.map(point) }.joined(separator: [PlotPoint(.nan, .nan)]))
        }
        var marks: [Mark] = []
        if amplitudes.count > 1 {
            marks.append(.line(line(Self.thinned(positions)), Series("equal position", .muted)))
            marks.append(.line(line(Self.thinned(amplitudes)), Series("equal \(kind)")))
        }
        let values = placed.map { positionOf[$0] ?? 0 }
        if let least = values.min(), let most = values.max() {
            let name = "position θ, \(SpanText(least, most).short)"
            marks.append(.shaded(placed.map(point), values: values, Series(name)))
        }
        if amplitudes.count > 1, let largest = amplitudes.last {
            // Rings around all of them would hide their colours where they are close.
            let ends = Set(Self.thinned(positions).compactMap(\.last))
            marks.append(.rings(largest.filter(ends.contains).map(point), Series("largest \(kind)", .slot(3))))
        }
        if !others.isEmpty {
            marks.append(.points(others.map(point), Series("no amplitude or position", .slot(4))))
        }
        let held = heldOutCodePairs
        if !held.isEmpty { marks.append(.points(held, Self.heldOutSeries)) }
        let isGrid = amplitudes.count > 1
        let sizes = (0..<2).map { k in (0..<plane.codes.rows).map { abs(plane.codes[$0, k]) }.max() ?? 1 }
        return ReportFigure(
            id: "code-plane", title: "The two codes",
            caption: Self.sentence("position", plane.position, sizes)
                + Self.sentence("amplitude", plane.amplitude, sizes)
                + Self.sentence("width", plane.width, sizes)
                + (isGrid
                    ? "If both are read without error, the curves are straight, parallel and evenly spaced."
                        + Self.words(drawn: positions)
                    : "If the position is read without error, equal steps of it are equal steps across the lines on which it is constant."),
            drawing: Chart(
                "The two codes",
                description: "The latent codes of each sample in their plane, coloured by position.",
                x: Axis("code z₁"), y: Axis("code z₂"), marks: marks, labels: .key, height: 400, showsTitle: false))
    }

    /// The most curves of one kind, so that they stay apart.
    private static let mostCurves = 13

    /// Curves at equal distances in their list, the first and the last among them.
    private static func thinned(_ curves: [[Int]]) -> [[Int]] {
        guard curves.count > mostCurves else { return curves }
        return (0..<mostCurves).map { curves[$0 * (curves.count - 1) / (mostCurves - 1)] }
    }

    private static func words(drawn curves: [[Int]]) -> String {
        curves.count > mostCurves
            ? " Of \(NumberText.count(curves.count)) positions, \(mostCurves) have their curve." : ""
    }

    /// The samples with one value of `key` each, both in increasing order.
    private static func curves(
        _ samples: [Int], by key: (Int) -> Double, along order: (Int) -> Double
    ) -> [[Int]] {
        Dictionary(grouping: samples, by: key).sorted { $0.key < $1.key }
            .map { $0.value.sorted { (order($0), $0) < (order($1), $1) } }
    }

    private static func sentence(_ name: String, _ readout: AffineReadout?, _ sizes: [Double]) -> String {
        guard let readout else { return "" }
        let terms = zip(zip(readout.weights, ["z₁", "z₂"]), sizes).map { (weight: $0.0, symbol: $0.1, size: $1) }
        let text = AffineText(terms, intercept: readout.intercept)
        if readout.maxDeviation == 0, text.isExact { return "The \(name) is \(text.formula) exactly. " }
        return "The \(name) is read as \(text.formula): r² = \(NumberText.fit(readout.r2)), off by up to "
            + "\(NumberText.percent(readout.maxDeviation)) of its range. "
    }
}
