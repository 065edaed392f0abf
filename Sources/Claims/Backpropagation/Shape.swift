/// The shape of a matrix.
struct Shape: Hashable, CustomStringConvertible {
    let rows: Int
    let columns: Int

    init(_ rows: Int, _ columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    var transposed: Shape { Shape(columns, rows) }
    var description: String { "\(rows) × \(columns)" }
}
