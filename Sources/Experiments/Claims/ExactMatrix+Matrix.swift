internal import Exact
internal import Networks

extension ExactMatrix {
    /// The same numbers as those of a network's matrix.
    init(_ matrix: Matrix<Rational>) {
        self.init(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements)
    }
}

extension Matrix where Element == Rational {
    /// The same numbers, for a network.
    init(_ matrix: ExactMatrix) {
        self.init(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements)
    }
}
