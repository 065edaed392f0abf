/// A decimal number that is not negative, which stands for the binary64 number nearest to it (of two, the one with an even significand).
struct DecimalSlope {
    static let mostBytes = 64
    static let mostExponentDigits = 3

    /// The number is numerator / denominator.
    private var numbers = NumberList()
    private static let (numerator, denominator) = (0, 1)

    /// Reads digits, maybe a point and digits, maybe `e`, a sign or none, and digits; nil for another text, and where the number is
    /// too great for a finite binary64.
    init?(_ text: [UInt8]) {
        guard text.count <= Self.mostBytes else { return nil }
        func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
        var rest = text[...]
        var digits = Array(rest.prefix(while: isDigit))
        rest = rest.dropFirst(digits.count)
        guard !digits.isEmpty else { return nil }
        var power = 0
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
            digits += fraction
            power -= fraction.count
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            let isNegative = rest.first == UInt8(ascii: "-")
            if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard (1...Self.mostExponentDigits).contains(rest.count), rest.allSatisfy(isDigit) else { return nil }
            let exponent = rest.reduce(0) { $0 * 10 + Int($1 - 48) }
            power += isNegative ? -exponent : exponent
            rest = []
        }
        guard rest.isEmpty else { return nil }
        let zeros = [UInt8](repeating: 48, count: abs(power))
        numbers.append(decimal: power > 0 ? digits + zeros : digits)
        numbers.append(decimal: power < 0 ? [49] + zeros : [49])
        // Halfway between the greatest finite number and 2^1024, a number is rounded to the latter.
        guard compare(to: 1 << 54 - 1, 970) < 0 else { return nil }
    }

    /// Whether the binary64 number nearest to this one is a given number, which is not negative.
    func isNearest(to number: Dyadic) -> Bool {
        // The number as a 53-bit significand, or a shorter one with the least exponent.
        let magnitude = number.mantissa.magnitude
        let shift = number.isZero ? 0 : min(53 - (64 - magnitude.leadingZeroBitCount), Int(number.exponent) + 1_074)
        let significand = magnitude << UInt64(shift)
        let exponent = number.isZero ? -1_074 : Int(number.exponent) - shift
        let isEven = significand & 1 == 0
        let above = compare(to: 2 * significand + 1, exponent - 1)
        guard above < 0 || above == 0 && isEven else { return false }
        if significand == 0 { return true }
        // Below a power of two the numbers are twice as dense.
        let below =
            significand == 1 << 52 && exponent > -1_074
            ? compare(to: 4 * significand - 1, exponent - 2) : compare(to: 2 * significand - 1, exponent - 1)
        return below > 0 || below == 0 && isEven
    }

    /// The sign of this number minus significand · 2^exponent, for a significand below 2^63.
    private func compare(to significand: UInt64, _ exponent: Int) -> Int {
        let other = Dyadic(significand: significand, exponent: exponent, isNegative: false)
        let tops = (numbers.top(at: Self.numerator), numbers.top(at: Self.denominator) + other.top)
        var difference = FixedPointSums()
        difference.reset(for: BitRange(low: min(0, Int(other.exponent)), top: max(tops.0, tops.1)))
        difference.add(numbers, at: Self.numerator, times: Dyadic(mantissa: 1, exponent: 0))
        difference.add(
            numbers, at: Self.denominator, times: Dyadic(mantissa: -other.mantissa, exponent: other.exponent))
        return difference.sign(at: 0)
    }
}
