/// The median of several measurements, and their range.
public struct Spread: Sendable, Hashable, Codable {
    /// The median; the mean of the middle two for an even number of values.
    public let median: Double
    /// The smallest value.
    public let least: Double
    /// The largest value.
    public let greatest: Double

    /// The spread of values; nil where there are none, or one is NaN.
    ///
    /// - Complexity: O(n log n).
    public init?(_ values: [Double]) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        let sorted = values.sorted()
        median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        least = sorted[0]
        greatest = sorted[sorted.count - 1]
    }

    /// The spread of the ratios of values that were measured in the same round; nil where there is no such pair.
    public init?(ratios values: [Double], to others: [Double]) {
        self.init(zip(values, others).map { $0 / $1 })
    }
}
