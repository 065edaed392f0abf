public import Exact

/// Something that a check found and that a reader can look at: a number, a vector, a counterexample.
public struct Witness: Sendable, Hashable {
    /// The kinds of witness.
    public enum Value: Sendable, Hashable {
        /// A piece of text.
        case text(String)
        /// A measured number.
        case number(Double)
        /// An exact number.
        case rational(Rational)
        /// An exact vector.
        case vector([Rational])
        /// An exact matrix.
        case matrix(ExactMatrix)
        /// Rows of cells under headings.
        case table(columns: [String], rows: [[String]])
    }

    /// What the witness shows, in a few words.
    public let name: String
    /// What the reader looks at.
    public let value: Value

    /// Creates a witness from a name and a value.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

extension Witness: Encodable {
    private enum Key: CodingKey { case name, value, columns, rows }

    /// Encodes the name with the value: a word, a number, `"p/q"`, or lists of these; a table has `columns` and `rows`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        switch value {
        case .text(let text): try container.encode(text, forKey: .value)
        case .number(let number): try container.encode(number, forKey: .value)
        case .rational(let number): try container.encode(number.description, forKey: .value)
        case .vector(let entries): try container.encode(entries.map(\.description), forKey: .value)
        case .matrix(let matrix):
            try container.encode((0..<matrix.rows).map { matrix.row($0).map(\.description) }, forKey: .value)
        case .table(let columns, let rows):
            try container.encode(columns, forKey: .columns)
            try container.encode(rows, forKey: .rows)
        }
    }
}
