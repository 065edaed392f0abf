/// One side of a matrix, identified by its name rather than by its size.
enum Extent: String, Sendable, Hashable {
    case one = "1"
    /// The signal length.
    case signal = "n"
    /// The width of the hidden layer.
    case hidden = "m"
    /// The number of samples.
    case samples = "N"
    /// The inputs of Homework 1's network, the units of its hidden layer, and its outputs.
    case inputs = "d_x"
    case units = "d_s1"
    case outputs = "d_s2"
}

/// Rows and columns by name, so that a row is never mistaken for a column that happens to have the same size.
struct FormulaShape: Sendable, Hashable, CustomStringConvertible {
    static let scalar = FormulaShape(.one, .one)

    let rows: Extent
    let columns: Extent

    init(_ rows: Extent, _ columns: Extent) {
        self.rows = rows
        self.columns = columns
    }

    var isScalar: Bool { self == .scalar }
    var transposed: FormulaShape { FormulaShape(columns, rows) }

    /// The ranges of its indices: none for a number, one for a row or a column, two for a matrix.
    var indexed: [Extent] {
        [rows, columns].filter { $0 != .one }
    }

    var description: String { "\(rows.rawValue)×\(columns.rawValue)" }
}
