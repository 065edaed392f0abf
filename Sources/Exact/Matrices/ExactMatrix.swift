/// A dense matrix of rational numbers, row-major.
public struct ExactMatrix: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The entries, row after row.
    public var elements: [Rational]

    /// Creates a matrix from its `elements`, row by row; their count must be `rows * columns`.
    public init(rows: Int, columns: Int, elements: [Rational]) {
        precondition(rows >= 0 && columns >= 0 && elements.count == rows * columns, "matrix: wrong number of elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// Creates a matrix of zeros.
    public init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, elements: Array(repeating: .zero, count: rows * columns))
    }

    /// Creates a matrix from its rows, all of the same length.
    public init(_ rows: [[Rational]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap { $0 })
    }

    /// The entry in row `i`, column `j`, from 0.
    public subscript(i: Int, j: Int) -> Rational {
        get { elements[i * columns + j] }
        set { elements[i * columns + j] = newValue }
    }

    /// Row `i`.
    public func row(_ i: Int) -> ArraySlice<Rational> { elements[i * columns..<(i + 1) * columns] }

    /// The matrix with rows and columns exchanged.
    public func transposed() -> ExactMatrix {
        var result = ExactMatrix(rows: columns, columns: rows)
        for i in 0..<rows {
            for j in 0..<columns { result[j, i] = self[i, j] }
        }
        return result
    }

    /// The matrix with further columns on the right; both must have the same number of rows.
    public func appending(columns other: ExactMatrix) -> ExactMatrix {
        precondition(rows == other.rows, "matrix: columns of another height")
        return ExactMatrix((0..<rows).map { row($0) + other.row($0) }.map(Array.init), columns: columns + other.columns)
    }

    /// The product A x.
    public func times(_ x: [Rational]) -> [Rational] {
        precondition(x.count == columns, "matrix: a vector of another length")
        return (0..<rows).map { i in
            zip(row(i), x).reduce(.zero) { sum, pair in
                pair.0.isZero || pair.1.isZero ? sum : sum + pair.0 * pair.1
            }
        }
    }

    private init(_ rows: [[Rational]], columns: Int) {
        self.init(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
    }
}
