package import Exact
package import Networks

extension ExactMatrix {
    /// Creates a matrix for exact solving from a matrix of a network.
    package init(_ matrix: Matrix<Rational>) {
        self.init(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements)
    }
}

extension Matrix<Rational> {
    /// Creates a matrix for a network from a matrix for exact solving.
    package init(_ matrix: ExactMatrix) {
        self.init(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements)
    }
}
