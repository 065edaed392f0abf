/// The grammar of JSON (RFC 8259), for the place at which a text leaves it.
///
/// Foundation's decoder tells a number of characters at most. The reader is a loop with a list of the objects and lists
/// that are open, so that no text makes it recurse. O(bytes).
struct JSONSyntax {
    private struct Problem: Error {
        let place: Int
        let expected: String
    }

    /// As deep as Foundation's decoder reads.
    private static let deepest = 512

    private let bytes: [UInt8]
    private var place = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Where a text is not JSON, and what would be right there; nil for JSON.
    ///
    ///     JSONSyntax.problem(in: Array("{\"epoch\": }".utf8))    // line 1, column 11: expected a value, found }
    static func problem(in bytes: [UInt8]) -> String? {
        var reader = JSONSyntax(bytes)
        do throws(Problem) {
            try reader.readText()
            return nil
        } catch {
            let lines = bytes[..<error.place].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let column = String(decoding: lines.last ?? [], as: UTF8.self).count + 1
            return "line \(max(1, lines.count)), column \(column): expected \(error.expected), found "
                + reader.found(error.place)
        }
    }

    /// What stands at a place, as messages name it.
    private func found(_ place: Int) -> String {
        guard place < bytes.count else { return "the end of the text" }
        let rest = String(decoding: bytes[place...].prefix(40), as: UTF8.self)
        let word = rest.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
        let text = word.isEmpty ? String(rest.prefix(1)) : String(word)
        return text == "\"" ? "a text" : text.contains(where: \.isNewline) ? "the end of the line" : text.printable
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func expected(_ what: String, at place: Int? = nil) -> Problem {
        Problem(place: place ?? self.place, expected: what)
    }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func readText() throws(Problem) {
        var open: [UInt8] = []
        repeat {
            // A value begins here, unless an empty object or list ends.
            skipBlanks()
            if skip("{") {
                try enter(UInt8(ascii: "{"), &open)
                skipBlanks()
                if next != UInt8(ascii: "}") {
                    try readKey(orEnd: true)
                    continue
                }
            } else if skip("[") {
                try enter(UInt8(ascii: "["), &open)
                skipBlanks()
                if next != UInt8(ascii: "]") { continue }
            } else {
                try readScalar()
            }
            try readEnds(&open)
        } while !open.isEmpty
        skipBlanks()
        if next != nil { throw expected("the end of the text") }
    }

    private func enter(_ bracket: UInt8, _ open: inout [UInt8]) throws(Problem) {
        guard open.count < Self.deepest else {
            throw expected("at most \(Self.deepest) lists and objects in each other", at: place - 1)
        }
        open.append(bracket)
    }

    /// Reads what may follow a value: ends of what is open, or a comma and, in an object, the next key.
    private mutating func readEnds(_ open: inout [UInt8]) throws(Problem) {
        while let bracket = open.last {
            skipBlanks()
            let isObject = bracket == UInt8(ascii: "{")
            if skip(isObject ? "}" : "]") {
                open.removeLast()
                continue
            }
            guard skip(",") else { throw expected(isObject ? "a comma or }" : "a comma or ]") }
            if isObject { try readKey(orEnd: false) }
            return
        }
    }

    private mutating func readKey(orEnd: Bool) throws(Problem) {
        skipBlanks()
        guard next == UInt8(ascii: "\"") else { throw expected("a key in double quotes" + (orEnd ? " or }" : "")) }
        try readString()
        skipBlanks()
        guard skip(":") else { throw expected("a colon") }
    }

    private mutating func readScalar() throws(Problem) {
        switch next {
        case UInt8(ascii: "\""): try readString()
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try readNumber()
        default:
            let start = place
            while let byte = next, Unicode.Scalar(byte).properties.isAlphabetic { place += 1 }
            guard ["true", "false", "null"].contains(String(decoding: bytes[start..<place], as: UTF8.self)) else {
                throw expected("a value", at: start)
            }
        }
    }

    private mutating func readString() throws(Problem) {
        let start = place
        place += 1
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw expected("no control character in a text, but \\n or \\t") }
            place += 1
            guard byte == UInt8(ascii: "\\") else { continue }
            guard let escape = next, "\"\\/bfnrtu".utf8.contains(escape) else {
                throw expected("one of \" \\ / b f n r t u after a backslash")
            }
            place += 1
            guard escape == UInt8(ascii: "u") else { continue }
            for _ in 0..<4 {
                guard let digit = next, Unicode.Scalar(digit).properties.isASCIIHexDigit else {
                    throw expected("four hexadecimal digits after \\u")
                }
                place += 1
            }
        }
        guard skip("\"") else { throw expected("a double quote at the end of the text that begins here", at: start) }
    }

    private mutating func readNumber() throws(Problem) {
        let start = place
        _ = skip("-")
        let first = place
        try readDigits()
        if bytes[first] == UInt8(ascii: "0"), place > first + 1 {
            throw expected("a number without leading zeros", at: start)
        }
        if skip(".") { try readDigits() }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            try readDigits()
        }
        guard Double(String(decoding: bytes[start..<place], as: UTF8.self))?.isFinite == true else {
            throw expected("a number that double precision can hold", at: start)
        }
    }

    private mutating func readDigits() throws(Problem) {
        let start = place
        while let byte = next, (48...57).contains(byte) { place += 1 }
        if place == start { throw expected("a digit") }
    }
}
