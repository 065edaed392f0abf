/// The cells of a heat map as horizontal runs of equal colour.
struct HeatMapCells {
    /// Some neighbouring cells of one row.
    struct Run: Hashable {
        var row: Int
        var column: Int
        var length: Int
    }

    let columns: Int
    let rowCount: Int
    /// The runs of each level, by rows.
    private(set) var runs: [[Run]]
    /// The runs of cells without a value.
    private(set) var missing: [Run] = []

    /// Sorts the cells into levels; `place` gives the place of a number from 0 to `levels`, or nil if it has none.
    init(rows: [[Double]], columns: Int, levels: Int, place: (Double) -> Double?) {
        self.columns = columns
        rowCount = rows.count
        runs = Array(repeating: [], count: levels)
        for (row, numbers) in rows.enumerated() {
            var current: (level: Int?, run: Run)?
            for column in 0..<columns {
                let level =
                    column < numbers.count
                    ? place(numbers[column]).map { min(max(Int($0), 0), levels - 1) } : nil
                if let open = current, open.level == level {
                    current?.run.length += 1
                } else {
                    if let open = current { add(open.run, level: open.level) }
                    current = (level, Run(row: row, column: column, length: 1))
                }
            }
            if let open = current { add(open.run, level: open.level) }
        }
    }

    /// The level of most cells.
    var commonLevel: Int? {
        let counts = runs.map { $0.reduce(0) { $0 + $1.length } }
        return counts.indices.filter { counts[$0] > 0 }.max { counts[$0] < counts[$1] }
    }

    private mutating func add(_ run: Run, level: Int?) {
        if let level { runs[level].append(run) } else { missing.append(run) }
    }

    /// Lines along the middle of the runs of a level, in units of cells.
    ///
    /// Each run after the first starts with a move relative to the end of the previous one, which keeps the numbers
    /// short.
    func path(level: Int) -> String {
        var text = ""
        var (x, y) = (0, 0)
        for (index, run) in runs[level].enumerated() {
            if index == 0 {
                text += "M\(run.column) \(run.row).5"
            } else {
                text += "m\(run.column - x) \(run.row - y)"
            }
            text += "h\(run.length)"
            (x, y) = (run.column + run.length, run.row)
        }
        return text
    }

    /// The outlines of the cells without a value, in figure coordinates.
    func outlines(in rect: PlotRect) -> String {
        var data = PathData()
        let (width, height) = (rect.width / Double(max(columns, 1)), rect.height / Double(max(rowCount, 1)))
        for run in missing {
            let (left, top) = (rect.left + Double(run.column) * width, rect.top + Double(run.row) * height)
            data.move(to: Pixel(x: left, y: top))
            data.horizontal(to: left + Double(run.length) * width)
            data.vertical(to: top + height)
            data.horizontal(to: left)
            data.close()
        }
        return data.text
    }
}
