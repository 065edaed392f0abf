/// A number mantissa · 2^exponent with an odd mantissa below 2^53 in magnitude, or 0 · 2^0.
struct Dyadic: Equatable {
    let mantissa: Int64
    let exponent: Int16

    static let zero = Dyadic(mantissa: 0, exponent: 0)

    init(mantissa: Int64, exponent: Int16) {
        self.mantissa = mantissa
        self.exponent = exponent
    }

    /// The number ± significand · 2^exponent with the factors of two moved out of the significand.
    init(significand: UInt64, exponent: Int, isNegative: Bool) {
        let zeros = significand.trailingZeroBitCount
        let odd = significand == 0 ? 0 : Int64(truncatingIfNeeded: significand >> UInt64(zeros))
        self.init(
            mantissa: isNegative ? -odd : odd,
            exponent: significand == 0 ? 0 : Int16(truncatingIfNeeded: exponent + zeros))
    }

    var isZero: Bool { mantissa == 0 }
    var isNegative: Bool { mantissa < 0 }

    /// The least t with |number| < 2^t, for a number that is not zero.
    var top: Int { Int(exponent) + UInt64.bitWidth - mantissa.magnitude.leadingZeroBitCount }

    /// Whether this number is less than another; both must be positive.
    func isLess(than other: Dyadic) -> Bool {
        guard top == other.top else { return top < other.top }
        // Equal tops: the exponents are less than 53 apart, and either shift stays below 2^53.
        let low = min(exponent, other.exponent)
        return mantissa << Int64(exponent - low) < other.mantissa << Int64(other.exponent - low)
    }

    /// The number as the text that is hashed has it: `0`, or `3p-2` for ¾.
    var text: String { isZero ? "0" : "\(mantissa)p\(exponent)" }
}

/// The bits that the non-zero numbers of a set occupy: all of them are multiples of 2^low and less than 2^top in magnitude.
struct BitRange: Equatable {
    private(set) var low = 0
    private(set) var top = 0
    private(set) var isEmpty = true

    init() {}

    init(low: Int, top: Int) {
        (self.low, self.top, isEmpty) = (low, top, false)
    }

    init(_ numbers: [Dyadic]) {
        for number in numbers { include(number) }
    }

    mutating func include(_ number: Dyadic) {
        guard !number.isZero else { return }
        include(BitRange(low: Int(number.exponent), top: number.top))
    }

    mutating func include(_ other: BitRange) {
        guard !other.isEmpty else { return }
        self = isEmpty ? other : BitRange(low: min(low, other.low), top: max(top, other.top))
    }
}
