internal import Descriptions

/// A table with a row for each name and a column for each of several runs or batches, under their letters.
struct ComparisonTable {
    /// What is compared, with a cell for each run.
    let rows: [(name: String, cells: [String])]

    /// The lines for a terminal; where the columns have no room side by side, they follow below, some at a time.
    ///
    /// Numbers stand at the right of their column, words at its left.
    func lines(width: Int) -> [String] {
        let count = rows.first?.cells.count ?? 0
        let names = rows.map(\.name.count).max() ?? 0
        let widths = (0..<count).map { column in
            max(RunLetters.letter(column).count, rows.map { $0.cells[column].count }.max() ?? 0)
        }
        let isNumeric = (0..<count).map { column in rows.allSatisfy { TextTable.isNumber($0.cells[column]) } }
        var parts: [[Int]] = []
        var room = 0
        for column in 0..<count {
            if parts.isEmpty || room < widths[column] + 2 {
                parts.append([])
                room = width - 2 - names
            }
            parts[parts.count - 1].append(column)
            room -= widths[column] + 2
        }
        func placed(_ cell: String, _ column: Int, _ isNumber: Bool) -> String {
            isNumber ? String(repeating: " ", count: widths[column] - cell.count) + cell : cell
        }
        return parts.enumerated().flatMap { index, part in
            (index > 0 ? [""] : [])
                + TextTable.lines(
                    [[""] + part.map { placed(RunLetters.letter($0), $0, isNumeric[$0]) }]
                        + rows.map { row in
                            [row.name] + part.map { placed(row.cells[$0], $0, TextTable.isNumber(row.cells[$0])) }
                        })
        }
    }
}
