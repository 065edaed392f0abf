/// Reads JSON from front to back, each value as its place requires, without a tree. Any other value ends the check.
struct JSONReader {
    /// The largest size of a file that is read, in bytes.
    static let mostBytes = 1 << 25

    /// An integer as the file writes it.
    struct Numeral {
        let isNegative: Bool
        let digits: Range<Int>
    }

    let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    private let file: String
    /// The keys, or indices of elements, that lead to the position; each part is one of the two.
    private var path: [(key: String, index: Int)] = []

    /// Creates a reader of the bytes in a range; messages call them `file`.
    init(_ bytes: [UInt8], _ range: Range<Int>, file: String) {
        (self.bytes, position, end, self.file) = (bytes, range.lowerBound, range.upperBound, file)
    }

    /// The error to throw for a value that is not as it should be.
    func refusal(_ what: String) -> Verdict {
        let keys: String = path.map { $0.key.isEmpty ? "[\($0.index)]" : ".\($0.key)" }.joined()
        let place = keys.drop { $0 == "." }
        return .unreadable("\(file)\(place.isEmpty ? "" : ", \(place)"), byte \(position): \(what)")
    }

    /// Reads an object; `body` reads the value of each key. Without `required`, any keys may occur. Returns the keys.
    @discardableResult
    mutating func object(
        _ required: [String]? = nil, optional: [String] = [], _ body: (inout JSONReader, String) throws -> Void
    ) throws -> Set<String> {
        try expect("{")
        var keys: Set<String> = []
        if !take("}") {
            repeat {
                let key = try string()
                path.append((key, 0))
                guard keys.insert(key).inserted else { throw refusal("this key occurs twice") }
                guard required.map({ ($0 + optional).contains(key) }) ?? true else {
                    throw refusal("this key may not occur here")
                }
                try expect(":")
                try body(&self, key)
                path.removeLast()
            } while take(",")
            try expect("}")
        }
        guard let key = required?.first(where: { !keys.contains($0) }) else { return keys }
        throw refusal("the object that ends here has no key \"\(key)\"")
    }

    /// Reads an array whose number of elements lies in a range; `body` reads each. Returns their number.
    @discardableResult
    mutating func array(_ range: ClosedRange<Int>, _ body: (inout JSONReader, Int) throws -> Void) throws -> Int {
        try expect("[")
        var count = 0
        if !take("]") {
            path.append(("", 0))
            repeat {
                path[path.count - 1].index = count
                guard count < range.upperBound else { throw refusal("expected at most \(count) elements here") }
                try body(&self, count)
                count += 1
            } while take(",")
            path.removeLast()
            try expect("]")
        }
        guard count >= range.lowerBound else { throw refusal("expected at least \(range.lowerBound) elements here") }
        return count
    }

    mutating func string() throws -> String {
        try expect("\"")
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "\"") {
            guard (0x20..<0x80).contains(bytes[position]), bytes[position] != UInt8(ascii: "\\") else {
                throw refusal("a string must be ASCII without control characters and backslashes")
            }
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        try expect("\"")
        return text
    }

    /// Reads a string that must be one of several words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>() throws -> Word {
        let text = try string()
        if let word = Word(rawValue: text) { return word }
        throw refusal("\"\(text.prefix(64))\" is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// Reads a hash of 64 lower-case hexadecimal digits.
    mutating func hash() throws -> String {
        let text = try string()
        if text.utf8.count == 64, text.utf8.allSatisfy("0123456789abcdef".utf8.contains) { return text }
        throw refusal("a hash must be 64 lower-case hexadecimal digits")
    }

    mutating func boolean() throws -> Bool {
        let value = isNext("t")
        guard bytes[position..<end].starts(with: (value ? "true" : "false").utf8) else {
            throw refusal("expected true or false here")
        }
        position += value ? 4 : 5
        return value
    }

    mutating func numeral() throws -> Numeral {
        let isNegative = take("-")
        let start = position
        while position < end, (48...57).contains(bytes[position]) { position += 1 }
        let digits = start..<position
        guard (1...4_096).contains(digits.count), bytes[start] != 48 || digits.count == 1 && !isNegative
        else {
            throw refusal("an integer must have 1 to 4,096 digits, no leading zeros, and no sign if it is zero")
        }
        return Numeral(isNegative: isNegative, digits: digits)
    }

    mutating func integer(in range: ClosedRange<Int>) throws -> Int {
        let numeral = try numeral()
        // 18 digits fit in 64 bits, and no range exceeds them.
        if numeral.digits.count <= 18 {
            let magnitude = bytes[numeral.digits].reduce(0) { $0 * 10 + Int($1 - 48) }
            let value = numeral.isNegative ? -magnitude : magnitude
            if range.contains(value) { return value }
        }
        throw refusal("expected an integer from \(range.lowerBound) to \(range.upperBound) here")
    }

    /// Reads an odd mantissa and an exponent with a comma between.
    mutating func oddMantissaAndExponent(orZero: Bool = false) throws -> Dyadic {
        let most = 1 << 53 - 1
        let mantissa = try integer(in: -most...most)
        try expect(",")
        let exponent = try integer(in: -1_074...1_023)
        guard mantissa & 1 == 1 || orZero && mantissa == 0 && exponent == 0 else {
            throw refusal("the mantissa \(mantissa) is not odd\(orZero ? ", and zero is [0, 0]" : "")")
        }
        return Dyadic(mantissa: Int64(mantissa), exponent: Int16(truncatingIfNeeded: exponent))
    }

    mutating func dyadic() throws -> Dyadic {
        try expect("[")
        let number = try oddMantissaAndExponent(orZero: true)
        try expect("]")
        return number
    }

    /// Whether the next byte after white space is the given one.
    mutating func isNext(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        return position < end && bytes[position] == UInt8(ascii: byte)
    }

    /// The same, and moves past the byte if so.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        let isNext = isNext(byte)
        position += isNext ? 1 : 0
        return isNext
    }

    mutating func expect(_ byte: Unicode.Scalar) throws {
        guard take(byte) else { throw refusal("expected \(byte) here") }
    }

    mutating func expectEnd() throws {
        skipSpace()
        guard position == end else { throw refusal("expected the end here") }
    }

    private mutating func skipSpace() {
        while position < end, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
    }
}
