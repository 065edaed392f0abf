/// A strict parser for the JSON header of a safetensors file (RFC 8259).
///
/// It reads what the format's own reader does, the crate `safetensors` 0.8.0, white space around the header included,
/// but for keys that are given twice: the format forbids them, and its reader takes the last.
///
/// *What is rejected*
/// - nesting deeper than 127;
/// - a key that is given twice in one object; keys that are equal as Swift strings (canonically equivalent Unicode)
///   count as one, because a caller could not distinguish them;
/// - numbers beyond the largest double;
/// - unpaired surrogates and invalid UTF-8;
/// - anything around the outermost object other than white space.
///
/// - Complexity: time and memory are linear in the length of the header.
struct HeaderJSONParser {
    static let depthLimit = 127

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
        skipWhitespace()
        guard peek() == UInt8(ascii: "{") else {
            throw failure("the header does not begin with \"{\"", expected: "a JSON object")
        }
        let members = try object(depth: 1)
        skipWhitespace()
        guard peek() == nil else {
            throw failure(
                "there is text after the closing brace", expected: "nothing but white space up to the end")
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
            return try number()
        default:
            if take("true") || take("false") { return .boolean }
            if take("null") { return .null }
            throw failure("no value can begin here", expected: "a JSON value")
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

    private mutating func number() throws(ExchangeError) -> HeaderJSON {
        let first = position
        func refusal(_ problem: String, expected: String) -> ExchangeError {
            position = first
            return failure(problem, expected: expected)
        }
        let isNegative = take(UInt8(ascii: "-"))
        let isZeroFirst = peek() == UInt8(ascii: "0")
        let digits = skipDigits()
        guard digits > 0 else { throw refusal("no digit follows the minus sign", expected: "a number") }
        guard digits == 1 || !isZeroFirst else {
            throw refusal("the number begins with a zero", expected: "no leading zeros")
        }
        let integer = position
        if take(UInt8(ascii: ".")), skipDigits() == 0 {
            throw refusal("no digit follows the point", expected: "a number")
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if skipDigits() == 0 { throw refusal("no digit follows the exponent's sign", expected: "a number") }
        }
        let text = String(decoding: bytes[first..<position], as: UTF8.self)
        if position == integer, let value = Int(text), value != 0 || !isNegative { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw refusal("the number is too large", expected: "one below 1.8e308")
        }
        return .otherNumber
    }

    /// Moves past digits; their number.
    private mutating func skipDigits() -> Int {
        let first = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - first
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

    private mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard end - position >= count,
            bytes[position..<position + count].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: count))
        else { return false }
        position += count
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func failure(_ problem: String, expected: String) -> ExchangeError {
        ExchangeError(path: path, location: "header byte \(position - start)", problem: problem, expected: expected)
    }
}
