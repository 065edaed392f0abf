public import Exact

extension RationalDraws {
    /// A matrix of numbers drawn by ``rational(bound:)``.
    public mutating func matrix(_ rows: Int, _ columns: Int, bound: Int = 12) -> Matrix<Rational> {
        Matrix(rows: rows, columns: columns, elements: vector(rows * columns, bound: bound))
    }
}
