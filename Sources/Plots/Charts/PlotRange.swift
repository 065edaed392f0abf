/// The values at one place of the horizontal axis, from the least to the greatest.
///
/// Any of the numbers may be infinite or NaN: a range that cannot be drawn becomes a gap.
public struct PlotRange: Sendable, Hashable {
    /// The horizontal coordinate.
    public var x: Double
    /// The least value.
    public var lower: Double
    /// The greatest value.
    public var upper: Double

    /// Creates a range.
    public init(_ x: Double, _ lower: Double, _ upper: Double) {
        self.x = x
        self.lower = lower
        self.upper = upper
    }

    /// Whether all of it is finite.
    var isPlaced: Bool { x.isFinite && lower.isFinite && upper.isFinite }
}
