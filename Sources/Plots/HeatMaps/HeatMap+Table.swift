extension HeatMap {
    /// A row for each cell: its place on both axes, and its value, empty where the cell has none; where rows are
    /// marked, also whether its row is.
    ///
    /// The place is the index of the row or column, or the middle of the cell on an axis with a domain. Where one cell
    /// stands for several whole numbers, as in a map of merged rows, two columns give the first and the last of them.
    ///
    /// - Complexity: O(number of cells).
    public var table: FigureTable {
        let count = columnCount
        let (down, across) = (Places(y, count: rows.count, "row"), Places(x, count: count, "column"))
        var cells: [[String]] = []
        cells.reserveCapacity(rows.count * count)
        let marked = Set(marked)
        for (i, row) in rows.enumerated() {
            let mark = marked.isEmpty ? [] : [marked.contains(i) ? "yes" : "no"]
            for j in 0..<count {
                cells.append(down.cells(i) + across.cells(j) + [j < row.count ? FigureTable.cell(row[j]) : ""] + mark)
            }
        }
        let (name, markName) = (MathText.plain(value.label), MathText.plain(markedName))
        return FigureTable(
            columns: down.names + across.names + [name.isEmpty ? "value" : name]
                + (marked.isEmpty ? [] : [markName.isEmpty ? "marked" : markName]), rows: cells)
    }

    /// The parts of `count` rows that `cells` cells stand for, on an axis from −½ to `count` − ½: each row belongs to
    /// the cell in which its whole number lies.
    ///
    /// - Complexity: O(cells).
    public static func blocks(of count: Int, in cells: Int) -> [Range<Int>] {
        let cells = max(1, min(cells, count))
        func bound(_ cell: Int) -> Int { (2 * cell * count + cells - 1) / (2 * cells) }
        return (0..<cells).map { bound($0)..<bound($0 + 1) }
    }

    /// Where the cells of one axis lie.
    private struct Places {
        let names: [String]
        private let start: Double
        private let step: Double
        /// The whole numbers of each cell, counted from the first end; empty where a cell has one number at most.
        private let blocks: [Range<Int>]

        init(_ axis: Axis, count: Int, _ usual: String) {
            let name = axis.label.isEmpty ? usual : MathText.plain(axis.label)
            let domain = axis.domain ?? AxisDomain(-0.5, Double(max(count, 1)) - 0.5)
            let span = domain.upper - domain.lower
            (start, step) = (domain.start, (domain.end - domain.start) / Double(max(count, 1)))
            let isIndex = (domain.start + 0.5).rounded() == domain.start + 0.5 && span.rounded() == span
            blocks = isIndex && abs(step) > 1 && span < 1e9 ? HeatMap.blocks(of: Int(span), in: count) : []
            names = blocks.isEmpty ? [name] : ["\(name), first", "\(name), last"]
        }

        func cells(_ index: Int) -> [String] {
            guard index < blocks.count else {
                return [FigureTable.cell(start + (Double(index) + 0.5) * step)]
            }
            let ends = [blocks[index].lowerBound, blocks[index].upperBound - 1].map { row in
                start + (step < 0 ? -0.5 - Double(row) : 0.5 + Double(row))
            }
            return (step < 0 ? ends.reversed() : ends).map(FigureTable.cell)
        }
    }
}
