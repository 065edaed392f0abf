internal import Exact

/// The limit and the cost so far of the work on one formula, in operations on short numbers.
struct FormulaBudget {
    /// The limit for each stage: the check on all networks, the search for repairs, their confirmation, and the test of
    /// other settings. It takes a second or less.
    static let limit = 20_000_000

    private(set) var left = limit

    /// Subtracts a price; false where less than that is left.
    mutating func spend(_ price: Int) -> Bool {
        left -= price
        return left >= 0
    }

    /// The price of a sum, a product or a quotient: 1 for short numbers; for longer ones it follows from their digits
    /// and those of the common divisor.
    static func price(_ a: Rational, _ b: Rational) -> Int {
        let bits = a.quotientBits + b.quotientBits
        let isDyadic = a.isDyadic && b.isDyadic
        if bits <= 64, isDyadic { return 1 }
        let words = bits / 64
        let product = 2 + words + words * words / 16
        return isDyadic ? product : product + bits * (8 + words) / 16
    }
}
