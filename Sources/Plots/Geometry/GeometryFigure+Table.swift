extension GeometryFigure {
    /// A row for each vector of each mark: the series, the kind of mark, the label, the coordinates; and for a
    /// hyperplane or half-space, whose vector is its normal, the level.
    ///
    /// - Complexity: O(number of points).
    public var table: FigureTable {
        let names = axes.enumerated().map { $1.label.isEmpty ? "x\($0 + 1)" : MathText.plain($1.label) }
        let rows = marks.flatMap { mark in
            Self.rows(mark).map { row -> [String] in
                let vector = axes.indices.map { $0 < row.vector.count ? FigureTable.cell(row.vector[$0]) : "" }
                return [MathText.plain(mark.series.name), row.mark, row.label] + vector
                    + [row.level.map(FigureTable.cell) ?? ""]
            }
        }
        return FigureTable(columns: ["series", "mark", "label"] + names + ["level"], rows: rows)
    }

    private typealias Row = (mark: String, label: String, vector: [Double], level: Double?)

    private static func rows(_ mark: GeometryMark) -> [Row] {
        switch mark {
        case .hyperplane(let normal, let level, _, let label): [("hyperplane", label, normal, level)]
        case .halfSpace(let normal, let level, _, let label): [("half-space", label, normal, level)]
        case .arrow(let from, let to, _, let label): [("arrow from", label, from, nil), ("arrow to", label, to, nil)]
        case .line(let point, let direction, _, _):
            [("line through", "", point, nil), ("line along", "", direction, nil)]
        case .path(let points, _, _): points.map { ("path", "", $0, nil) }
        case .points(let points, _, _, let labels):
            points.enumerated().map { ("points", $0 < labels.count ? labels[$0] : "", $1, nil) }
        }
    }
}
