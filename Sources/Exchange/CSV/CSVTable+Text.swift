extension CSVTable {
    /// Decodes the bytes of a file; `path` is used only in messages.
    ///
    /// *What is accepted*
    /// - Records end with CRLF or LF, which the last one may lack; a byte order mark of UTF-8 at the beginning is
    ///   skipped.
    /// - A field in quotes may contain commas, line breaks and doubled quotes.
    /// - Spaces belong to their field.
    /// - In a table of one column an empty line is a row with an empty field.
    ///
    /// - Throws: ``ExchangeError`` with the line number when there is no header, when a row has more or fewer fields
    ///   than the header, when a quote stands inside an unquoted field or is never closed, when a carriage return
    ///   outside quotes is not followed by a line feed, and when a field is not UTF-8.
    public init(decoding bytes: [UInt8], path: String) throws(ExchangeError) {
        var reader = CSVReader(bytes: bytes, path: path)
        guard let header = try reader.next() else {
            throw ExchangeError(
                path: path, location: "line 1", problem: "the file is empty", expected: "a row of column names")
        }
        var rows: [[String]] = []
        var lines: [Int] = []
        while let record = try reader.next() {
            guard record.fields.count == header.fields.count else {
                throw ExchangeError(
                    path: path, location: "line \(record.line)",
                    problem: "the row has \(record.fields.count) fields",
                    expected: "\(header.fields.count), as in the header")
            }
            rows.append(record.fields)
            lines.append(record.line)
        }
        self.init(header: header.fields, rows: rows, source: path, lines: lines)
    }

    /// The bytes of the file, with CRLF after every row including the last.
    ///
    /// A field is put in quotes when it contains a comma, a quote or a line break. Decoding the bytes gives an equal
    /// table.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        Self.append(header, to: &bytes)
        for row in rows { Self.append(row, to: &bytes) }
        return bytes
    }

    private static func append(_ fields: [String], to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let text = field.utf8
            // A single empty field would look like an empty line, and a leading mark would be skipped on reading.
            let isAmbiguous = (text.isEmpty && fields.count == 1) || text.starts(with: CSVReader.byteOrderMark)
            let needsQuotes = text.contains { [quote, UInt8(ascii: ","), 0x0A, 0x0D].contains($0) }
            guard isAmbiguous || needsQuotes else {
                bytes += text
                continue
            }
            bytes.append(quote)
            for byte in text {
                if byte == quote { bytes.append(quote) }
                bytes.append(byte)
            }
            bytes.append(quote)
        }
        bytes += [0x0D, 0x0A]
    }
}
