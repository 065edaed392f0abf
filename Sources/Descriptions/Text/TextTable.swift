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

    /// The blanks between two columns.
    private static let gap = 2

    /// The rows in columns two blanks apart, without blanks at their ends. What could steer a terminal is spelt out.
    ///
    /// Where they are wider than a terminal, the heads of the columns take several lines; if that does not suffice, so
    /// do cells of words; and if that does not, the last columns follow below, beside the first one. No number is
    /// broken, and no word.
    ///
    /// - Parameters:
    ///   - rows: the cells, the heads first; shorter rows end early.
    ///   - indent: the blanks before the first column.
    ///   - width: the greatest length of a line.
    ///   - hasHeads: whether the first row has the heads of the columns.
    ///   - alignment: where the cells of a column stand, by its number from 0.
    /// - Returns: one line a row where the columns have room, else more.
    public static func lines(
        _ rows: [[String]], indent: Int = 2, width: Int = .max, hasHeads: Bool = true,
        alignment: (Int) -> Alignment = { _ in .leading }
    ) -> [String] {
        let rows = rows.map { $0.map(\.printable) }
        let columns = TextColumns(rows, hasHeads: hasHeads, room: width - indent, gap: gap)
        let alignments = columns.widths.indices.map(alignment)
        func line(_ cells: [(text: String, column: Int)]) -> String {
            let padded = cells.map { text, k in
                switch alignments[k] {
                case .leading: text.padded(to: columns.widths[k])
                case .trailing: String(repeating: " ", count: max(0, columns.widths[k] - text.count)) + text
                }
            }
            let line =
                String(repeating: " ", count: indent) + padded.joined(separator: String(repeating: " ", count: gap))
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return columns.parts.enumerated().flatMap { part, shown in
            (part > 0 ? [""] : [])
                + rows.enumerated().flatMap { index, row -> [String] in
                    let shown = shown.filter { $0 < row.count }
                    let cells = shown.map { TextLines.cell(row[$0], width: columns.widths[$0]) }
                    let height = cells.map(\.count).max() ?? 1
                    let isHead = hasHeads && index == 0
                    return (0..<height).map { level in
                        line(
                            zip(cells, shown).map { lines, column in
                                // Heads stand on the first row, other cells begin on one line.
                                let own = isHead ? level - (height - lines.count) : level
                                return (lines.indices.contains(own) ? lines[own] : "", column)
                            })
                    }
                }
        }
    }

    /// Whether a cell is a number, with its unit and the mark of the best value of a row, or the dash for none.
    package static func isNumber(_ cell: String) -> Bool {
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
