import Foundation

/// How a time grows with the length, as a power of it.
public struct Growth: Sendable, Hashable, Codable {
    /// The contestant's short name.
    public let contestant: String
    /// The shortest length in the fit.
    public let from: Int
    /// The longest length in the fit.
    public let to: Int
    /// The slope of log time over log length, by least squares.
    public let exponent: Double

    /// The growth between two lengths; nil where one of them was not measured, or a time is not positive.
    public init?(of contestant: String, from: Int = 65, to: Int = 513, times: [Int: Double]) {
        let inside = times.filter { (from...to).contains($0.key) }
        guard from < to, inside[from] != nil, inside[to] != nil, inside.values.allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        let points = inside.map { (x: log(Double($0.key)), y: log($0.value)) }.sorted { $0.x < $1.x }
        let count = Double(points.count)
        let (x, y) = (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
        let products = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
        let squares = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        (self.contestant, self.from, self.to, exponent) = (contestant, from, to, products / squares)
    }
}
