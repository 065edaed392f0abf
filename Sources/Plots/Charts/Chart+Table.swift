extension Chart {
    /// A row for each point of each mark: the series, the kind of mark, and the two coordinates.
    ///
    /// Where a line has gaps, a column `piece` counts its parts from 1. A band has a row for each point of its edges; a
    /// reference line has one coordinate, and so has a value from before the axis begins. Points that are coloured by a
    /// value have it in a last column. Where there are ranges, two columns `least` and `greatest` take the place of the
    /// vertical coordinate, which other marks have in both. Notes have no rows.
    ///
    /// - Complexity: O(number of points).
    public var table: FigureTable { MarkTable.table(x: x, y: y, panels: [ChartPanel(marks: marks)], named: false) }
}

extension ChartGrid {
    /// The rows of all panels, as for a ``Chart``, with the panel's title in the first column.
    ///
    /// - Complexity: O(number of points).
    public var table: FigureTable { MarkTable.table(x: x, y: y, panels: panels, named: true) }
}

/// Marks as rows.
private enum MarkTable {
    struct Row {
        let piece: Int
        let mark: String
        let x: Double?
        let y: Double?
        /// The upper end of a range, of which ``y`` is the lower one.
        var upper: Double?
        /// What gives the point its colour.
        var value: Double?
    }

    static func table(x: Axis, y: Axis, panels: [ChartPanel], named: Bool) -> FigureTable {
        let entries = panels.flatMap { panel in
            panel.marks.flatMap { mark in rows(mark).map { (panel: panel.title, series: name(mark), row: $0) } }
        }
        let hasValues = entries.contains { $0.row.value != nil }
        let hasPieces = entries.contains { $0.row.piece > 1 }
        let hasRanges = entries.contains { $0.row.upper != nil }
        let columns =
            (named ? ["panel"] : []) + ["series", "mark"] + (hasPieces ? ["piece"] : [])
            + [x.label.isEmpty ? "x" : x.label]
            + (hasRanges ? ["least", "greatest"] : [y.label.isEmpty ? "y" : y.label])
            + (hasValues ? ["value"] : [])
        let cells = entries.map { entry -> [String] in
            let row = entry.row
            var cells = named ? [MathText.plain(entry.panel)] : []
            cells += [entry.series, row.mark]
            if hasPieces { cells.append(String(row.piece)) }
            cells += ([row.x, row.y] + (hasRanges ? [row.upper ?? row.y] : [])).map { $0.map(FigureTable.cell) ?? "" }
            return hasValues ? cells + [row.value.map(FigureTable.cell) ?? ""] : cells
        }
        return FigureTable(columns: columns.map(MathText.plain), rows: cells)
    }

    private static func name(_ mark: Mark) -> String {
        if case .rule(_, let label) = mark { return MathText.plain(label) }
        return MathText.plain(mark.series?.name ?? "")
    }

    private static func rows(_ mark: Mark) -> [Row] {
        switch mark {
        case .line(let points, _): curve(points, "line")
        case .steps(let points, _, _): curve(points, "steps")
        case .area(let points, _, _): curve(points, "area")
        case .points(let points, _), .rings(let points, _): scatter(points, "points")
        case .starts(let values, _): values.filter(\.isFinite).map { Row(piece: 1, mark: "start", x: nil, y: $0) }
        case .stems(let points, _): scatter(points, "stems")
        case .shaded(let points, let values, _):
            zip(points, values).filter { isPlaced($0.0) }.map {
                Row(piece: 1, mark: "points", x: $0.x, y: $0.y, value: $1)
            }
        case .zeros(let places, _): scatter(places.map { PlotPoint($0, 0) }, "points")
        case .band(let lower, let upper, _): curve(lower, "lower edge") + curve(upper, "upper edge")
        case .ranges(let ranges, _):
            pieces(ranges, { $0.isPlaced }) { Row(piece: $0, mark: "range", x: $1.x, y: $1.lower, upper: $1.upper) }
        case .rule(.horizontal(let y), _): [Row(piece: 1, mark: "rule", x: nil, y: y)]
        case .rule(.vertical(let x), _): [Row(piece: 1, mark: "rule", x: x, y: nil)]
        case .note: []
        }
    }

    private static func isPlaced(_ point: PlotPoint) -> Bool { point.x.isFinite && point.y.isFinite }

    private static func scatter(_ points: [PlotPoint], _ mark: String) -> [Row] {
        points.filter(isPlaced).map { Row(piece: 1, mark: mark, x: $0.x, y: $0.y) }
    }

    private static func curve(_ points: [PlotPoint], _ mark: String) -> [Row] {
        pieces(points, isPlaced) { Row(piece: $0, mark: mark, x: $1.x, y: $1.y) }
    }

    private static func pieces<Element>(
        _ elements: [Element], _ isPlaced: (Element) -> Bool, _ row: (Int, Element) -> Row
    ) -> [Row] {
        elements.split(omittingEmptySubsequences: true) { !isPlaced($0) }.enumerated().flatMap { index, piece in
            piece.map { row(index + 1, $0) }
        }
    }
}
