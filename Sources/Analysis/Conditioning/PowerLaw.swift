internal import Foundation

/// A power law, value ≈ constant · size^exponent, fitted to measured values.
public struct PowerLaw: Sendable, Hashable, Codable {
    /// The constant factor of the law.
    public let constant: Double
    /// The slope on doubly logarithmic axes.
    public let exponent: Double
    /// The largest |measured/fitted − 1|.
    public let largestDeviation: Double

    /// Fits the least-squares line through log(value) over log(size).
    ///
    /// Nil where fewer than two points have different sizes, or a size or a value is not positive and finite.
    ///
    /// - Complexity: O(points).
    public init?(sizes: [Int], values: [Double]) {
        precondition(sizes.count == values.count, "power law: as many sizes as values")
        let x = sizes.map { log(Double($0)) }
        let y = values.map { log($0) }
        guard Set(x).count > 1, (x + y).allSatisfy(\.isFinite) else { return nil }
        let meanX = x.reduce(0, +) / Double(x.count)
        let meanY = y.reduce(0, +) / Double(y.count)
        let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        let slope = covariance / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        let intercept = meanY - slope * meanX
        constant = exp(intercept)
        exponent = slope
        largestDeviation = zip(x, y).map { abs(exp($1 - intercept - slope * $0) - 1) }.max() ?? 0
    }

    /// The law's value at a size.
    public func value(at size: Double) -> Double { constant * pow(size, exponent) }

    /// The limit of value/(size + shift)^exponent for large sizes, where the difference from it is a multiple of
    /// 1/(size + shift)².
    ///
    /// It is extrapolated from the two largest sizes. Nil where there are fewer than two different sizes, or where one
    /// of them plus the shift is not positive.
    ///
    /// - Complexity: O(points · log(points)).
    /// - Source: L. F. Richardson, The deferred approach to the limit, Phil. Trans. Royal Society A 226 (1927).
    public static func limit(sizes: [Int], values: [Double], exponent: Double, shift: Double) -> Double? {
        precondition(sizes.count == values.count, "power law: as many sizes as values")
        let points = zip(sizes, values).sorted { $0.0 < $1.0 }
        guard let last = points.last, let other = points.last(where: { $0.0 < last.0 }) else { return nil }
        let (large, small) = (Double(last.0) + shift, Double(other.0) + shift)
        guard small > 0 else { return nil }
        let (fine, coarse) = (last.1 / pow(large, exponent), other.1 / pow(small, exponent))
        return (large * large * fine - small * small * coarse) / (large * large - small * small)
    }
}
