/// The shape of a matrix.
struct MatrixShape: Hashable, CustomStringConvertible {
    let rows: Int
    let columns: Int

    init(_ rows: Int, _ columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    var transposed: MatrixShape { MatrixShape(columns, rows) }
    var description: String { "\(rows) × \(columns)" }
}
