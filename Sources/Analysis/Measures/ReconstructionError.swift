public import Networks

/// How far a network's outputs are from their targets.
public struct ReconstructionError: Sendable, Hashable {
    /// max |ŷ − y| over samples and outputs.
    public let maxAbsolute: Double
    /// ``maxAbsolute`` over the amplitude, the largest absolute target.
    public let maxRelative: Double
    /// The mean of |ŷ − y| over the amplitude in each quarter of the samples, transitions from left to right.
    public let byQuarter: [Double]
    /// The mean of |ŷ − y| of each sample, over the amplitude.
    public let bySample: [Double]
    /// The number of samples whose every output is within 1 % of the amplitude.
    public let samplesWithinOnePercent: Int

    /// Measures `outputs` against `targets`, both `[samples × outputs]`; a single NaN makes the maximum NaN.
    ///
    /// - Complexity: O(samples · outputs).
    public init(outputs: Matrix<Double>, targets: Matrix<Double>) {
        precondition(outputs.rows == targets.rows && outputs.columns == targets.columns, "one target for each output")
        let largest = targets.elements.lazy.map(abs).max() ?? 0
        let amplitude = largest > 0 ? largest : 1
        var worst = 0.0
        var within = 0
        var means: [Double] = []
        for i in 0..<outputs.rows {
            var (sum, most) = (0.0, 0.0)
            for j in 0..<outputs.columns {
                let error = abs(outputs[i, j] - targets[i, j])
                sum += error
                if !most.isNaN, !(error <= most) { most = error }
            }
            if !worst.isNaN, !(most <= worst) { worst = most }
            if most <= 0.01 * amplitude { within += 1 }
            means.append(sum / Double(max(1, outputs.columns)) / amplitude)
        }
        maxAbsolute = worst
        maxRelative = worst / amplitude
        bySample = means
        samplesWithinOnePercent = within
        let count = means.count
        byQuarter = (0..<4).map { quarter in
            let part = means.indices.filter { 4 * $0 / max(1, count) == quarter }.map { means[$0] }
            return part.isEmpty ? 0 : part.reduce(0, +) / Double(part.count)
        }
    }
}
