internal import BigInt

/// An exact rational number.
///
/// A finite binary floating-point number is dyadic: m·2^e with integers m and e. Sums and products of dyadic numbers
/// are dyadic too and need no greatest common divisor, and as long as m fits in a machine word they allocate nothing. A
/// number with another denominator, or with a longer m, is stored separately as a pair of big integers.
///
/// Every number has one representation, so that `==` and hashing compare fields.
public struct Rational: Sendable, Hashable {
    /// The mantissa m of m·2^e, odd or 0; unused where `wide` holds the number.
    var mantissa: Int
    /// The exponent e of m·2^e, 0 for the number 0; unused where `wide` holds the number.
    var exponent: Int
    /// The number itself where it is not dyadic, or where its mantissa does not fit in a word.
    var wide: WideRational?

    /// Creates the number mantissa·2^exponent.
    public init(mantissa: Int, exponent: Int) {
        self.wide = nil
        guard mantissa != 0 else {
            self.mantissa = 0
            self.exponent = 0
            return
        }
        let zeros = mantissa.trailingZeroBitCount
        self.mantissa = mantissa >> zeros
        self.exponent = exponent + zeros
    }

    /// Creates an integer.
    public init(_ value: Int) { self.init(mantissa: value, exponent: 0) }

    /// The number 0.
    public static let zero = Rational(0)
    /// The number 1.
    public static let one = Rational(1)

    /// Creates the quotient of two integers in lowest terms; nil for a denominator 0.
    public init?(_ numerator: Int, over denominator: Int) {
        guard denominator != 0 else { return nil }
        self = Rational(numerator) / Rational(denominator)
    }

    /// Creates numerator·2^exponent / denominator, with a denominator > 0, in lowest terms.
    init(numerator: BigInt, denominator: BigInt, exponent: Int) {
        guard !numerator.isZero else {
            self = .zero
            return
        }
        let upZeros = numerator.trailingZeroBitCount
        let downZeros = denominator.trailingZeroBitCount
        var up = upZeros == 0 ? numerator : numerator >> upZeros
        var down = downZeros == 0 ? denominator : denominator >> downZeros
        if down != 1 {
            let divisor = up.greatestCommonDivisor(with: down)
            if divisor != 1 {
                up /= divisor
                down /= divisor
            }
        }
        self.init(lowestTerms: up, down, exponent: exponent + upZeros - downZeros)
    }

    /// Creates numerator·2^exponent with any numerator.
    init(numerator: BigInt, exponent: Int) {
        let zeros = numerator.isZero ? 0 : numerator.trailingZeroBitCount
        self.init(lowestTerms: zeros == 0 ? numerator : numerator >> zeros, 1, exponent: exponent + zeros)
    }

    /// Creates a number from an odd numerator and an odd denominator without a common divisor, times 2^exponent, or
    /// from the numerator 0.
    private init(lowestTerms numerator: BigInt, _ denominator: BigInt, exponent: Int) {
        if denominator == 1, let small = Int(exactly: numerator) {
            mantissa = small
            self.exponent = small == 0 ? 0 : exponent
            wide = nil
        } else {
            mantissa = 0
            self.exponent = 0
            wide = WideRational(numerator: numerator, denominator: denominator, exponent: exponent)
        }
    }

    /// The parts of numerator·2^exponent / denominator, where the denominator is odd and positive.
    var parts: WideRational {
        wide ?? WideRational(numerator: BigInt(mantissa), denominator: 1, exponent: exponent)
    }

    /// Whether the number is m·2^e with integers m and e, that is, a finite binary fraction.
    public var isDyadic: Bool { wide.map { $0.denominator == 1 } ?? true }

    /// The sign: −1, 0 or 1.
    public var signum: Int { wide.map { Int($0.numerator.signum()) } ?? mantissa.signum() }

    /// Whether the number is 0.
    public var isZero: Bool { wide == nil && mantissa == 0 }

    /// The number of bits of the odd numerator; 0 for 0.
    public var numeratorBits: Int {
        wide.map { $0.numerator.magnitude.bitWidth } ?? (Int.bitWidth - mantissa.magnitude.leadingZeroBitCount)
    }

    /// The number of bits of numerator and denominator in lowest terms, including their powers of two: how long the
    /// number is when written.
    public var quotientBits: Int {
        let denominator = wide.map { $0.denominator == 1 ? 0 : $0.denominator.magnitude.bitWidth } ?? 0
        return numeratorBits + denominator + abs(wide?.exponent ?? exponent)
    }

    /// The range from the exponent of the last bit to one above that of the first; the bits of a denominator count as
    /// further ones.
    var bitRange: Range<Int> {
        let last = wide.map { $0.exponent - ($0.denominator == 1 ? 0 : $0.denominator.magnitude.bitWidth) } ?? exponent
        return last..<(wide?.exponent ?? exponent) + numeratorBits
    }
}
