/// The interval of numbers an axis shows, from its first end to its last.
///
/// The first end is on the left or at the bottom; if it is the greater of the two, the axis runs backwards.
public struct AxisDomain: Sendable, Hashable {
    /// The number at the left or bottom end.
    public var start: Double
    /// The number at the right or top end.
    public var end: Double

    /// Creates a domain; `start` may be greater than `end`.
    public init(_ start: Double, _ end: Double) {
        self.start = start
        self.end = end
    }

    /// Whether the axis runs backwards.
    public var isReversed: Bool { start > end }

    /// The lesser end.
    public var lower: Double { min(start, end) }

    /// The greater end.
    public var upper: Double { max(start, end) }

    /// The same interval in the other direction.
    public var reversed: AxisDomain { AxisDomain(end, start) }
}
