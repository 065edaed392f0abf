/// The header of a safetensors file: where each tensor lies, and the metadata.
struct SafetensorsHeader {
    static let metadataKey = "__metadata__"

    /// The tensors in the order of the header; they cover the data exactly once.
    let entries: [SafetensorsEntry]

    let metadata: [String: String]

    /// Reads the header that fills `range` of `bytes`; the data are what follows in a file of `fileSize` bytes.
    ///
    /// - Throws: ``ExchangeError`` when it is not JSON of the documented form, and when the tensors do not cover the
    ///   data exactly once.
    init(_ bytes: [UInt8], in range: Range<Int>, fileSize: Int, path: String) throws(ExchangeError) {
        let members = try HeaderJSONParser.parse(bytes, in: range, path: path)
        let dataCount = fileSize - range.upperBound
        var entries: [SafetensorsEntry] = []
        var metadata: [String: String] = [:]
        for member in members {
            if member.key == Self.metadataKey {
                metadata = try Self.metadata(member.value, path: path)
            } else {
                entries.append(try SafetensorsEntry(member, dataCount: dataCount, path: path))
            }
        }
        try Self.checkCoverage(entries, dataCount: dataCount, path: path)
        self.entries = entries
        self.metadata = metadata
    }

    /// The number of bytes of the header, which the first eight bytes of the file say; `beginning` holds those, and
    /// some more where the file goes on.
    ///
    /// - Throws: ``ExchangeError`` when the header is longer than the file or `SafetensorsFile.headerLimit`; with the
    ///   format of the file where it is another one that ``ForeignFormat`` knows.
    static func length(_ beginning: [UInt8], fileSize: Int, path: String) throws(ExchangeError) -> Int {
        let limit = SafetensorsFile.headerLimit
        guard beginning.count >= 8 else {
            if fileSize > 0, let text = TextFormat(beginning) {
                throw ExchangeError(
                    path: path, location: nil, problem: "it is \(text.name)", expected: "a safetensors file")
            }
            throw ExchangeError(
                path: path, location: nil, problem: "the file has \(fileSize) bytes",
                expected: "at least 8 bytes for the length of the header")
        }
        let length = ElementBytes.integer(UInt64.self, at: 0, of: beginning, order: .little)
        if length > UInt64(min(limit, fileSize - 8)), let format = ForeignFormat(beginning), format != .safetensors {
            throw ExchangeError(
                path: path, location: nil, problem: "it is \(format.name)", expected: "a safetensors file")
        }
        // The first eight characters of a text, or eight bytes of anything else, make a number without a meaning.
        if length > UInt64(min(limit, fileSize - 8)), let text = TextFormat(beginning) {
            throw ExchangeError(
                path: path, location: nil, problem: "it is \(text.name)", expected: "a safetensors file")
        }
        guard length <= UInt64(limit) else {
            throw ExchangeError(
                path: path, location: nil,
                problem: "it is not a safetensors file: its first 8 bytes, which say how long the header is, are those "
                    + "of \(length)",
                expected: "a safetensors file, whose header has at most \(limit) bytes")
        }
        guard length <= UInt64(fileSize - 8) else {
            throw ExchangeError(
                path: path, location: "header length",
                problem: "the header claims \(length) bytes but \(fileSize - 8) follow",
                expected: "a complete file")
        }
        return Int(length)
    }

    private static func metadata(_ value: HeaderJSON, path: String) throws(ExchangeError) -> [String: String] {
        if case .null = value { return [:] }
        guard case .object(let members) = value else {
            throw ExchangeError(
                path: path, location: metadataKey, problem: "it is \(value.kind)", expected: "an object of strings")
        }
        var result: [String: String] = [:]
        for member in members {
            guard case .string(let text) = member.value else {
                throw ExchangeError(
                    path: path, location: "\(metadataKey) key \(ExchangeError.quote(member.key))",
                    problem: "the value is \(member.value.kind)", expected: "a string")
            }
            result[member.key] = text
        }
        return result
    }

    /// Checks that the ranges, in the order of their offsets, follow each other without overlap or gap.
    private static func checkCoverage(
        _ entries: [SafetensorsEntry], dataCount: Int, path: String
    ) throws(ExchangeError) {
        let ordered = entries.sorted { first, second in
            (first.range.lowerBound, first.range.upperBound) < (second.range.lowerBound, second.range.upperBound)
        }
        var covered = 0
        for entry in ordered {
            let begin = entry.range.lowerBound
            guard begin == covered else {
                let problem =
                    begin < covered
                    ? "its data begins at byte \(begin) and overlaps another tensor"
                    : "bytes \(covered) to \(begin) before its data belong to no tensor"
                throw ExchangeError(
                    path: path, location: entry.location, problem: problem, expected: "a begin of \(covered)")
            }
            covered = entry.range.upperBound
        }
        guard covered == dataCount else {
            throw ExchangeError(
                path: path, location: "data", problem: "the last \(dataCount - covered) bytes belong to no tensor",
                expected: "\(covered) bytes of data")
        }
    }
}
