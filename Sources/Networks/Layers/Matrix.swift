/// A dense matrix, row-major.
///
/// Entry (i, j) is `elements[i * columns + j]`. A matrix may have no rows or no columns.
public struct Matrix<Element: Sendable & Hashable>: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The entries, row after row.
    public var elements: [Element]

    /// Takes `elements` row by row; their count must be `rows * columns`.
    public init(rows: Int, columns: Int, elements: [Element]) {
        precondition(rows >= 0 && columns >= 0 && elements.count == rows * columns, "matrix: wrong number of elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix whose every entry is `value`.
    public init(rows: Int, columns: Int, repeating value: Element) {
        self.init(rows: rows, columns: columns, elements: Array(repeating: value, count: rows * columns))
    }

    /// A matrix with the given rows; nil where they are not of one length.
    public init?(rows: [[Element]]) {
        let columns = rows.first?.count ?? 0
        guard rows.allSatisfy({ $0.count == columns }) else { return nil }
        self.init(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
    }

    /// The entry in row `i`, column `j`, from 0.
    @inlinable
    public subscript(i: Int, j: Int) -> Element {
        get { elements[i * columns + j] }
        set { elements[i * columns + j] = newValue }
    }

    /// Row `i`, without a copy.
    @inlinable
    public func row(_ i: Int) -> ArraySlice<Element> {
        elements[i * columns..<(i + 1) * columns]
    }

    /// The rows as arrays.
    public var nested: [[Element]] { (0..<rows).map { Array(row($0)) } }

    /// The matrix with the columns of another one, of as many rows, after its own.
    ///
    /// - Complexity: O(entries of both).
    public func beside(_ other: Matrix) -> Matrix {
        precondition(rows == other.rows, "matrix: as many rows beside each other")
        return Matrix(
            rows: rows, columns: columns + other.columns, elements: (0..<rows).flatMap { row($0) + other.row($0) })
    }

    /// The columns in a range.
    func columns(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: rows, columns: range.count,
            elements: (0..<rows).flatMap { i in
                elements[i * columns + range.lowerBound..<i * columns + range.upperBound]
            })
    }

    /// The matrix with rows and columns exchanged.
    public func transposed() -> Matrix {
        var result = elements
        for i in 0..<rows {
            for j in 0..<columns { result[j * rows + i] = elements[i * columns + j] }
        }
        return Matrix(rows: columns, columns: rows, elements: result)
    }

    /// The matrix with `transform` applied to every entry.
    @inlinable
    public func map<Other>(_ transform: (Element) throws -> Other) rethrows -> Matrix<Other> {
        Matrix<Other>(rows: rows, columns: columns, elements: try elements.map(transform))
    }
}
