/// Splits the bytes of a comma-separated file into records, counting lines.
struct CSVReader {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let bytes: [UInt8]
    private let path: String
    private var position = 0
    private var line = 1

    /// The most fields of a record.
    var fieldLimit = Int.max

    /// The most bytes of a field, quotes included.
    let lengthLimit: Int

    init(bytes: [UInt8], path: String, lengthLimit: Int = .max) {
        self.lengthLimit = lengthLimit
        self.bytes = bytes
        self.path = path
        if bytes.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
    }

    /// The next record and the line on which it begins; nil at the end of the file.
    mutating func next() throws(ExchangeError) -> (fields: [String], line: Int)? {
        guard position < bytes.count else { return nil }
        let firstLine = line
        var fields: [String] = []
        while true {
            guard fields.count < fieldLimit else {
                throw failure("a row has more than \(fieldLimit) fields", expected: "at most \(fieldLimit)")
            }
            let start = position
            fields.append(try field())
            guard position - start <= lengthLimit else {
                throw failure("a field has \(position - start) bytes", expected: "at most \(lengthLimit)")
            }
            guard position < bytes.count else { return (fields, firstLine) }
            switch bytes[position] {
            case UInt8(ascii: ","):
                position += 1
            case 0x0A:
                position += 1
                line += 1
                return (fields, firstLine)
            default:
                guard position + 1 < bytes.count, bytes[position + 1] == 0x0A else {
                    throw failure("a carriage return stands alone", expected: "CRLF or LF at the end of a row")
                }
                position += 2
                line += 1
                return (fields, firstLine)
            }
        }
    }

    /// Reads one field and stops at a comma, a line feed, a carriage return or the end.
    private mutating func field() throws(ExchangeError) -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
        let start = position
        while position < bytes.count, !Self.endsField(bytes[position]) {
            guard bytes[position] != UInt8(ascii: "\"") else {
                throw failure("a quote stands inside an unquoted field", expected: "the whole field in quotes")
            }
            position += 1
        }
        return try text(bytes[start..<position], line: line)
    }

    private static func endsField(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
    }

    private mutating func quotedField() throws(ExchangeError) -> String {
        let firstLine = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\"") else {
                if byte == 0x0A { line += 1 }
                content.append(byte)
                continue
            }
            guard position < bytes.count else { return try text(content[...], line: firstLine) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                content.append(byte)
                position += 1
            case UInt8(ascii: ","), 0x0A, 0x0D:
                return try text(content[...], line: firstLine)
            default:
                throw failure("text follows a closing quote", expected: "a comma, a line break or a second quote")
            }
        }
        line = firstLine
        throw failure("a quoted field is never closed", expected: "a closing quote")
    }

    private func text(_ content: ArraySlice<UInt8>, line: Int) throws(ExchangeError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw ExchangeError(
                path: path, location: "line \(line)", problem: "a field is not valid UTF-8", expected: "UTF-8 text")
        }
        return text
    }

    private func failure(_ problem: String, expected: String) -> ExchangeError {
        ExchangeError(path: path, location: "line \(line)", problem: problem, expected: expected)
    }
}
