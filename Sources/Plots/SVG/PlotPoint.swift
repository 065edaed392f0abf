/// A point of a plot, in data coordinates.
///
/// Either coordinate may be any number, also an infinite one or NaN: points that cannot be drawn become gaps.
public struct PlotPoint: Sendable, Hashable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Creates a point.
    public init(_ x: Double, _ y: Double) {
        self.init(x: x, y: y)
    }

    /// Points at equally spaced positions, one for each value.
    ///
    /// - Parameters:
    ///   - values: The vertical coordinates.
    ///   - start: The position of the first value.
    ///   - step: The distance between neighbours.
    /// - Returns: As many points as there are values.
    /// - Complexity: O(n).
    public static func samples(_ values: [Double], from start: Double = 0, step: Double = 1) -> [PlotPoint] {
        values.enumerated().map { PlotPoint(x: start + Double($0.offset) * step, y: $0.element) }
    }
}
