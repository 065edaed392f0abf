/// Sums in two's complement, all with the same number of 64-bit limbs (least significant first) and the same lowest bit
/// 2^exponent. The creator chooses the bits so that no summand has a lower one and no sum, not even an intermediate
/// one, a higher one.
struct FixedPointSums {
    private(set) var exponent = 0
    private(set) var limbs: [UInt64] = []
    private var width = 0

    /// Resets to `count` sums of zero, with some more limbs than a range of bits needs.
    mutating func reset(count: Int = 1, _ range: BitRange, extraLimbs: Int = 0) {
        (exponent, width) = (range.low, range.width + extraLimbs)
        if limbs.count != count * width { limbs = Array(repeating: 0, count: count * width) }
        for place in limbs.indices { limbs[place] = 0 }
    }

    /// The limbs of one sum.
    func places(of index: Int) -> Range<Int> { index * width..<(index + 1) * width }

    /// The sign of a sum: −1, 0 or 1.
    func sign(at index: Int = 0) -> Int {
        let places = places(of: index)
        if limbs[places.upperBound - 1] >> 63 == 1 { return -1 }
        return places.contains { limbs[$0] != 0 } ? 1 : 0
    }

    /// Whether the first sum is 1 or more.
    var isAtLeastOne: Bool {
        sign() > 0 && limbs.indices.contains { limbs[$0] >> max(0, -exponent - 64 * $0) != 0 }
    }

    /// Adds to one sum a number of a list times a dyadic.
    mutating func add(_ numbers: NumberList, at number: Int, times factor: Dyadic = .one, to index: Int = 0) {
        let entry = numbers.entries[number]
        guard !entry.isZero, !factor.isZero else { return }
        add(
            numbers.limbs, entry.range, times: factor.mantissa.magnitude, entry.exponent + Int(factor.exponent),
            isNegative: entry.isNegative != factor.isNegative, to: index)
    }

    /// Adds to one sum the product of two numbers of lists: long multiplication, limb by limb of the second.
    mutating func add(_ numbers: NumberList, at number: Int, times factors: NumberList, at factor: Int, to index: Int) {
        let (entry, other) = (numbers.entries[number], factors.entries[factor])
        guard !entry.isZero else { return }
        for (place, limb) in zip(0..., factors.limbs[other.range]) {
            add(
                numbers.limbs, entry.range, times: limb, entry.exponent + other.exponent + 64 * place,
                isNegative: entry.isNegative != other.isNegative, to: index)
        }
    }

    /// Adds to one sum ± source · factor · 2^exponent, where the source is a natural number in limbs.
    private mutating func add(
        _ source: [UInt64], _ range: Range<Int>, times factor: UInt64, _ exponent: Int, isNegative: Bool, to index: Int
    ) {
        let shift = exponent - self.exponent
        let bits = UInt64(shift & 63)
        var place = index * width + shift >> 6
        let end = (index + 1) * width
        var (high, shiftedOut, carry) = (UInt64(0), UInt64(0), UInt64(0))
        // Two limbs more than the source has: one for the product, one for the shift.
        for position in range.lowerBound..<range.upperBound + 2 where place < end {
            let product = (position < range.upperBound ? source[position] : 0).multipliedFullWidth(by: factor)
            let (low, overflow) = product.low.addingReportingOverflow(high)
            high = product.high &+ (overflow ? 1 : 0)
            accumulate((low << bits) | (shiftedOut >> (64 - bits)), &carry, isNegative, at: place)
            shiftedOut = low
            place += 1
        }
        while carry != 0, place < end {
            accumulate(0, &carry, isNegative, at: place)
            place += 1
        }
    }

    /// Adds or subtracts one limb and the carry from the limb below.
    @inline(__always)
    private mutating func accumulate(_ limb: UInt64, _ carry: inout UInt64, _ isNegative: Bool, at place: Int) {
        let own = limbs[place]
        let (first, over) = isNegative ? own.subtractingReportingOverflow(limb) : own.addingReportingOverflow(limb)
        let (sum, overAgain) =
            isNegative ? first.subtractingReportingOverflow(carry) : first.addingReportingOverflow(carry)
        limbs[place] = sum
        carry = over || overAgain ? 1 : 0
    }
}
