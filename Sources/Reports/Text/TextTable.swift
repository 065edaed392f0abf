internal import Diagnostics

/// Rows of cells as lines with columns, for a terminal.
public enum TextTable {
    /// Where a cell stands in a column that is wider.
    public enum Alignment: Sendable {
        /// At its left: words.
        case leading
        /// At its right: numbers.
        case trailing
    }

    /// The rows in columns two blanks apart, without blanks at their ends. What could steer a terminal is spelt out.
    ///
    /// - Parameters:
    ///   - rows: the cells, the heads first; shorter rows end early.
    ///   - indent: the blanks before the first column.
    ///   - alignment: where the cells of a column stand, by its number from 0.
    /// - Returns: one line a row.
    public static func lines(
        _ rows: [[String]], indent: Int = 2, alignment: (Int) -> Alignment = { _ in .leading }
    ) -> [String] {
        let rows = rows.map { $0.map(\.printable) }
        var widths: [Int] = []
        for row in rows {
            for (k, cell) in row.enumerated() {
                if k < widths.count { widths[k] = max(widths[k], cell.count) } else { widths.append(cell.count) }
            }
        }
        let alignments = widths.indices.map(alignment)
        return rows.map { row in
            let cells = row.enumerated().map { k, cell in
                switch alignments[k] {
                case .leading: cell.padded(to: widths[k])
                case .trailing: String(repeating: " ", count: widths[k] - cell.count) + cell
                }
            }
            let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Whether a cell is a number, with its unit and the mark of the best value of a row, or the dash for none.
    static func isNumber(_ cell: String) -> Bool {
        if cell == "–" { return true }
        var rest = cell[...]
        if rest.hasSuffix(" *") { rest = rest.dropLast(2) }
        let digits = rest.prefix { "0123456789.,eE+-−".contains($0) }
        let unit = rest.dropFirst(digits.count)
        guard digits.contains(where: \.isNumber), digits.first?.isLetter != true else { return false }
        return unit.isEmpty
            || unit.first?.isWhitespace == true && unit.dropFirst().allSatisfy { $0.isLetter || $0 == "%" }
    }

    /// How many of `count` rows a list shows that has room for `rows` and a line that counts the others: that line is
    /// not spent on a single row, which takes no more room itself.
    static func shownCount(of count: Int, rows: Int) -> Int { count <= rows + 1 ? count : rows }
}
