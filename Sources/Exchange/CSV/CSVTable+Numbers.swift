extension CSVTable {
    /// The values of one column as numbers, in the order of the rows.
    ///
    /// A field is a decimal number such as `-1.5e3`, or `nan`, `inf` or `-inf`, without spaces around it.
    ///
    /// - Complexity: O(rows).
    /// - Throws: ``ExchangeError`` when the name is missing from the header or occurs there twice and, with line and
    ///   column, when a field is not a number or is beyond the range of `Double`.
    public func column(_ name: String) throws(ExchangeError) -> [Double] {
        let quoted = ExchangeError.quote(name)
        let matches = header.indices.filter { header[$0] == name }
        guard let index = matches.first else {
            throw ExchangeError(
                path: source, location: "header", problem: "there is no column \(quoted)",
                expected: "one of \(header.prefix(20).map(ExchangeError.quote).joined(separator: ", "))")
        }
        guard matches.count == 1 else {
            throw ExchangeError(
                path: source, location: "header", problem: "\(matches.count) columns are named \(quoted)",
                expected: "one column of this name")
        }
        var values: [Double] = []
        values.reserveCapacity(rows.count)
        for (rowIndex, row) in rows.enumerated() {
            guard let value = Self.number(row[index]) else {
                let place = lines.isEmpty ? "row \(rowIndex + 1)" : "line \(lines[rowIndex])"
                throw ExchangeError(
                    path: source, location: "\(place), column \(index + 1) \(quoted)",
                    problem: "\(ExchangeError.quote(row[index])) is not a number",
                    expected: "a decimal number within the range of Double")
            }
            values.append(value)
        }
        return values
    }

    /// The shortest decimal text that `column(_:)` reads back as the same number.
    ///
    /// Examples: `0.1`, `1.0`, `-0.0`, `5e-324`, `inf`, `-inf`. Every NaN becomes `nan`; its payload is lost.
    public static func format(_ value: Double) -> String {
        value.isNaN ? "nan" : value.description
    }

    /// Reads a decimal number; nil for other text and for a finite number that does not fit in `Double`.
    static func number(_ text: String) -> Double? {
        switch text {
        case "nan": return .nan
        case "inf": return .infinity
        case "-inf": return -.infinity
        default:
            let isDecimal = text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
            }
            guard isDecimal, let value = Double(text), value.isFinite else { return nil }
            return value
        }
    }
}
