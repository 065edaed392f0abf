/// The key of a geometric drawing: a column of samples with names; long names take several lines.
struct GeometryKey {
    private struct Entry {
        /// Nil for the tint outside the orthant.
        let mark: GeometryMark?
        let lines: [String]
    }

    let width: Double
    let isPlane: Bool
    private let entries: [Entry]

    private static let swatch = 24.0
    private static let line = 14.0
    private static let gap = 5.0

    /// The named series of the marks, each once for each kind of mark, in order of appearance.
    ///
    /// - Parameters:
    ///   - marks: what is drawn.
    ///   - outside: the name of the tint outside the orthant; empty for none.
    ///   - isPlane: whether it is drawn in a plane.
    ///   - width: the greatest width.
    init(marks: [GeometryMark], outside: String, isPlane: Bool, width: Double) {
        self.width = width
        self.isPlane = isPlane
        var names: Set<String> = []
        let all = marks.map { ($0.series.name, Optional($0)) } + (isPlane ? [(outside, nil)] : [])
        entries = all.compactMap { name, mark in
            guard !name.isEmpty, names.insert(name).inserted else { return nil }
            return Entry(
                mark: mark,
                lines: TextMetrics.wrap(
                    name, width: width - Self.swatch - 8, size: TextMetrics.labelSize, bold: false, lines: 4))
        }
    }

    var isEmpty: Bool { entries.isEmpty }

    var height: Double { entries.reduce(0) { $0 + Double($1.lines.count) * Self.line + Self.gap } }

    /// The key with its top left corner at the given place.
    func elements(x: Double, y: Double) -> [SVGElement] {
        guard !entries.isEmpty else { return [] }
        var group = SVGElement("g", ["class": "plot-key", "fill": .text(PlotTheme.ink)])
        var top = y
        for entry in entries {
            group.append(contentsOf: sample(entry.mark, x: x, y: top + 7))
            for (k, text) in entry.lines.enumerated() {
                group.append(.label(text, x: x + Self.swatch + 8, y: top + 11 + Double(k) * Self.line))
            }
            top += Double(entry.lines.count) * Self.line + Self.gap
        }
        return [group]
    }

    /// A sample of a mark whose left end is at `x` and whose middle is at `y`.
    private func sample(_ mark: GeometryMark?, x: Double, y: Double) -> [SVGElement] {
        let patch = [(0.0, -5.0), (24, -5), (24, 5), (0, 5)].map { Pixel(x: x + $0.0, y: y + $0.1) }
        guard let mark else { return [GeometryStrokes.outside(patch)] }
        let paint = mark.series.style.paint
        let (from, to) = (Pixel(x: x, y: y), Pixel(x: x + Self.swatch, y: y))
        switch mark {
        case .hyperplane where isPlane: return GeometryStrokes.line([from, to], paint, .solid)
        case .hyperplane:
            let corners = [(5.0, -5.0), (24, -5), (19, 5), (0, 5)].map { Pixel(x: x + $0.0, y: y + $0.1) }
            return [
                GeometryStrokes.area(corners, paint, opacity: GeometryStrokes.planeOpacity),
                GeometryStrokes.outline(corners, paint),
            ]
        case .halfSpace:
            return [GeometryStrokes.area(patch, paint, opacity: GeometryStrokes.halfSpaceOpacity)]
        case .arrow: return GeometryStrokes.arrow(from, to, paint)
        case .line(_, _, _, let stroke), .path(_, _, let stroke):
            return GeometryStrokes.line([from, to], paint, stroke)
        case .points(_, _, let dot, _): return GeometryStrokes.dots([Pixel(x: x + Self.swatch / 2, y: y)], paint, dot)
        }
    }
}
