/// A number mantissa · 2^exponent with an odd mantissa, or 0 · 2^0.
struct Dyadic: Equatable {
    let mantissa: Int64
    let exponent: Int16

    static let zero = Dyadic(mantissa: 0, exponent: 0)
    static let one = Dyadic(mantissa: 1, exponent: 0)

    var isZero: Bool { mantissa == 0 }
    var isNegative: Bool { mantissa < 0 }
    var negated: Dyadic { Dyadic(mantissa: -mantissa, exponent: exponent) }

    /// The least t with |number| < 2^t, for a number that is not zero.
    var top: Int { Int(exponent) + 64 - mantissa.magnitude.leadingZeroBitCount }

    /// The number as it stands in hashed text: `0`, or `3p-2` for ¾.
    var text: String { isZero ? "0" : "\(mantissa)p\(exponent)" }
}

extension Dyadic {
    /// Creates ± significand · 2^exponent for a significand below 2^63; factors of two move to the exponent.
    init(significand: UInt64, exponent: Int, isNegative: Bool = false) {
        let zeros = significand.trailingZeroBitCount
        let odd = Int64(truncatingIfNeeded: significand >> zeros)
        self.mantissa = isNegative ? -odd : odd
        self.exponent = odd == 0 ? 0 : Int16(truncatingIfNeeded: exponent + zeros)
    }
}

/// The bits that the nonzero numbers of a set occupy: all are multiples of 2^low and less than 2^top in magnitude.
struct BitRange: Equatable {
    var low = 0
    var top = 0
    var isEmpty = true

    mutating func include(low: Int, top: Int) {
        self = BitRange(
            low: isEmpty ? low : min(low, self.low), top: isEmpty ? top : max(top, self.top), isEmpty: false)
    }

    mutating func include(_ number: Dyadic) {
        if !number.isZero { include(low: Int(number.exponent), top: number.top) }
    }

    /// The number of 64-bit limbs for sums, in two's complement, of fewer than 2^62 numbers.
    var width: Int { (top - low + 64 + 63) / 64 }
}
