/// The automaton of ``CompactJSON``: reads a text, and writes the value without white space.
struct JSONReader {
    /// What may come next.
    private enum Expected { case value, valueOrEnd, key, keyOrEnd, separator }

    private let text: [UInt8]
    private let depth: Int
    private var position = 0
    /// The closing brackets that are still to come.
    private var closings: [UInt8] = []
    private(set) var written: [UInt8] = []

    init(_ text: [UInt8], depth: Int) {
        self.text = text
        self.depth = depth
        written.reserveCapacity(text.count)
    }

    mutating func readDocument() throws(Refusal) {
        guard String(validating: text, as: UTF8.self) != nil else {
            throw Refusal(400, "The body is not UTF-8.", at: "body", right: "Send JSON in UTF-8.")
        }
        var expected = Expected.value
        repeat {
            skipSpace()
            switch (expected, peek) {
            case (.separator, UInt8(ascii: ",")):
                take()
                expected = closings.last == UInt8(ascii: "}") ? .key : .value
            case (.separator, closings.last), (.valueOrEnd, closings.last), (.keyOrEnd, closings.last):
                take()
                closings.removeLast()
                expected = .separator
            case (.key, UInt8(ascii: "\"")), (.keyOrEnd, UInt8(ascii: "\"")):
                try readString()
                skipSpace()
                guard peek == UInt8(ascii: ":") else { throw problem("Expected “:” after a key") }
                take()
                expected = .value
            case (.value, let byte?), (.valueOrEnd, let byte?):
                expected = try readValue(byte)
            default:
                throw problem(peek == nil ? "The JSON ends too early" : "This is not JSON")
            }
        } while !(closings.isEmpty && expected == .separator)
        skipSpace()
        guard peek == nil else { throw problem("The JSON value ended before this") }
    }

    /// Reads a scalar, or opens an array or an object; returns what may follow.
    private mutating func readValue(_ byte: UInt8) throws(Refusal) -> Expected {
        switch byte {
        case UInt8(ascii: "{"):
            try open(UInt8(ascii: "}"))
            return .keyOrEnd
        case UInt8(ascii: "["):
            try open(UInt8(ascii: "]"))
            return .valueOrEnd
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "t"): try readWord("true")
        case UInt8(ascii: "f"): try readWord("false")
        case UInt8(ascii: "n"): try readWord("null")
        default: try readNumber()
        }
        return .separator
    }

    private mutating func open(_ closing: UInt8) throws(Refusal) {
        guard closings.count < depth else { throw problem("More than \(depth) arrays and objects within each other") }
        closings.append(closing)
        take()
    }

    private mutating func readWord(_ word: StaticString) throws(Refusal) {
        for byte in word.description.utf8 {
            guard peek == byte else { throw problem("This is not JSON") }
            take()
        }
    }

    private mutating func readString() throws(Refusal) {
        take()
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw problem("A control character in a string is not escaped") }
            take()
            if byte == UInt8(ascii: "\\") { try readEscape() }
        }
        guard peek != nil else { throw problem("A string has no end") }
        take()
    }

    private mutating func readEscape() throws(Refusal) {
        guard let byte = peek, "\"\\/bfnrtu".utf8.contains(byte) else { throw problem("This escape is unknown") }
        take()
        guard byte == UInt8(ascii: "u") else { return }
        for _ in 0..<4 {
            guard let digit = peek, "0123456789abcdefABCDEF".utf8.contains(digit) else {
                throw problem("“\\u” needs four hexadecimal digits")
            }
            take()
        }
    }

    private mutating func readNumber() throws(Refusal) {
        if peek == UInt8(ascii: "-") { take() }
        if peek == UInt8(ascii: "0") { take() } else { try readDigits() }
        if peek == UInt8(ascii: ".") {
            take()
            try readDigits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            take()
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { take() }
            try readDigits()
        }
    }

    private mutating func readDigits() throws(Refusal) {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { take() }
        guard position > start else { throw problem("This is not JSON") }
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func take() {
        written.append(text[position])
        position += 1
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private func problem(_ what: String) -> Refusal {
        Refusal(400, what + ".", at: "byte \(position + 1) of the body", right: "Send one JSON object.")
    }
}
