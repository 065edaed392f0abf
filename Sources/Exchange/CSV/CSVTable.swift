/// A table of text with a header row, as in a comma-separated file (RFC 4180).
///
/// All rows have as many fields as the header. Two tables are equal when header and rows are equal; the file and the
/// lines from which they were read do not count.
public struct CSVTable: Sendable, Hashable {
    /// The names of the columns. They may repeat, but `column(_:)` rejects a repeated name.
    public let header: [String]

    /// The fields, row by row, without the header.
    public let rows: [[String]]

    /// The file, or a description of another source, for messages.
    let source: String

    /// The line on which each row begins, counted from 1; empty for a table that was not read from text.
    let lines: [Int]

    /// Creates a table from its parts.
    ///
    /// - Throws: ``ExchangeError`` when the header is empty, or when a row has more or fewer fields than the header.
    public init(header: [String], rows: [[String]]) throws(ExchangeError) {
        let source = "table in memory"
        guard !header.isEmpty else {
            throw ExchangeError(
                path: source, location: "header", problem: "it has no column", expected: "at least one column")
        }
        for (index, row) in rows.enumerated() where row.count != header.count {
            throw ExchangeError(
                path: source, location: "row \(index + 1)", problem: "the row has \(row.count) fields",
                expected: "\(header.count), as in the header")
        }
        self.init(header: header, rows: rows, source: source, lines: [])
    }

    /// Reads and decodes a file.
    ///
    /// - Throws: what `AtomicFile.read(_:)` and `init(decoding:path:)` throw.
    public init(contentsOf path: String) throws(ExchangeError) {
        try self.init(decoding: AtomicFile.read(path), path: path)
    }

    /// Encodes and writes a file; an existing file is replaced only when all bytes are on the disk.
    ///
    /// - Throws: what `AtomicFile.write(_:to:)` throws.
    public func write(to path: String) throws(ExchangeError) {
        try AtomicFile.write(encoded(), to: path)
    }

    init(header: [String], rows: [[String]], source: String, lines: [Int]) {
        self.header = header
        self.rows = rows
        self.source = source
        self.lines = lines
    }

    /// Compares header and rows.
    public static func == (first: CSVTable, second: CSVTable) -> Bool {
        first.header == second.header && first.rows == second.rows
    }

    /// Hashes header and rows.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(header)
        hasher.combine(rows)
    }
}
