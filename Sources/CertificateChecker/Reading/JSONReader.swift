/// Reads JSON from front to back, each value as what its place demands: there is no tree.
///
/// ASCII without backslashes; numbers are integers; no key comes twice. Whatever is in no such form ends the check, with the file,
/// the path of keys and the byte.
struct JSONReader {
    /// An integer as the file writes it.
    struct Numeral {
        let isNegative: Bool
        let digits: Range<Int>
    }

    private enum Step {
        case key(String)
        case index(Int)
    }

    /// The digits that a number may have.
    static let mostDigits = 16_384

    let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    private let file: String
    private var path: [Step] = []

    /// A reader of the bytes in a range; `file` is what messages call them.
    init(_ bytes: [UInt8], _ range: Range<Int>, file: String) {
        (self.bytes, position, end, self.file) = (bytes, range.lowerBound, range.upperBound, file)
    }

    /// What to throw for a value that is not as it should be.
    func refusal(_ what: String) -> Refusal {
        var place = ""
        for step in path {
            switch step {
            case .key(let key): place += (place.isEmpty ? "" : ".") + key
            case .index(let index): place += "[\(index)]"
            }
        }
        return .unreadable("\(file)\(place.isEmpty ? "" : ", \(place)"), byte \(position): \(what)")
    }

    /// Reads an object, of whose keys `body` reads the values; without `required` there may be any keys. Returns the keys.
    @discardableResult
    mutating func object(
        _ required: [String]? = nil, optional: [String] = [], _ body: (inout JSONReader, String) throws -> Void
    ) throws -> Set<String> {
        try expect("{", "an object")
        var keys: Set<String> = []
        if !take("}") {
            repeat {
                let key = try string()
                path.append(.key(key))
                guard keys.insert(key).inserted else { throw refusal("this key comes twice") }
                guard required.map({ $0.contains(key) || optional.contains(key) }) ?? true else {
                    throw refusal("there is no such key here")
                }
                try expect(":", "a colon")
                try body(&self, key)
                path.removeLast()
            } while take(",")
            try expect("}", "a comma or the end of the object")
        }
        try require(required ?? [], in: keys)
        return keys
    }

    /// Throws unless all of some keys are among those of an object just read.
    func require(_ required: [String], in keys: Set<String>) throws {
        guard let key = required.first(where: { !keys.contains($0) }) else { return }
        throw refusal("the object that ends here has no key \"\(key)\"")
    }

    /// Reads an array with a number of elements in a range: `body` reads each. Returns their number.
    @discardableResult
    mutating func array(_ range: ClosedRange<Int>, _ body: (inout JSONReader, Int) throws -> Void) throws -> Int {
        try expect("[", "an array")
        var count = 0
        if !take("]") {
            path.append(.index(0))
            repeat {
                path[path.count - 1] = .index(count)
                guard count < range.upperBound else { throw refusal("at most \(count) elements may be here") }
                try body(&self, count)
                count += 1
            } while take(",")
            path.removeLast()
            try expect("]", "a comma or the end of the array")
        }
        guard count >= range.lowerBound else { throw refusal("at least \(range.lowerBound) elements must be here") }
        return count
    }

    mutating func string() throws -> String {
        try expect("\"", "a string")
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "\"") {
            guard (0x20..<0x80).contains(bytes[position]), bytes[position] != UInt8(ascii: "\\") else {
                throw refusal("a string holds printable ASCII and no backslash")
            }
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard position < end else { throw refusal("the file ends within a string") }
        position += 1
        return text
    }

    /// Reads a string that must be one of some words.
    mutating func word<Word: RawRepresentable<String>>() throws -> Word {
        let text = try string()
        guard let word = Word(rawValue: text) else {
            throw refusal("\"\(text.prefix(64))\" is not a word for this place")
        }
        return word
    }

    /// Reads a hash in 64 lower-case hexadecimal digits.
    mutating func hash() throws -> String {
        let text = try string()
        guard text.utf8.count == 64, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw refusal("a hash is 64 lower-case hexadecimal digits")
        }
        return text
    }

    mutating func boolean() throws -> Bool {
        skipSpace()
        let value = bytes[position..<end].starts(with: "true".utf8)
        guard value || bytes[position..<end].starts(with: "false".utf8) else {
            throw refusal("here must be true or false")
        }
        position += value ? 4 : 5
        return value
    }

    mutating func numeral() throws -> Numeral {
        let isNegative = take("-")
        let start = position
        while position < end, (48...57).contains(bytes[position]) { position += 1 }
        let digits = start..<position
        guard let first = bytes[digits].first else { throw refusal("here must be an integer") }
        guard first != 48 || digits.count == 1 && !isNegative else {
            throw refusal("an integer has no leading zeros, and zero no sign")
        }
        guard digits.count <= Self.mostDigits else { throw refusal("a number has at most \(Self.mostDigits) digits") }
        return Numeral(isNegative: isNegative, digits: digits)
    }

    mutating func integer(in range: ClosedRange<Int>) throws -> Int {
        let numeral = try numeral()
        // 18 digits fit in 64 bits, and no range goes beyond them.
        if numeral.digits.count <= 18 {
            let magnitude = bytes[numeral.digits].reduce(0) { $0 * 10 + Int($1 - 48) }
            let value = numeral.isNegative ? -magnitude : magnitude
            if range.contains(value) { return value }
        }
        throw refusal("an integer from \(range.lowerBound) to \(range.upperBound) must be here")
    }

    /// Reads an odd mantissa and an exponent with a comma between.
    mutating func oddMantissaAndExponent(orZero: Bool = false) throws -> Dyadic {
        let most = 1 << 53 - 1
        let mantissa = try integer(in: -most...most)
        try expect(",", "a comma")
        let exponent = try integer(in: -1_074...1_023)
        guard mantissa & 1 == 1 || orZero && mantissa == 0 && exponent == 0 else {
            throw refusal("the mantissa \(mantissa) is not odd\(orZero ? ", and zero is [0, 0]" : "")")
        }
        return Dyadic(mantissa: Int64(mantissa), exponent: Int16(truncatingIfNeeded: exponent))
    }

    mutating func dyadic() throws -> Dyadic {
        try expect("[", "a number [m, e]")
        let number = try oddMantissaAndExponent(orZero: true)
        try expect("]", "the end of the number [m, e]")
        return number
    }

    /// Whether the next byte behind white space is the one given.
    mutating func isNext(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        return position < end && bytes[position] == UInt8(ascii: byte)
    }

    /// The same, and goes past the byte if so.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard isNext(byte) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: Unicode.Scalar, _ what: String) throws {
        guard take(byte) else { throw refusal("here must be \(what), \(byte)") }
    }

    /// Throws unless nothing but white space is left.
    mutating func expectEnd() throws {
        skipSpace()
        guard position == end else { throw refusal("here must be the end") }
    }

    private mutating func skipSpace() {
        while position < end,
            bytes[position] == 32 || bytes[position] == 10 || bytes[position] == 13 || bytes[position] == 9
        {
            position += 1
        }
    }
}
