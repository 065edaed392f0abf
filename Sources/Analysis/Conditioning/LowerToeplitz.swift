internal import Exact
internal import Networks

/// A lower triangular matrix whose entry (i, j) depends only on i − j: T[i, j] = column[i − j], `[n × n]`.
///
/// Such matrices multiply like polynomials in the shift, and so commute; the inverse of one is another.
struct LowerToeplitz {
    /// The first column.
    let column: [Rational]

    /// All entries.
    var exact: ExactMatrix {
        let n = column.count
        var matrix = ExactMatrix(rows: n, columns: n)
        for i in 0..<n {
            for j in 0...i { matrix[i, j] = column[i - j] }
        }
        return matrix
    }

    /// All entries, each rounded to the nearest `Double`.
    var rounded: Matrix<Double> {
        let n = column.count
        let values = column.map(\.doubleValue)
        var matrix = Matrix<Double>(rows: n, columns: n, repeating: 0)
        for i in 0..<n {
            for j in 0...i { matrix[i, j] = values[i - j] }
        }
        return matrix
    }
}
