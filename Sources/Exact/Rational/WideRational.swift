internal import BigInt

/// The number numerator·2^exponent / denominator in big integers: both are odd, without a common divisor, and the
/// denominator is positive.
final class WideRational: Sendable, Hashable {
    let numerator: BigInt
    let denominator: BigInt
    let exponent: Int

    init(numerator: BigInt, denominator: BigInt, exponent: Int) {
        self.numerator = numerator
        self.denominator = denominator
        self.exponent = exponent
    }

    static func == (a: WideRational, b: WideRational) -> Bool {
        a === b || a.exponent == b.exponent && a.numerator == b.numerator && a.denominator == b.denominator
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(exponent)
        hasher.combine(numerator)
        hasher.combine(denominator)
    }
}
