internal import Foundation

/// A positive figure of several runs of one recipe with different seeds, measured once, and what it says of a further
/// run.
struct SeedSpread: Sendable {
    let values: [Double]

    init(_ values: [Double]) { self.values = values }

    /// The range in which a further run of the same recipe lies, but for one in 10,000.
    ///
    /// With m and s the mean and the standard deviation of the logarithms of the k = 8 values, it is
    /// exp(m ± t·s·√(1 + 1/k)), where t is the quantile of Student's distribution with k − 1 = 7 degrees of freedom.
    var interval: ClosedRange<Double> {
        let spread = Self.student * deviation * (1 + 1 / Double(values.count)).squareRoot()
        return exp(mean - spread)...exp(mean + spread)
    }

    /// The range of the geometric mean over all seeds, with the same risk: exp(m ± t·s/√k).
    var centre: ClosedRange<Double> {
        let spread = Self.student * deviation / Double(values.count).squareRoot()
        return exp(mean - spread)...exp(mean + spread)
    }

    /// The quantile for a risk of 1 in 10,000, on either side together, at 7 degrees of freedom.
    private static let student = 7.885

    private var logarithms: [Double] { values.map { log($0) } }
    private var mean: Double { logarithms.reduce(0, +) / Double(values.count) }
    private var deviation: Double {
        let squares: Double = logarithms.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }
}
