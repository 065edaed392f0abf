/// Numbers ± limbs · 2^exponent of any size, one after another in one buffer of 64-bit limbs, least significant first.
/// The first and the last limb of a number are not zero; the number 0 has no limbs.
struct NumberList {
    struct Entry {
        fileprivate let start: Int32
        fileprivate let count: Int32
        fileprivate let lowest: Int32
        let isNegative: Bool

        var exponent: Int { Int(lowest) }
        var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
        var isZero: Bool { count == 0 }
    }

    private(set) var limbs: [UInt64] = []
    private(set) var entries: [Entry] = []

    mutating func removeAll() {
        limbs.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    mutating func append(_ number: Dyadic) {
        let start = limbs.count
        limbs.append(number.mantissa.magnitude)
        appendEntry(from: start, exponent: Int(number.exponent), isNegative: number.isNegative)
    }

    /// Appends ± digits · 2^exponent, where the digits are those of a decimal number in ASCII.
    mutating func append(decimal digits: some Sequence<UInt8>, exponent: Int = 0, isNegative: Bool = false) {
        let start = limbs.count
        var (group, power) = (UInt64(0), UInt64(1))
        for digit in digits {
            (group, power) = (group &* 10 &+ UInt64(digit &- 48), power &* 10)
            // 10^19 is the largest power of ten below 2^64.
            if power == 10_000_000_000_000_000_000 {
                multiply(from: start, by: power, adding: group)
                (group, power) = (0, 1)
            }
        }
        multiply(from: start, by: power, adding: group)
        let zeros = limbs[start...].prefix { $0 == 0 }.count
        limbs.removeSubrange(start..<start + zeros)
        appendEntry(from: start, exponent: exponent + 64 * zeros, isNegative: isNegative)
    }

    /// Appends the first of several sums.
    mutating func append(_ sums: FixedPointSums) {
        let start = limbs.count
        let places = sums.places(of: 0)
        let first = places.first { sums.limbs[$0] != 0 } ?? places.upperBound
        let isNegative = sums.sign() < 0
        // A magnitude is the complement plus one, and the one is used up in the first limb that is not zero.
        for place in first..<places.upperBound {
            limbs.append(isNegative ? ~sums.limbs[place] &+ (place == first ? 1 : 0) : sums.limbs[place])
        }
        appendEntry(from: start, exponent: sums.exponent + 64 * first, isNegative: isNegative)
    }

    /// The least t with |number| < 2^t; 0 for the number 0.
    func top(at index: Int) -> Int {
        let entry = entries[index]
        guard let last = limbs[entry.range].last else { return 0 }
        return entry.exponent + 64 * Int(entry.count) - last.leadingZeroBitCount
    }

    /// Whether a number equals a dyadic, which has only one normal form.
    func isEqual(at index: Int, to number: Dyadic) -> Bool {
        let entry = entries[index]
        guard !entry.isZero, !number.isZero else { return entry.isZero && number.isZero }
        let limb = limbs[Int(entry.start)]
        let next = entry.count == 1 ? 0 : limbs[Int(entry.start) + 1]
        let zeros = limb.trailingZeroBitCount
        // With the same lowest and highest bit, what remains is a mantissa below 2^53 in the two lowest limbs.
        return entry.isNegative == number.isNegative && top(at: index) == number.top
            && entry.exponent + zeros == number.exponent
            && (limb >> zeros) | (next << (64 - zeros)) == number.mantissa.magnitude
    }

    private mutating func multiply(from start: Int, by factor: UInt64, adding summand: UInt64) {
        var carry = summand
        for place in start..<limbs.count {
            let product = limbs[place].multipliedFullWidth(by: factor)
            let (low, overflow) = product.low.addingReportingOverflow(carry)
            limbs[place] = low
            carry = product.high &+ (overflow ? 1 : 0)
        }
        if carry != 0 { limbs.append(carry) }
    }

    private mutating func appendEntry(from start: Int, exponent: Int, isNegative: Bool) {
        while limbs.count > start, limbs.last == 0 { limbs.removeLast() }
        let count = Int32(truncatingIfNeeded: limbs.count - start)
        let lowest = Int32(truncatingIfNeeded: count == 0 ? 0 : exponent)
        entries.append(
            Entry(
                start: Int32(truncatingIfNeeded: start), count: count, lowest: lowest,
                isNegative: count > 0 && isNegative))
    }
}
