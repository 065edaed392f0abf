public import Networks

/// A linear probe: how well a number can be read from a code of several units by an affine map, fitted by least
/// squares.
///
/// The readout is value ≈ Σ_k weights[k] · z_k + intercept.
public struct AffineReadout: Sendable, Hashable {
    /// One weight for each unit; 0 for a unit that is constant, or affine in units before it.
    public let weights: [Double]
    /// The value that is read from the code 0.
    public let intercept: Double
    /// 1 − Σ (value − readout)² / Σ (value − mean)².
    public let r2: Double
    /// max |value − readout| over the range of the value.
    public let maxDeviation: Double

    /// Fits the readout of `values` from `codes`, `[samples × units]`; nil where all values
    /// are equal, or a number is not finite.
    ///
    /// The part of a unit that earlier units and a constant do not explain is ignored where it is less than 1e-10 of
    /// the unit, since it is rounding.
    ///
    /// - Complexity: O(samples · units²).
    public init?(of values: [Double], from codes: Matrix<Double>) {
        precondition(codes.rows == values.count, "one value for each code")
        guard let least = values.min(), let largest = values.max(), least < largest,
            (values + codes.elements).allSatisfy(\.isFinite)
        else { return nil }
        let count = Double(values.count)
        func mean(_ column: [Double]) -> Double { column.reduce(0, +) / count }
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let units = (0..<codes.columns).map { k in (0..<codes.rows).map { codes[$0, k] } }
        let means = units.map(mean)
        let meanValue = mean(values)
        var residuals = values.map { $0 - meanValue }
        let total = product(residuals, residuals)
        // Gram–Schmidt over the centred units; each step is recorded in terms of the units.
        var columns = zip(units, means).map { unit, mean in unit.map { $0 - mean } }
        let sizes = units.map { product($0, $0) }
        var combinations = units.indices.map { k in units.indices.map { $0 == k ? 1.0 : 0 } }
        var weights = [Double](repeating: 0, count: units.count)
        for k in columns.indices {
            let size = product(columns[k], columns[k])
            guard size > 1e-20 * sizes[k] else { continue }
            func remove(_ share: Double, from vector: inout [Double], _ other: [Double]) {
                for i in vector.indices { vector[i] -= share * other[i] }
            }
            let share = product(residuals, columns[k]) / size
            remove(share, from: &residuals, columns[k])
            remove(-share, from: &weights, combinations[k])
            for later in columns.indices where later > k {
                let share = product(columns[later], columns[k]) / size
                remove(share, from: &columns[later], columns[k])
                remove(share, from: &combinations[later], combinations[k])
            }
        }
        self.weights = weights
        intercept = meanValue - product(weights, means)
        r2 = 1 - product(residuals, residuals) / total
        maxDeviation = (residuals.lazy.map(abs).max() ?? 0) / (largest - least)
        // Numbers close to the largest one are finite, but their squares are not.
        guard (sizes + weights).allSatisfy(\.isFinite), intercept.isFinite, r2.isFinite, maxDeviation.isFinite else {
            return nil
        }
    }

    /// The value that is read from a code.
    public func callAsFunction(_ code: some Sequence<Double>) -> Double {
        zip(weights, code).reduce(intercept) { $0 + $1.0 * $1.1 }
    }
}
