/// A set of whole numbers of a range, a bit each.
struct Bitmap {
    private let range: Range<Int>
    private var words: [UInt64]
    /// The number of members.
    private(set) var count = 0

    /// The empty set.
    init(of range: Range<Int>) {
        self.range = range
        words = [UInt64](repeating: 0, count: (range.count + 63) / 64)
    }

    /// Whether a number of the range is a member.
    func contains(_ number: Int) -> Bool {
        let place = number - range.lowerBound
        return words[place / 64] & (1 << UInt64(place % 64)) != 0
    }

    /// Adds a number of the range; false where it is a member already.
    mutating func insert(_ number: Int) -> Bool {
        guard !contains(number) else { return false }
        let place = number - range.lowerBound
        words[place / 64] |= 1 << UInt64(place % 64)
        count += 1
        return true
    }
}
