/// How close a scalar code is to being linear in the position.
///
/// The line is the least-squares fit z ≈ slope · θ + intercept.
public struct CodeLine: Sendable, Hashable {
    /// The change of the code for one position.
    public let slope: Double
    /// The code that the line gives for position 0.
    public let intercept: Double
    /// 1 − Σ (z − line)² / Σ (z − mean)²; 0 where all codes are equal.
    public let r2: Double
    /// max |z − line| over the range of z; nil where all codes are equal, so that there is no range.
    public let maxDeviation: Double?
    /// Whether the code strictly increases, or strictly decreases, with the position.
    public let isMonotone: Bool

    /// Fits the line; nil for fewer than two samples, one position only, or numbers that are not finite.
    ///
    /// - Complexity: O(samples · log samples).
    public init?(codes: [Double], positions: [Double]) {
        precondition(codes.count == positions.count, "one position for each code")
        guard codes.count >= 2, codes.allSatisfy(\.isFinite), positions.allSatisfy(\.isFinite) else { return nil }
        let count = Double(codes.count)
        let meanCode = codes.reduce(0, +) / count
        let meanPosition = positions.reduce(0, +) / count
        var (cross, squares, total) = (0.0, 0.0, 0.0)
        for (z, θ) in zip(codes, positions) {
            cross += (z - meanCode) * (θ - meanPosition)
            squares += (θ - meanPosition) * (θ - meanPosition)
            total += (z - meanCode) * (z - meanCode)
        }
        guard squares > 0 else { return nil }
        let slope = cross / squares
        let intercept = meanCode - slope * meanPosition
        let residuals = zip(codes, positions).map { z, θ in z - (slope * θ + intercept) }
        let spread = codes.reduce(-.infinity, max) - codes.reduce(.infinity, min)
        let r2 = total > 0 ? 1 - residuals.reduce(0) { $0 + $1 * $1 } / total : 0
        let maxDeviation = spread > 0 ? (residuals.lazy.map(abs).max() ?? 0) / spread : nil
        // Codes close to the largest number are finite, but their squares are not.
        guard slope.isFinite, intercept.isFinite, r2.isFinite, maxDeviation?.isFinite != false else { return nil }
        self.slope = slope
        self.intercept = intercept
        self.r2 = r2
        self.maxDeviation = maxDeviation
        let ordered = zip(positions, codes).sorted { $0.0 < $1.0 }.map(\.1)
        let steps = zip(ordered, ordered.dropFirst()).map { $1 - $0 }
        isMonotone = steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 }
    }
}
