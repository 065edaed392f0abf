public import Exact

/// Random numbers for checks: whole and rational ones, and vectors of them.
public struct RationalDraws: RandomNumberGenerator, Sendable {
    private var stream: RandomStream

    /// Draws from the numbers of `stream`.
    public init(_ stream: RandomStream) { self.stream = stream }

    /// The stream's next 64 bits.
    public mutating func next() -> UInt64 { stream.next() }

    /// A whole number in the range.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + stream.index(below: range.count)
    }

    /// A number in the range.
    public mutating func uniform(in range: ClosedRange<Double>) -> Double { stream.uniform(in: range) }

    /// A standard normal number.
    public mutating func normal() -> Double { stream.normal() }

    /// k/d with k in −bound…bound and d in 1…4.
    public mutating func rational(bound: Int = 12) -> Rational {
        Rational(integer(in: -bound...bound)) / Rational(integer(in: 1...4))
    }

    /// A ``rational(bound:)`` above 0.
    public mutating func positive(bound: Int = 12) -> Rational {
        Rational(integer(in: 1...bound)) / Rational(integer(in: 1...4))
    }

    /// A ``rational(bound:)`` of at most 0.
    public mutating func nonPositive(bound: Int = 12) -> Rational {
        Rational(integer(in: -bound...0)) / Rational(integer(in: 1...4))
    }

    /// `count` numbers drawn by ``rational(bound:)``.
    public mutating func vector(_ count: Int, bound: Int = 12) -> [Rational] {
        (0..<count).map { _ in rational(bound: bound) }
    }

    /// `count` different rationals in increasing order.
    public mutating func increasing(_ count: Int) -> [Rational] {
        var last = rational()
        return (0..<count).map { _ in
            defer { last += positive() }
            return last
        }
    }
}
