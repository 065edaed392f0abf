internal import BigInt

extension OutputConstraints {
    /// Decides by the simplex method whether weights exist, with a proof of either answer.
    ///
    /// It looks for multipliers λ with λ A = 0, λ ≥ 0 where t = 0, and Σ λ t = −1; where there are none, the dual
    /// solution gives the weights. It is meant for up to about 40 samples; ``StepCriterion`` serves step functions of
    /// any length.
    ///
    /// - Complexity: each pivot takes O(units · (samples + units)) integer operations; the number of pivots is not
    ///   bounded by a polynomial.
    public func decide() -> Feasibility {
        // One column for each multiplier, and a second with the opposite sign for multipliers that may be negative.
        var columns: [(sample: Int, sign: BigInt)] = []
        for i in targets.indices {
            columns.append((i, 1))
            if targets[i].signum > 0 { columns.append((i, -1)) }
        }
        // A positive multiple of each row of Aᵀ and of t leaves the multipliers unchanged.
        let units = activations.transposed()
        var matrix: [[BigInt]] = []
        var scales: [Rational] = []
        for k in 0..<units.rows {
            let (row, multiplier) = Elimination.integers(units.row(k))
            matrix.append(columns.map { row[$0.sample] * $0.sign })
            scales.append(multiplier)
        }
        let (row, multiplier) = Elimination.integers(targets[...])
        matrix.append(columns.map { row[$0.sample] * $0.sign })
        scales.append(multiplier)
        var simplex = ExactSimplex(matrix, [BigInt](repeating: 0, count: units.rows) + [-1])
        switch simplex.solve() {
        case .solution(let x):
            var multipliers = [Rational](repeating: .zero, count: targets.count)
            for (value, column) in zip(x, columns) where !value.isZero {
                multipliers[column.sample] += column.sign == 1 ? value : -value
            }
            return .infeasible(multipliers: Self.integers(multipliers))
        case .witness(let y):
            // y·c = −y_last > 0, and w = y/(−y_last) meets every constraint.
            let last = -(y[units.rows] * scales[units.rows])
            return .feasible(weights: (0..<units.rows).map { y[$0] * scales[$0] / last })
        }
    }

    /// The multipliers times a positive number that makes them integers without a common divisor.
    public static func integers(_ multipliers: [Rational]) -> [Rational] {
        ExactMatrix.primitive(Elimination.integers(multipliers[...]).row)
    }
}
