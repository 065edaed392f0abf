/// A rectangle inside a figure.
struct PlotRect: Hashable {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    var right: Double { left + width }
    var bottom: Double { top + height }

    func contains(_ point: Pixel, margin: Double = 0) -> Bool {
        point.x >= left - margin && point.x <= right + margin && point.y >= top - margin && point.y <= bottom + margin
    }

    func intersects(_ other: PlotRect) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
}
