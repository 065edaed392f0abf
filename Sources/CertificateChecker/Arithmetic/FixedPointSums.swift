/// Sums in two's complement, all with the same number of 64-bit limbs (least significant first) and the same lowest bit 2^exponent.
///
/// Whoever makes a table chooses its bits so that no summand has a lower one and no sum, not even on the way, a higher one.
struct FixedPointSums {
    private(set) var exponent = 0
    private(set) var width = 0
    private(set) var limbs: [UInt64] = []

    /// Makes `count` sums of zero.
    mutating func reset(count: Int, exponent: Int, width: Int) {
        (self.exponent, self.width) = (exponent, width)
        limbs.removeAll(keepingCapacity: true)
        limbs.append(contentsOf: repeatElement(0, count: count * width))
    }

    /// Makes one sum of zero that can hold a few summands within a range of bits.
    mutating func reset(for range: BitRange) {
        reset(count: 1, exponent: range.low, width: Self.width(of: range))
    }

    /// Makes every sum zero.
    mutating func clear() {
        for place in limbs.indices { limbs[place] = 0 }
    }

    /// The limbs for sums of less than 2^62 numbers in a range of bits.
    static func width(of range: BitRange) -> Int { (range.top - range.low + 64 + 63) / 64 }

    /// The limbs of one sum.
    func places(of index: Int) -> Range<Int> { index * width..<(index + 1) * width }

    /// −1, 0 or 1.
    func sign(at index: Int) -> Int {
        let own = limbs[places(of: index)]
        guard let last = own.last, last >> 63 == 0 else { return own.isEmpty ? 0 : -1 }
        return own.contains { $0 != 0 } ? 1 : 0
    }

    /// Adds a number of a list times a dyadic to one sum.
    mutating func add(_ numbers: NumberList, at number: Int, times factor: Dyadic, to index: Int = 0) {
        let entry = numbers.entries[number]
        guard !entry.isZero, !factor.isZero else { return }
        add(
            numbers.limbs, entry.range, times: factor.mantissa.magnitude,
            exponent: Int(entry.exponent) + Int(factor.exponent), isNegative: entry.isNegative != factor.isNegative,
            to: index)
    }

    /// Adds the product of two numbers, each of a list, to one sum: long multiplication, limb by limb of the second.
    mutating func add(
        _ numbers: NumberList, at number: Int, times factors: NumberList, at factor: Int, to index: Int = 0
    ) {
        let (entry, other) = (numbers.entries[number], factors.entries[factor])
        guard !entry.isZero else { return }
        for (place, limb) in zip(0..., factors.limbs[other.range]) {
            add(
                numbers.limbs, entry.range, times: limb,
                exponent: Int(entry.exponent) + Int(other.exponent) + 64 * place,
                isNegative: entry.isNegative != other.isNegative, to: index)
        }
    }

    /// Adds ± source · factor · 2^exponent to one sum, the source being a natural number in limbs.
    mutating func add(
        _ source: [UInt64], _ range: Range<Int>, times factor: UInt64, exponent: Int, isNegative: Bool, to index: Int
    ) {
        let shift = exponent - self.exponent
        let bits = UInt64(shift & 63)
        var place = index * width + shift >> 6
        let end = (index + 1) * width
        var (high, shiftedOut, carry) = (UInt64(0), UInt64(0), UInt64(0))
        // Two limbs more than the source has: one for the product, one for the shift.
        for position in range.lowerBound..<range.upperBound + 2 {
            guard place < end else { return }
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
        let (first, firstOver) = isNegative ? own.subtractingReportingOverflow(limb) : own.addingReportingOverflow(limb)
        let (second, secondOver) =
            isNegative ? first.subtractingReportingOverflow(carry) : first.addingReportingOverflow(carry)
        limbs[place] = second
        carry = firstOver || secondOver ? 1 : 0
    }
}
