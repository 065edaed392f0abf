internal import BigInt

extension Rational: CustomStringConvertible {
    /// The number as "p/q" in lowest terms, or as "p" for an integer.
    public var description: String {
        let (up, down) = integers
        return down == 1 ? "\(up)" : "\(up)/\(down)"
    }

    /// Parses "p/q" or "p", decimal digits with an optional sign before p; nil for any other text and for a denominator
    /// 0.
    public init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let first = halves.first, let up = Self.integer(first, signed: true) else {
            return nil
        }
        guard halves.count == 2 else {
            self.init(numerator: up, exponent: 0)
            return
        }
        guard let down = Self.integer(halves[1], signed: false), !down.isZero else { return nil }
        self.init(numerator: up, denominator: down, exponent: 0)
    }

    /// The odd mantissa m, in decimal digits, and the exponent e of a dyadic number m·2^e; "0" and 0 for 0; nil for
    /// other numbers.
    public var dyadicParts: (mantissa: String, exponent: Int)? {
        guard isDyadic else { return nil }
        guard let wide else { return ("\(mantissa)", exponent) }
        return ("\(wide.numerator)", wide.exponent)
    }

    private var integers: (BigInt, BigInt) {
        let parts = parts
        return parts.exponent >= 0
            ? (parts.numerator << parts.exponent, parts.denominator)
            : (parts.numerator, parts.denominator << -parts.exponent)
    }

    private static func integer(_ text: Substring, signed: Bool) -> BigInt? {
        let digits = signed && text.first == "-" ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return BigInt(text, radix: 10)
    }
}
