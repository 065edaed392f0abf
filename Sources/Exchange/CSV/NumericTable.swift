import Diagnostics

/// The columns of a comma-separated file as numbers, without the text of the fields.
///
/// What ``CSVTable`` takes is read, and what other programs write for a number besides: spaces around a field, an empty
/// field, `NA` or `NaN` in any case for a missing value, `inf` in any case and with either sign, and columns of truth
/// values, `True` and `False` in any case. A whole number that `Double` does not have, as 9007199254740993, is none. An
/// empty line is skipped, but for a table of one column, where it is a missing value unless nothing follows. A header
/// may begin with the mark `#` of NumPy's `savetxt`.
struct NumericTable {
    /// The most columns.
    static let columnLimit = 100_000

    /// The most bytes of a field.
    private static let lengthLimit = 1 << 16

    /// The names of the columns, without the spaces around them.
    let names: [String]

    /// The columns in the order of the header.
    private(set) var columns: [Column]

    /// The number of rows.
    private(set) var rowCount = 0

    /// A column: its numbers, up to the first field that is none.
    struct Column {
        fileprivate(set) var values: [Double] = []
        fileprivate(set) var isTruth = false
        /// Why the column is not one of numbers; nil where it is.
        fileprivate(set) var refusal: ExchangeError?
        /// The words of a column that begins with a word, or with missing values and a word; nil for another column.
        fileprivate(set) var words: WordList?
    }

    /// Reads the bytes of a file; `path` is used only in messages.
    ///
    /// - Throws: what `CSVTable.init(decoding:path:)` throws for a header or rows of the wrong form, and when another
    ///   character separates the columns, when the header is a row of numbers, and when there are more values than
    ///   `valueLimit`.
    /// - Complexity: O(bytes); memory for the values.
    init(
        decoding bytes: [UInt8], path: String, valueLimit: Int = NumericArray.countLimit
    ) throws(ExchangeError) {
        var reader = CSVReader(bytes: bytes, path: path, lengthLimit: Self.lengthLimit)
        reader.fieldLimit = Self.columnLimit
        guard let header = try reader.next() else {
            throw ExchangeError(
                path: path, location: "line 1", problem: "the file is empty", expected: "a row of column names")
        }
        names = Self.names(header.fields)
        columns = [Column](repeating: Column(), count: names.count)
        try Self.checkHeader(names, path: path)
        var emptyLines = 0
        while let record = try reader.next() {
            if record.fields.count == 1, record.fields[0].isEmpty {
                emptyLines += 1
                continue
            }
            guard record.fields.count == names.count else {
                throw ExchangeError(
                    path: path, location: "line \(record.line)",
                    problem: "the row has \(record.fields.count) fields",
                    expected: "\(names.count), as in the header")
            }
            let newRows = names.count == 1 ? emptyLines + 1 : 1
            guard (rowCount + newRows) * names.count <= valueLimit else {
                throw ExchangeError(
                    path: path, location: "line \(record.line)", problem: "the table has too many values",
                    expected: "at most \(NumberText.count(valueLimit)), 8 bytes each")
            }
            if names.count == 1 {
                for _ in 0..<emptyLines { append([""], line: record.line, path: path) }
                emptyLines = 0
            }
            append(record.fields, line: record.line, path: path)
        }
    }

    private mutating func append(_ fields: [String], line: Int, path: String) {
        for (index, field) in fields.enumerated() {
            let text = Self.trimmed(field)
            guard columns[index].refusal == nil else {
                columns[index].words?.append(text, isNumber: Self.number(text) != nil)
                continue
            }
            let truth = Self.truth(text)
            if rowCount == 0 { columns[index].isTruth = truth != nil }
            if text.utf8.count > 15, let nearest = WholeNumber.rounded(text) {
                columns[index].values = []
                columns[index].refusal = ExchangeError(
                    path: path, location: "line \(line), column \(index + 1) \(ExchangeError.quote(names[index]))",
                    problem: "\(ExchangeError.quote(field)) is \(nearest.shortened()) in double precision",
                    expected: "numbers that it holds; a label of more digits is no number to compute with")
            } else if let value = columns[index].isTruth ? truth : Self.number(text) {
                columns[index].values.append(value)
            } else {
                if !columns[index].isTruth {
                    columns[index].words = WordList(after: columns[index].values)
                    columns[index].words?.append(text, isNumber: false)
                }
                columns[index].values = []
                columns[index].refusal = ExchangeError(
                    path: path, location: "line \(line), column \(index + 1) \(ExchangeError.quote(names[index]))",
                    problem:
                        "\(ExchangeError.quote(field)) is not a \(columns[index].isTruth ? "truth value" : "number")",
                    expected: columns[index].isTruth
                        ? "True or False, as in the first row" : "a decimal number within the range of Double")
            }
        }
        rowCount += 1
    }

    /// Reads a number as other programs write it; nil for other text.
    static func number(_ text: String) -> Double? {
        if let value = CSVTable.number(text) { return value }
        switch text.lowercased() {
        case "", "na", "nan", "+nan", "-nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: return nil
        }
    }

    private static func truth(_ text: String) -> Double? {
        guard text.utf8.count == 4 || text.utf8.count == 5 else { return nil }
        switch text.lowercased() {
        case "true": return 1
        case "false": return 0
        default: return nil
        }
    }

    private static func trimmed(_ field: String) -> String {
        let isOther: (UInt8) -> Bool = { $0 != 0x20 && $0 != 0x09 }
        // By bytes: to step through the characters of a long field takes time that grows with its square.
        guard let first = field.utf8.firstIndex(where: isOther), let last = field.utf8.lastIndex(where: isOther) else {
            return ""
        }
        return String(field[first..<field.utf8.index(after: last)])
    }

    private static func names(_ fields: [String]) -> [String] {
        var names = fields.map { trimmed($0) }
        if names[0].hasPrefix("#") { names[0] = trimmed(String(names[0].dropFirst())) }
        return names
    }

    private static func checkHeader(_ names: [String], path: String) throws(ExchangeError) {
        let separators: [(mark: Character, name: String)] = [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
        if names.count == 1, let other = separators.first(where: { names[0].contains($0.mark) }) {
            throw ExchangeError(
                path: path, location: "line 1", problem: "the columns are separated by \(other.name)",
                expected: "commas, as pandas.read_csv(…, sep=\"\(other.mark == "\t" ? "\\t" : String(other.mark))\")"
                    + ".to_csv(…, index=False) writes")
        }
        let areNumbers = names.allSatisfy { !$0.isEmpty && number($0) != nil }
        let areOrdinals = names.enumerated().allSatisfy { $1 == String($0) }
        guard !areNumbers || areOrdinals else {
            throw ExchangeError(
                path: path, location: "line 1", problem: "the first row is one of numbers",
                expected: "a row of column names, as numpy.savetxt(…, delimiter=\",\", header=\"a,b\", comments=\"\") "
                    + "writes")
        }
    }
}
