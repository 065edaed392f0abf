extension SafetensorsFile {
    /// Decodes the bytes of a file; `path` is used only in messages.
    ///
    /// A field of a tensor's entry that is not `dtype`, `shape` or `data_offsets` is skipped, metadata that are null
    /// are none, and white space may stand around the header. Infinite and NaN values keep their bits. Tensors of
    /// other types than `F32` and `F64` become ``unread``. Nothing is allocated for a tensor before its size is known
    /// to agree with the number of bytes.
    ///
    /// - Throws: ``ExchangeError`` when the header is longer than the file or `headerLimit`, when it is not JSON of the
    ///   documented form, when a key is given twice, when an element type is unknown, when a shape is negative or its
    ///   size overflows, and when the tensors do not cover the data exactly once; with the format of the file where it
    ///   is another one that ``ForeignFormat`` knows.
    /// - Complexity: O(n log n) in the number n of tensors, and linear in the bytes.
    public init(decoding bytes: [UInt8], path: String) throws(ExchangeError) {
        let header = try Self.headerRange(bytes, path: path)
        let members = try HeaderJSONParser.parse(bytes, in: header, path: path)
        let dataCount = bytes.count - header.upperBound
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
        var tensors: [NamedTensor] = []
        tensors.reserveCapacity(entries.count)
        var unread: [UnreadTensor] = []
        for entry in entries {
            if let tensor = try entry.tensor(in: bytes, dataStart: header.upperBound, path: path) {
                tensors.append(NamedTensor(name: entry.name, tensor: tensor))
            } else if case .other(let dtype) = entry.element {
                unread.append(UnreadTensor(name: entry.name, dtype: dtype, shape: entry.shape))
            }
        }
        self.init(tensors: tensors, metadata: metadata, unread: unread)
    }

    static let metadataKey = "__metadata__"

    private static func headerRange(_ bytes: [UInt8], path: String) throws(ExchangeError) -> Range<Int> {
        guard bytes.count >= 8 else {
            throw ExchangeError(
                path: path, location: nil, problem: "the file has \(bytes.count) bytes",
                expected: "at least 8 bytes for the length of the header")
        }
        let length = ElementBytes.integer(UInt64.self, at: 0, of: bytes, order: .little)
        if length > UInt64(min(headerLimit, bytes.count - 8)), let format = ForeignFormat(bytes),
            format != .safetensors
        {
            throw ExchangeError(
                path: path, location: nil, problem: "it is \(format.name)", expected: "a safetensors file")
        }
        guard length <= UInt64(headerLimit) else {
            throw ExchangeError(
                path: path, location: "header length", problem: "the header claims \(length) bytes",
                expected: "at most \(headerLimit)")
        }
        guard length <= UInt64(bytes.count - 8) else {
            throw ExchangeError(
                path: path, location: "header length",
                problem: "the header claims \(length) bytes but \(bytes.count - 8) follow",
                expected: "a complete file")
        }
        return 8..<(8 + Int(length))
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
