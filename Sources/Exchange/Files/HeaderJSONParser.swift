/// A strict parser for the JSON header of a safetensors file (RFC 8259, narrowed to what the format uses).
///
/// *What is rejected*
/// - nesting deeper than eight;
/// - a key that is given twice in one object; keys that are equal as Swift strings (canonically equivalent Unicode)
///   count as one, because a caller could not distinguish them;
/// - numbers that are not integers of 64 bits, and `-0`;
/// - `true`, `false` and `null`;
/// - unpaired surrogates and invalid UTF-8;
/// - anything after the outermost object other than spaces.
///
/// - Complexity: time and memory are linear in the length of the header.
struct HeaderJSONParser {
    static let depthLimit = 8

    private let bytes: [UInt8]
    private let path: String
    private let start: Int
    private let end: Int
    private var position: Int

    /// Parses the members of the object that fills `range` of `bytes`.
    static func parse(
        _ bytes: [UInt8], in range: Range<Int>, path: String
    ) throws(ExchangeError) -> [HeaderJSON.Member] {
        var parser = HeaderJSONParser(bytes: bytes, range: range, path: path)
        return try parser.document()
    }

    private init(bytes: [UInt8], range: Range<Int>, path: String) {
        self.bytes = bytes
        self.path = path
        start = range.lowerBound
        end = range.upperBound
        position = range.lowerBound
    }

    private mutating func document() throws(ExchangeError) -> [HeaderJSON.Member] {
        guard peek() == UInt8(ascii: "{") else {
            throw failure("the header does not begin with \"{\"", expected: "a JSON object")
        }
        let members = try object(depth: 1)
        while let byte = peek() {
            guard byte == UInt8(ascii: " ") else {
                throw failure("there is text after the closing brace", expected: "nothing but spaces up to the end")
            }
            position += 1
        }
        return members
    }

    private mutating func value(depth: Int) throws(ExchangeError) -> HeaderJSON {
        guard let first = peek() else {
            throw failure("the header ends in the middle of a value", expected: "a complete JSON object")
        }
        switch first {
        case UInt8(ascii: "{"):
            return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["):
            return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .integer(try integer())
        default:
            throw failure("no value can begin here", expected: "an object, an array, a string or an integer")
        }
    }

    private mutating func object(depth: Int) throws(ExchangeError) -> [HeaderJSON.Member] {
        try open(depth: depth)
        var members: [HeaderJSON.Member] = []
        var keys: Set<String> = []
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            let keyPosition = position
            guard peek() == UInt8(ascii: "\"") else { throw failure("a key is missing", expected: "a quoted key") }
            let key = try string()
            guard keys.insert(key).inserted else {
                position = keyPosition
                throw failure("the key \(ExchangeError.quote(key)) is given twice", expected: "each key once")
            }
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { throw failure("no \":\" follows the key", expected: "a colon") }
            skipWhitespace()
            members.append(HeaderJSON.Member(key: key, value: try value(depth: depth)))
            skipWhitespace()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else {
                throw failure("the object is not continued or closed", expected: "\",\" or \"}\"")
            }
            skipWhitespace()
        }
    }

    private mutating func array(depth: Int) throws(ExchangeError) -> [HeaderJSON] {
        try open(depth: depth)
        var elements: [HeaderJSON] = []
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipWhitespace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else {
                throw failure("the array is not continued or closed", expected: "\",\" or \"]\"")
            }
            skipWhitespace()
        }
    }

    private mutating func open(depth: Int) throws(ExchangeError) {
        guard depth <= Self.depthLimit else {
            throw failure("values are nested too deeply", expected: "at most \(Self.depthLimit) levels")
        }
        position += 1
    }

    private mutating func integer() throws(ExchangeError) -> Int {
        let first = position
        let isNegative = take(UInt8(ascii: "-"))
        let digits = position
        var magnitude = 0
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let (scaled, overflowScaling) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, overflowAdding) = scaled.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if overflowScaling || overflowAdding {
                position = first
                throw failure("the integer is too large", expected: "an integer below 2^63")
            }
            magnitude = sum
            position += 1
        }
        let length = position - digits
        let next = peek()
        position = first
        if next == UInt8(ascii: ".") || next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            throw failure("the number has a fraction or an exponent", expected: "an integer")
        }
        guard length > 0 else { throw failure("no digit follows the minus sign", expected: "an integer") }
        guard length == 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw failure("the integer begins with a zero", expected: "no leading zeros")
        }
        guard !isNegative || magnitude != 0 else { throw failure("the number is -0", expected: "0") }
        position = digits + length
        return isNegative ? -magnitude : magnitude
    }
}

extension HeaderJSONParser {
    private mutating func string() throws(ExchangeError) -> String {
        let first = position
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    position = first
                    throw failure("the string is not valid UTF-8", expected: "UTF-8 text")
                }
                position += 1
                return text
            case UInt8(ascii: "\\"):
                content += try escape()
            case 0..<0x20:
                throw failure("a string contains a control character", expected: "the character as an escape")
            default:
                content.append(byte)
                position += 1
            }
        }
        position = first
        throw failure("the string is not closed", expected: "a closing quotation mark")
    }

    /// Reads one escape and returns its UTF-8 bytes.
    private mutating func escape() throws(ExchangeError) -> [UInt8] {
        let first = position
        position += 1
        let letter = peek()
        position += 1
        switch letter {
        case UInt8(ascii: "\""): return [0x22]
        case UInt8(ascii: "\\"): return [0x5C]
        case UInt8(ascii: "/"): return [0x2F]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            if let scalar = unicodeEscape() { return Array(String(scalar).utf8) }
            position = first
            throw failure(
                "the escape is not four hexadecimal digits or leaves a surrogate without its pair",
                expected: "\\uXXXX, or two of them that form a surrogate pair")
        default:
            position = first
            throw failure("the escape is unknown", expected: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
        }
    }

    /// Reads what follows `\u`, including the second half of a surrogate pair.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let unit = fourHexDigits() else { return nil }
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let trail = fourHexDigits(),
            UTF16.isTrailSurrogate(trail)
        else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(trail & 0x3FF))
    }

    private mutating func fourHexDigits() -> UInt16? {
        var result: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { return nil }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            result = result << 4 | UInt16(digit)
            position += 1
        }
        return result
    }

    private func peek() -> UInt8? {
        position < end ? bytes[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func failure(_ problem: String, expected: String) -> ExchangeError {
        ExchangeError(path: path, location: "header byte \(position - start)", problem: problem, expected: expected)
    }
}
