public import Networks

/// How far an output that is a number of its own is from its target, over all samples.
public struct OutputFit: Sendable, Hashable {
    /// max |ŷ − y|; NaN where one is.
    public let maxAbsolute: Double
    /// √(Σ (ŷ − y)² / N) for N samples; NaN where a difference is NaN, infinite where one is.
    public let rootMeanSquare: Double
    /// The coefficient of determination 1 − Σ (ŷ − y)² / Σ (y − ȳ)², with the mean ȳ of these samples' own targets; nil
    /// for targets that are all equal, and where it is not finite.
    ///
    /// 1 for an output that is always right, 0 for one that is as good as the mean, below 0 for a worse one.
    public let r2: Double?

    /// Compares an output with its target, sample by sample.
    ///
    /// Sums are taken of quotients by the largest term, so that no square overflows or underflows.
    ///
    /// - Complexity: O(samples).
    public init(outputs: [Double], targets: [Double]) {
        precondition(outputs.count == targets.count, "one target for each output")
        let count = Double(max(1, targets.count))
        let errors = Self.size(of: zip(outputs, targets).map { $0 - $1 })
        (maxAbsolute, rootMeanSquare) = (errors.largest, errors.largest * (errors.sum / count).squareRoot())
        guard let first = targets.first, targets.contains(where: { $0 != first }) else {
            r2 = nil
            return
        }
        // Halves of two finite numbers have a finite difference.
        let halves = targets.map { $0 / 2 - first / 2 }
        let mean = halves.reduce(0) { $0 + $1 / count }
        let spread = Self.size(of: halves.map { $0 - mean })
        let ratio = errors.largest / 2 / spread.largest
        let r2 = 1 - ratio * ratio * (errors.sum / spread.sum)
        self.r2 = r2.isFinite ? r2 : nil
    }

    /// The largest absolute value, NaN where one is, and Σ (v / largest)².
    private static func size(of values: [Double]) -> (largest: Double, sum: Double) {
        let largest = values.reduce(0.0) { $0.isNaN || abs($1) <= $0 ? $0 : abs($1) }
        guard largest > 0, largest.isFinite else { return (largest, largest == 0 ? 0 : largest) }
        return (largest, values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) })
    }

    /// The fit of each output, all `[samples × outputs]`.
    ///
    /// - Complexity: O(samples · outputs).
    public static func each(outputs: Matrix<Double>, targets: Matrix<Double>) -> [OutputFit] {
        func column(_ matrix: Matrix<Double>, _ j: Int) -> [Double] { (0..<matrix.rows).map { matrix[$0, j] } }
        return (0..<targets.columns).map { OutputFit(outputs: column(outputs, $0), targets: column(targets, $0)) }
    }
}
