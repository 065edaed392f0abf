import Diagnostics

extension DataFile {
    /// Reads an array.
    ///
    /// - Parameter name: its name, also with `.npy` after it for a `.npz` file; nil for the only array of a file, or
    ///   for all columns of a table as one array of shape [rows, columns].
    /// - Returns: the array in row-major order; in a table, of the rows.
    /// - Throws: ``ExchangeError`` when there is no array of the name, with the nearest names; when no name is given
    ///   and there are several; when the array is a scalar, empty, of more than ``NumericArray/rankLimit`` dimensions
    ///   or ``NumericArray/byteLimit`` bytes; when its elements are no numbers, with what to do in NumPy; when an
    ///   integer has no exact `Double`, with its index; when the member of an archive is damaged, encrypted or
    ///   compressed by another method than deflate; and what reading a file throws.
    /// - Complexity: O(values · dimensions) time; memory for the values once.
    public func array(named name: String? = nil) throws(ExchangeError) -> NumericArray {
        if name == nil, case .table = content { return try matrix(columns: names) }
        let index = try index(of: name)
        switch content {
        case .table: return try column(index)
        case .array, .archive:
            return try located(index) { () throws(ExchangeError) in try numPyFile(index).values() }
        case .tensors(_, let entries, _):
            return try located(index) { () throws(ExchangeError) in
                try stored(entries[index]).array(from: stream(index))
            }
        }
    }

    /// The words of a table's column; nil for a column of numbers and for what is no column of a table.
    ///
    /// - Throws: ``ExchangeError`` with the row where a column of words has a number, an empty field or a word of more
    ///   than 256 bytes, and for more than ``WordColumn/limit`` different words.
    /// - Complexity: O(rows + words · log words).
    public func words(ofColumn name: String) throws(ExchangeError) -> WordColumn? {
        guard case .table(let table) = content, let index = try? index(of: name),
            let list = table.columns[index].words
        else { return nil }
        func wrong(_ row: Int, _ problem: String, _ expected: String) -> ExchangeError {
            ExchangeError(
                path: path, location: "column \(ExchangeError.quote(name))", problem: "row \(row) \(problem)",
                expected: expected)
        }
        if let number = list.firstNumber, let word = list.firstWord {
            let asNumber = "the number \(number.text.shortened(to: 40))"
            let asWord = "the word \(ExchangeError.quote(word.text))"
            let isFirst = number.row < word.row
            throw wrong(
                max(number.row, word.row),
                "is \(isFirst ? asWord : asNumber), and row \(min(number.row, word.row)) is "
                    + (isFirst ? asNumber : asWord),
                "either a word in each row, or a number")
        }
        if let (row, text) = list.firstMissing {
            throw wrong(
                row,
                text.isEmpty ? "is empty: the class is missing" : "is \(ExchangeError.quote(text)), a missing class",
                "a word in each row; leave the sample out, or give it a word of its own")
        }
        if let row = list.firstLong {
            throw wrong(
                row, "has a word of more than \(WordList.lengthLimit) bytes", "the name of a class in fewer bytes")
        }
        if let row = list.end {
            throw wrong(
                row, "has the \(NumberText.count(WordColumn.limit + 1))st word that differs from all others",
                "at most \(NumberText.count(WordColumn.limit)) classes; where most rows differ, a column names none")
        }
        return WordColumn(list)
    }

    /// What an array holds: its type, shape and range, and where it is NaN or infinite.
    ///
    /// - Parameter name: its name, also with `.npy` after it for a `.npz` file.
    /// - Returns: the summary; in ``ArraySummary/refusal``, why a scalar, an empty array or integers without an exact
    ///   `Double` are no data.
    /// - Throws: ``ExchangeError`` as ``array(named:)`` does, but not for those.
    /// - Complexity: O(values) time; memory for a block of the file, at most 64 KiB at a time, and its compressed form.
    public func summary(of name: String) throws(ExchangeError) -> ArraySummary {
        let index = try index(of: name)
        let name = names[index]
        switch content {
        case .table:
            let array = try column(index)
            var summary = ArraySummary(name: name, kind: array.kind, shape: array.shape)
            summary.add(array.values, at: 0, isFortranOrder: false)
            return summary
        case .array, .archive:
            return try located(index) { () throws(ExchangeError) in
                placed(try numPyFile(index).summary(name: name), index)
            }
        case .tensors(_, let entries, _):
            return try located(index) { () throws(ExchangeError) in
                placed(try stored(entries[index]).summary(name: name, from: stream(index)), index)
            }
        }
    }

    /// Reads columns of a table as one array of shape [rows, columns].
    ///
    /// - Parameter columns: the names, in the order that is wanted; at least one.
    /// - Returns: the array, row after row.
    /// - Throws: ``ExchangeError`` when the file is no table, when there is no column of a name, with the nearest
    ///   names, when several columns have it, when a field is not a number, and when a column has no name, as the row
    ///   numbers that pandas writes.
    /// - Complexity: O(rows · columns).
    public func matrix(columns: [String]) throws(ExchangeError) -> NumericArray {
        guard case .table(let table) = content else {
            throw ExchangeError(
                path: path, location: nil, problem: "columns are asked for in a .\(format.rawValue) file",
                expected: "the name of an array")
        }
        guard !columns.isEmpty else {
            throw ExchangeError(
                path: path, location: "header", problem: "no column is asked for", expected: "at least one column")
        }
        // All columns in their order may have names that repeat.
        let areAll = columns == names
        var parts: [NumericArray] = []
        for (place, name) in columns.enumerated() {
            guard !name.isEmpty else {
                throw ExchangeError(
                    path: path, location: "header, column \(place + 1)",
                    problem: "the column has no name, as the row numbers that pandas writes",
                    expected: "names for all columns, as to_csv(…, index=False) writes, or the columns by name")
            }
            parts.append(try column(areAll ? place : index(of: name)))
        }
        var values: [Double] = []
        values.reserveCapacity(table.rowCount * parts.count)
        for row in 0..<table.rowCount {
            for part in parts { values.append(part.values[row]) }
        }
        let kind = parts.allSatisfy { $0.kind == .bool } ? ElementKind.bool : .decimal
        return NumericArray(shape: [table.rowCount, parts.count], values: values, kind: kind)
    }

    /// The names from one to another in the order of the file, both included, such as the columns `x0` to `x63`.
    ///
    /// - Throws: ``ExchangeError`` when there is no array of one of the names, with the nearest names, and when the
    ///   first comes after the last.
    public func names(from first: String, through last: String) throws(ExchangeError) -> [String] {
        let start = try index(of: first)
        let end = try index(of: last)
        guard start <= end else {
            throw ExchangeError(
                path: path, location: nil,
                problem: "\(ExchangeError.quote(first)) comes after \(ExchangeError.quote(last))",
                expected: "the first name before the last, in the order of the file")
        }
        return Array(names[start...end])
    }
}

extension DataFile {
    /// The place of a name in ``names``.
    private func index(of name: String?) throws(ExchangeError) -> Int {
        guard let name else {
            guard names.count == 1 else {
                throw ExchangeError(
                    path: path, location: nil, problem: "the file holds \(names.count) arrays",
                    expected: "the name of one of them: \(Self.listed(names))")
            }
            return 0
        }
        let matches = places[name] ?? []
        guard matches.count <= 1 else {
            throw ExchangeError(
                path: path, location: "header",
                problem: "\(matches.count) columns are named \(ExchangeError.quote(name))",
                expected: "one column of this name")
        }
        if let index = matches.first { return index }
        if format == .numPyArchive, name.hasSuffix(".npy"), let index = places[String(name.dropLast(4))]?.first {
            return index
        }
        let nearest =
            NearestName.find(name, among: Array(names.prefix(Self.mostCompared))).map {
                "\(ExchangeError.quote($0)), or another "
            } ?? ""
        let noun = format == .table ? "column" : "array"
        throw ExchangeError(
            path: path, location: nil, problem: "there is no \(noun) \(ExchangeError.quote(name))",
            expected: names == [""]
                ? "no name, since a .npy file holds one array" : "\(nearest)one of \(Self.listed(names))")
    }

    /// The most names among which the nearest is looked for.
    private static let mostCompared = 5000

    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(12).map { ExchangeError.quote($0) }.joined(separator: ", ")
        return names.count > 12 ? "\(shown), … (\(NumberText.count(names.count)) in all)" : shown
    }

    /// Does something with an array, and puts its place in the file into an error.
    private func located<Value>(
        _ index: Int, _ body: () throws(ExchangeError) -> Value
    ) throws(ExchangeError) -> Value {
        do {
            return try body()
        } catch {
            throw placed(error, index)
        }
    }

    private func placed(_ summary: ArraySummary, _ index: Int) -> ArraySummary {
        var summary = summary
        summary.refusal = summary.refusal.map { placed($0, index) }
        return summary
    }

    private func placed(_ error: ExchangeError, _ index: Int) -> ExchangeError {
        let part: String? =
            switch content {
            case .archive(let archive, let members): archive.entries[members[index]].location
            case .tensors(_, let entries, _): entries[index].location
            case .array, .table: nil
            }
        guard let part, error.location?.hasPrefix(part) != true else { return error }
        return error.inside(part)
    }

    private func numPyFile(_ index: Int) throws(ExchangeError) -> NumPyFile {
        try NumPyFile(stream(index), path: path)
    }

    private func stored(_ entry: SafetensorsEntry) throws(ExchangeError) -> StoredArray {
        guard let kind = entry.kind else {
            throw ExchangeError(
                path: path, location: "dtype", problem: "its type is \(entry.dtype)",
                expected: "BOOL, I8 to I64, U8 to U64, F16, BF16, F32 or F64: convert it before it is saved, as by "
                    + ".float() in PyTorch")
        }
        return try StoredArray(
            path: path, kind: kind, order: .little, isFortranOrder: false, shape: entry.shape,
            byteCount: entry.range.count)
    }

    /// The bytes of an array, header included where it has one.
    private func stream(_ index: Int) throws(ExchangeError) -> ByteStream {
        switch content {
        case .array(let file): file.stream(0..<file.size)
        case .archive(let archive, let members): try archive.stream(members[index])
        case .tensors(let file, let entries, let start):
            file.stream(start + entries[index].range.lowerBound..<start + entries[index].range.upperBound)
        case .table: ByteStream([])
        }
    }

    private func column(_ index: Int) throws(ExchangeError) -> NumericArray {
        guard case .table(let table) = content else {
            throw ExchangeError(path: path, location: nil, problem: "the file is no table", expected: "a .csv file")
        }
        let column = table.columns[index]
        if let refusal = column.refusal { throw refusal }
        return NumericArray(
            shape: [table.rowCount], values: column.values, kind: column.isTruth ? .bool : .decimal)
    }
}
