/// A strict parser for the Python dictionary in the header of a `.npy` file.
///
/// It accepts exactly the keys `descr`, `fortran_order` and `shape`, each once and in any order, strings in single or
/// double quotes without escapes, spaces between tokens, a comma after the last entry, the suffix `L` of Python 2 after
/// a dimension, spaces after the closing brace, and one newline at the end, which may be missing. Nothing is evaluated.
struct NumPyHeaderParser {
    private let bytes: [UInt8]
    private let path: String
    private var position = 0

    /// Parses the dictionary that `bytes` hold.
    static func parse(_ bytes: [UInt8], path: String) throws(ExchangeError) -> NumPyHeader {
        var parser = NumPyHeaderParser(bytes: bytes, path: path)
        return try parser.dictionary()
    }

    private init(bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
    }

    private mutating func dictionary() throws(ExchangeError) -> NumPyHeader {
        var element: (ElementKind, ElementBytes.Order)?
        var isFortranOrder: Bool?
        var shape: [Int]?
        try require(UInt8(ascii: "{"))
        skipSpaces()
        while !take(UInt8(ascii: "}")) {
            let keyPosition = position
            let key = try string()
            skipSpaces()
            try require(UInt8(ascii: ":"))
            skipSpaces()
            switch key {
            case "descr" where element == nil: element = try descriptor()
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try boolean()
            case "shape" where shape == nil: shape = try tuple()
            default:
                position = keyPosition
                throw failure(
                    "the key \(ExchangeError.quote(key)) is unknown or given twice",
                    expected: "descr, fortran_order and shape, each once")
            }
            skipSpaces()
            if !take(UInt8(ascii: ",")), peek() != UInt8(ascii: "}") {
                throw failure("the dictionary is not continued or closed", expected: "\",\" or \"}\"")
            }
            skipSpaces()
        }
        skipSpaces()
        _ = take(0x0A)
        guard position == bytes.count else {
            throw failure("the header does not end here", expected: "spaces and one newline after the closing brace")
        }
        guard let element, let isFortranOrder, let shape else {
            throw ExchangeError(
                path: path, location: "header", problem: "a key is missing",
                expected: "descr, fortran_order and shape")
        }
        return NumPyHeader(kind: element.0, order: element.1, isFortranOrder: isFortranOrder, shape: shape)
    }

    private mutating func descriptor() throws(ExchangeError) -> (ElementKind, ElementBytes.Order) {
        let first = position
        guard peek() == UInt8(ascii: "'") || peek() == UInt8(ascii: "\"") else {
            let text = bytes[position...].prefix { (0x20..<0x7F).contains($0) }
            let unread = UnreadNumPyType(fields: String(decoding: text.prefix(100), as: UTF8.self))
            throw failure(unread.problem, expected: unread.expected)
        }
        let text = try string()
        guard let mark = text.first, "<>|".contains(mark), let kind = ElementKind(numPy: text.dropFirst()),
            mark != "|" || kind.size == 1
        else {
            position = first
            let unread = UnreadNumPyType(text)
            throw failure(unread.problem, expected: unread.expected)
        }
        return (kind, mark == ">" ? .big : .little)
    }

    private mutating func boolean() throws(ExchangeError) -> Bool {
        if take("True") { return true }
        if take("False") { return false }
        throw failure("fortran_order is not a truth value", expected: "True or False")
    }

    private mutating func tuple() throws(ExchangeError) -> [Int] {
        try require(UInt8(ascii: "("))
        var dimensions: [Int] = []
        skipSpaces()
        while !take(UInt8(ascii: ")")) {
            dimensions.append(try dimension())
            skipSpaces()
            let hasComma = take(UInt8(ascii: ","))
            skipSpaces()
            if !hasComma {
                guard peek() == UInt8(ascii: ")"), dimensions.count > 1 else {
                    throw failure("the tuple is not continued or closed", expected: "\",\" (also after a sole element)")
                }
            }
        }
        return dimensions
    }

    private mutating func dimension() throws(ExchangeError) -> Int {
        let first = position
        var result = 0
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let (scaled, overflowScaling) = result.multipliedReportingOverflow(by: 10)
            let (sum, overflowAdding) = scaled.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if overflowScaling || overflowAdding {
                position = first
                throw failure("the dimension is too large", expected: "an integer below 2^63")
            }
            result = sum
            position += 1
        }
        let length = position - first
        if length > 0 { _ = take(UInt8(ascii: "L")) }
        guard length == 1 || (length > 1 && bytes[first] != UInt8(ascii: "0")) else {
            position = first
            throw failure("this is not a dimension", expected: "a decimal integer of at least zero")
        }
        return result
    }

    private mutating func string() throws(ExchangeError) -> String {
        let first = position
        guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw failure("a string is missing", expected: "a quoted string")
        }
        position += 1
        var text = ""
        while let byte = peek() {
            if byte == quote {
                position += 1
                return text
            }
            guard (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\\") else {
                throw failure("a string contains an escape or a character outside ASCII", expected: "plain ASCII")
            }
            text.unicodeScalars.append(Unicode.Scalar(byte))
            position += 1
        }
        position = first
        throw failure("the string is not closed", expected: "a closing quotation mark")
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func take(_ word: String) -> Bool {
        let letters = Array(word.utf8)
        guard bytes[position...].starts(with: letters) else { return false }
        position += letters.count
        return true
    }

    private mutating func require(_ byte: UInt8) throws(ExchangeError) {
        guard take(byte) else {
            throw failure("a character is missing", expected: "\"\(Character(Unicode.Scalar(byte)))\"")
        }
    }

    private mutating func skipSpaces() {
        while peek() == UInt8(ascii: " ") { position += 1 }
    }

    private func failure(_ problem: String, expected: String) -> ExchangeError {
        ExchangeError(path: path, location: "header byte \(position)", problem: problem, expected: expected)
    }
}
