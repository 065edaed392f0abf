internal import BigInt

extension Rational {
    /// The exact number that the bits of `value` denote; nil for an infinity or a NaN.
    ///
    /// Both zeros give 0.
    public init?(exactly value: Double) {
        guard value.isFinite else { return nil }
        // The significand's fraction bits, with the implicit bit of a normal number.
        let fraction = Int(value.significandBitPattern)
        let isNormal = value.exponentBitPattern != 0
        let mantissa = isNormal ? fraction | 1 << 52 : fraction
        let exponent = (isNormal ? Int(value.exponentBitPattern) : 1) - 1075
        self.init(mantissa: value.sign == .minus ? -mantissa : mantissa, exponent: exponent)
    }

    /// The exact number that the bits of `value` denote; nil for an infinity or a NaN.
    public init?(exactly value: Float) {
        // Every Float is a Double.
        self.init(exactly: Double(value))
    }

    /// The nearest `Double`, with ties to even; infinite beyond the largest.
    public var doubleValue: Double {
        guard !isZero else { return 0 }
        let parts = parts
        // A quotient of at least 66 bits, the last of which stands for all that are cut off.
        let wanted = 66 + parts.denominator.magnitude.bitWidth - parts.numerator.magnitude.bitWidth
        let shift = max(0, wanted)
        let (quotient, remainder) = (parts.numerator.magnitude << shift).quotientAndRemainder(
            dividingBy: parts.denominator.magnitude)
        let sticky = remainder.isZero ? quotient : quotient | 1
        let magnitude = Self.nearestDouble(sticky, exponent: parts.exponent - shift)
        return signum < 0 ? -magnitude : magnitude
    }

    /// The `Double` nearest to integer·2^exponent, with ties to even.
    private static func nearestDouble(_ integer: BigUInt, exponent: Int) -> Double {
        let leading = integer.bitWidth - 1 + exponent
        if leading > 1023 { return .infinity }
        // The exponent of the last place of a Double of this size.
        let last = max(leading - 52, -1074)
        // At least 65 bits, so that some are always dropped.
        let drop = last - exponent
        var kept = UInt64(integer >> drop)
        let rest = integer - (BigUInt(kept) << drop)
        let half = BigUInt(1) << (drop - 1)
        if rest > half || (rest == half && kept & 1 == 1) { kept += 1 }
        return scaled(kept, last)
    }

    /// mantissa·2^exponent for a mantissa of at most 53 bits, or 2^53.
    private static func scaled(_ mantissa: UInt64, _ exponent: Int) -> Double {
        guard mantissa != 0 else { return 0 }
        // Two steps, so that neither power of two is out of range: the first is exact, and the second is exact or
        // infinite.
        let first = max(exponent, -1022)
        return Double(mantissa) * Double(sign: .plus, exponent: exponent - first, significand: 1)
            * Double(sign: .plus, exponent: first, significand: 1)
    }
}
