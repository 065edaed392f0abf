/// The numbers that a figure draws, as a table with a row for each point or cell.
///
/// A number has the shortest digits that give it back exactly; a cell is empty where there is none.
public struct FigureTable: Sendable, Hashable {
    /// The names of the columns.
    public let columns: [String]
    /// The cells, row by row; each row has one for each column.
    public let rows: [[String]]

    /// Creates a table; rows that are too short end in empty cells, longer ones are cut.
    ///
    /// Repeated names of columns are numbered from the second on: `z`, `z 2`.
    public init(columns: [String], rows: [[String]]) {
        var seen: [String: Int] = [:]
        self.columns = columns.map { name in
            let count = (seen[name] ?? 0) + 1
            seen[name] = count
            return count == 1 ? name : "\(name) \(count)"
        }
        self.rows = rows.map { row in
            row.count == columns.count
                ? row : Array((row + Array(repeating: "", count: columns.count)).prefix(columns.count))
        }
    }

    /// A number as a cell: empty where it is not finite.
    static func cell(_ number: Double) -> String {
        guard number.isFinite else { return "" }
        return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }
}
