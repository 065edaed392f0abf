internal import Exact
internal import Networks

/// A matrix as Homework 1 writes it: columns for vectors, and products that exist only where the shapes fit.
struct ShapedMatrix<S: Scalar>: Sendable, Hashable {
    /// The entries.
    let entries: Matrix<S>

    init(_ entries: Matrix<S>) { self.entries = entries }

    /// Creates a matrix of a shape whose entries follow from their indices.
    init(_ rows: Int, _ columns: Int, _ entry: (_ i: Int, _ j: Int) -> S) {
        entries = Matrix(
            rows: rows, columns: columns, elements: (0..<rows).flatMap { i in (0..<columns).map { entry(i, $0) } })
    }

    /// A column vector, `[d × 1]`.
    static func column(_ values: some Collection<S>) -> ShapedMatrix {
        ShapedMatrix(Matrix(rows: values.count, columns: 1, elements: Array(values)))
    }

    /// A square matrix that is 0 off its diagonal.
    static func diagonal(_ values: [S]) -> ShapedMatrix {
        ShapedMatrix(values.count, values.count) { $0 == $1 ? values[$0] : 0 }
    }

    var rows: Int { entries.rows }
    var columns: Int { entries.columns }
    var shape: MatrixShape { MatrixShape(rows, columns) }
    var elements: [S] { entries.elements }
    var transposed: ShapedMatrix { ShapedMatrix(entries.transposed()) }
    /// The sum of the entries on the diagonal.
    var trace: S { (0..<min(rows, columns)).reduce(0) { $0 + entries[$1, $1] } }

    subscript(i: Int, j: Int) -> S { entries[i, j] }

    /// The product; the inner sizes must be equal.
    static func * (a: ShapedMatrix, b: ShapedMatrix) -> ShapedMatrix {
        precondition(a.columns == b.rows, "a product of matrices whose shapes do not fit")
        return ShapedMatrix(a.rows, b.columns) { i, j in
            (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] }
        }
    }

    /// Whether the product with another matrix exists.
    func canMultiply(_ other: MatrixShape) -> Bool { columns == other.rows }

    static func * (factor: S, a: ShapedMatrix) -> ShapedMatrix { ShapedMatrix(a.entries.map { factor * $0 }) }

    static func + (a: ShapedMatrix, b: ShapedMatrix) -> ShapedMatrix {
        precondition(a.shape == b.shape, "a sum of matrices of two shapes")
        return ShapedMatrix(a.rows, a.columns) { a[$0, $1] + b[$0, $1] }
    }

    static func - (a: ShapedMatrix, b: ShapedMatrix) -> ShapedMatrix { a + (-1) * b }
}

extension ShapedMatrix where S == Rational {
    /// The same matrix as a witness stores it.
    var exact: ExactMatrix { ExactMatrix(entries) }
}
