internal import BigInt

extension Rational: SignedNumeric {
    /// Creates an integer.
    public init(integerLiteral value: Int) { self.init(value) }

    /// Creates an integer of any width.
    public init(exactly source: some BinaryInteger) { self.init(numerator: BigInt(source), exponent: 0) }

    /// The absolute value |x|.
    public var magnitude: Rational { signum < 0 ? -self : self }

    /// The negative −x.
    ///
    /// - Complexity: O(1) for a mantissa of one word.
    public static prefix func - (x: Rational) -> Rational {
        // An odd mantissa is never the one word whose negative does not fit.
        var result = x
        result.mantissa = -x.mantissa
        result.wide = x.wide.map {
            WideRational(numerator: -$0.numerator, denominator: $0.denominator, exponent: $0.exponent)
        }
        return result
    }

    /// The sum x + y.
    ///
    /// Dyadic summands need one shift; others need a greatest common divisor.
    public static func + (x: Rational, y: Rational) -> Rational {
        if x.wide == nil, y.wide == nil {
            if x.mantissa == 0 { return y }
            if y.mantissa == 0 { return x }
            let (high, low) = x.exponent >= y.exponent ? (x, y) : (y, x)
            let shift = high.exponent - low.exponent
            if shift < Int.bitWidth, shift >= 0 {
                let shifted = high.mantissa << shift
                if shifted >> shift == high.mantissa {
                    let (sum, overflow) = shifted.addingReportingOverflow(low.mantissa)
                    if !overflow { return Rational(mantissa: sum, exponent: low.exponent) }
                }
            }
        }
        return wideSum(x.parts, y.parts)
    }

    private static func wideSum(_ x: WideRational, _ y: WideRational) -> Rational {
        let exponent = min(x.exponent, y.exponent)
        let (a, b) = (x.numerator << (x.exponent - exponent), y.numerator << (y.exponent - exponent))
        if x.denominator == y.denominator {
            if x.denominator == 1 { return Rational(numerator: a + b, exponent: exponent) }
            return Rational(numerator: a + b, denominator: x.denominator, exponent: exponent)
        }
        return Rational(
            numerator: a * y.denominator + b * x.denominator, denominator: x.denominator * y.denominator,
            exponent: exponent)
    }

    /// The difference x − y.
    public static func - (x: Rational, y: Rational) -> Rational { x + (-y) }

    /// The product x·y.
    public static func * (x: Rational, y: Rational) -> Rational {
        if x.isZero || y.isZero { return .zero }
        if x.wide == nil, y.wide == nil {
            let (product, overflow) = x.mantissa.multipliedReportingOverflow(by: y.mantissa)
            if !overflow {
                // The product of odd numbers is odd.
                var result = x
                result.mantissa = product
                result.exponent = x.exponent + y.exponent
                return result
            }
        }
        let (a, b) = (x.parts, y.parts)
        let exponent = a.exponent + b.exponent
        if a.denominator == 1, b.denominator == 1 {
            return Rational(numerator: a.numerator * b.numerator, exponent: exponent)
        }
        return Rational(
            numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator, exponent: exponent)
    }

    /// The quotient x/y; y must not be 0.
    public static func / (x: Rational, y: Rational) -> Rational {
        precondition(!y.isZero, "a rational number is divided by 0")
        if x.wide == nil, y.wide == nil, y.mantissa.magnitude == 1 {
            return Rational(mantissa: x.mantissa * y.mantissa, exponent: x.exponent - y.exponent)
        }
        let (a, b) = (x.parts, y.parts)
        let sign: BigInt = b.numerator.sign == .minus ? -1 : 1
        return Rational(
            numerator: sign * a.numerator * b.denominator, denominator: a.denominator * sign * b.numerator,
            exponent: a.exponent - b.exponent)
    }

    /// Adds y to x.
    public static func += (x: inout Rational, y: Rational) { x = x + y }
    /// Subtracts y from x.
    public static func -= (x: inout Rational, y: Rational) { x = x - y }
    /// Multiplies x by y.
    public static func *= (x: inout Rational, y: Rational) { x = x * y }
    /// Divides x by y, which must not be 0.
    public static func /= (x: inout Rational, y: Rational) { x = x / y }
}

extension Rational: Comparable {
    /// Whether x < y.
    public static func < (x: Rational, y: Rational) -> Bool {
        let (a, b) = (x.signum, y.signum)
        if a != b { return a < b }
        if a == 0 { return false }
        if x.wide == nil, y.wide == nil, x.exponent == y.exponent { return x.mantissa < y.mantissa }
        // Numbers of the same sign with distant leading bits need no common denominator.
        let (p, q) = (x.parts, y.parts)
        let gap = p.leadingBit - q.leadingBit
        if abs(gap) > 1 { return (gap < 0) == (a > 0) }
        let exponent = min(p.exponent, q.exponent)
        return (p.numerator * q.denominator) << (p.exponent - exponent)
            < (q.numerator * p.denominator) << (q.exponent - exponent)
    }
}

extension WideRational {
    /// The exponent of the number's leading bit, or one more.
    fileprivate var leadingBit: Int { exponent + numerator.magnitude.bitWidth - denominator.magnitude.bitWidth }
}
