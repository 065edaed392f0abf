internal import Exact
internal import Networks

extension ExactMatrix {
    /// The same numbers as a matrix of a network's.
    init(_ matrix: Matrix<Rational>) {
        self.init(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements)
    }
}

extension Matrix<Rational> {
    /// The same numbers as a matrix of a system's.
    init(_ matrix: ExactMatrix) {
        self.init(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements)
    }
}
