/// A decimal number that is not negative, which stands for the binary64 number nearest to it (of two, the one with an even significand).
struct DecimalSlope {
    /// The number is the first of these over the second.
    private var fraction = NumberList()

    /// Reads `leakyReLU(x)`; nil for another text, and where x is too great for a finite binary64.
    init?(leaky activation: String) {
        guard activation.hasPrefix("leakyReLU("), activation.hasSuffix(")") else { return nil }
        let text = activation.utf8.dropFirst(10).dropLast()
        let parts = Array(text).split(separator: UInt8(ascii: "e"), omittingEmptySubsequences: false)
        let numbers = (parts.first ?? []).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.count <= 64, parts.count <= 2, numbers.count <= 2, numbers.allSatisfy(Self.isNatural) else {
            return nil
        }
        let digits = Array(numbers.joined())
        var power = numbers.count == 2 ? -numbers[1].count : 0
        if parts.count == 2 {
            let isNegative = parts[1].first == UInt8(ascii: "-")
            let exponent = isNegative || parts[1].first == UInt8(ascii: "+") ? parts[1].dropFirst() : parts[1]
            guard Self.isNatural(exponent), exponent.count <= 3 else { return nil }
            power += exponent.reduce(0) { $0 * 10 + Int($1 - 48) } * (isNegative ? -1 : 1)
        }
        let zeros = [UInt8](repeating: 48, count: abs(power))
        fraction.append(decimal: power > 0 ? digits + zeros : digits)
        fraction.append(decimal: power < 0 ? [49] + zeros : [49])
        // Halfway between the greatest finite number and 2^1024, a number is rounded to the latter.
        guard compare(to: 1 << 54 - 1, 970) < 0 else { return nil }
    }

    /// Whether the binary64 number nearest to this one is a given number, which is not negative.
    func isNearest(to number: Dyadic) -> Bool {
        // The number as a 53-bit significand, or a shorter one with the least exponent.
        let magnitude = number.mantissa.magnitude
        let shift = number.isZero ? 1_074 : min(magnitude.leadingZeroBitCount - 11, Int(number.exponent) + 1_074)
        let (significand, exponent) = (magnitude << shift, Int(number.exponent) - shift)
        let above = compare(to: 2 * significand + 1, exponent - 1)
        // Below a power of two the numbers are twice as dense.
        let isDense = significand == 1 << 52 && exponent > -1_074
        let below =
            significand == 0
            ? 1
            : isDense ? compare(to: 4 * significand - 1, exponent - 2) : compare(to: 2 * significand - 1, exponent - 1)
        return above < 0 && below > 0 || significand & 1 == 0 && above <= 0 && below >= 0
    }

    /// The sign of this number minus significand · 2^exponent, for a significand below 2^63.
    private func compare(to significand: UInt64, _ exponent: Int) -> Int {
        let other = Dyadic(significand: significand, exponent: exponent, isNegative: true)
        let top = max(fraction.top(at: 0), fraction.top(at: 1) + other.top)
        var difference = FixedPointSums()
        difference.reset(BitRange(low: min(0, Int(other.exponent)), top: top))
        difference.add(fraction, at: 0)
        difference.add(fraction, at: 1, times: other)
        return difference.sign()
    }

    private static func isNatural(_ text: some Collection<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (48...57).contains($0) }
    }
}
