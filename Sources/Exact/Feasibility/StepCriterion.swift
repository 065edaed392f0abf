/// Theorem T1: which activation matrices A allow a last layer that reproduces all step functions.
///
/// Row i = 0 … n of A holds the activations for the step with n − i ones, so that the blank is last; output j = 0 … n −
/// 1 must be on for the rows i ≤ j. Let v span the left null space.
/// - With rank A = n + 1 every target can be met.
/// - With rank A = n, and partial sums S_j = v_0 + … + v_j, output j can be met if and only if S_j = 0 or some i > j
///   has v_i S_j > 0.
/// - With a smaller rank no last layer exists.
///
/// Where an output cannot be met, v itself, with the sign of −S_j, is the Farkas witness.
///
/// For an output layer with a bias, A has a column of ones. The amplitude does not matter: it only scales the weights.
///
/// Source: Three layers autoencoder, section 3.1, "what about the rank of A2?", which leaves the question open.
public struct StepCriterion: Sendable, Hashable {
    /// The activations A, `[n + 1 × units]`.
    public let activations: ExactMatrix
    /// The rank of A.
    public let rank: Int
    /// An integer vector v ≠ 0 with v A = 0, and with v_n = 0 where the rank is below n; nil where the rank is n + 1.
    public let nullVector: [Rational]?
    /// The outputs that no weights can meet, in increasing order; with a rank below n at least one of them, but not
    /// all.
    public let infeasibleOutputs: [Int]

    /// Applies the theorem to the activations of all n + 1 steps.
    ///
    /// - Complexity: O(units² · n) integer operations.
    public init(activations: ExactMatrix) {
        self.activations = activations
        let basis = activations.leftNullSpace
        rank = activations.rows - basis.count
        guard let first = basis.first else {
            nullVector = nil
            infeasibleOutputs = []
            return
        }
        let v = basis.count == 1 ? first : Self.vanishingAtEnd(basis)
        nullVector = v
        infeasibleOutputs = Self.infeasibleOutputs(v)
    }

    /// Whether a last layer exists.
    public var isFeasible: Bool { infeasibleOutputs.isEmpty }

    /// The same answer by the paper's other form: with v scaled to v_n = 1 and q the last index with v_q < 0, S_q ≥ 0.
    public var isFeasibleByLastNegative: Bool {
        guard let v = nullVector else { return true }
        guard let end = v.last, !end.isZero else { return false }
        let scaled = v.map { $0 / end }
        guard let q = scaled.lastIndex(where: { $0.signum < 0 }) else { return true }
        return scaled[...q].reduce(.zero, +).signum >= 0
    }

    /// The constraints of output `j`: the target 1 for the rows i ≤ j, otherwise 0.
    public func constraints(ofOutput j: Int) -> OutputConstraints {
        OutputConstraints(
            activations: activations, targets: (0..<activations.rows).map { $0 <= j ? .one : .zero })
    }

    /// The multipliers that prove that output `j` cannot be met; nil for outputs not among ``infeasibleOutputs``.
    public func multipliers(ofOutput j: Int) -> [Rational]? {
        guard let v = nullVector, infeasibleOutputs.contains(j) else { return nil }
        return v[...j].reduce(.zero, +).signum > 0 ? v.map { -$0 } : v
    }

    /// The weights of a last layer for amplitude 1, `[outputs × units]`; nil where there are none.
    ///
    /// Output j gets the preactivation 1 where it must be on, and 0 elsewhere except in one row, which balances Σ v_i
    /// u_i = 0.
    ///
    /// - Complexity: O(units² · n) integer operations.
    public func weights() -> ExactMatrix? {
        guard isFeasible else { return nil }
        let outputs = activations.rows - 1
        var u = ExactMatrix(rows: activations.rows, columns: outputs)
        for j in 0..<outputs {
            for i in 0...j { u[i, j] = .one }
            guard let v = nullVector else { continue }
            let sum = v[...j].reduce(.zero, +)
            if sum.isZero { continue }
            guard let i = ((j + 1)..<v.count).first(where: { v[$0].signum == sum.signum }) else { return nil }
            u[i, j] = -sum / v[i]
        }
        return activations.solution(of: u)?.transposed()
    }

    private static func infeasibleOutputs(_ v: [Rational]) -> [Int] {
        // Going backwards: whether a later entry is positive, or negative.
        var (positive, negative) = (false, false)
        var reachable = [(positive: Bool, negative: Bool)](repeating: (false, false), count: v.count)
        for i in v.indices.reversed() {
            reachable[i] = (positive, negative)
            if v[i].signum > 0 { positive = true }
            if v[i].signum < 0 { negative = true }
        }
        var sum = Rational.zero
        return v.indices.dropLast().filter { j in
            sum += v[j]
            return sum.signum > 0 && !reachable[j].positive || sum.signum < 0 && !reachable[j].negative
        }
    }

    /// A combination of two vectors of the null space whose last entry is 0.
    private static func vanishingAtEnd(_ basis: [[Rational]]) -> [Rational] {
        if let found = basis.first(where: { $0[$0.count - 1].isZero }) { return found }
        let (a, b) = (basis[0], basis[1])
        let (p, q) = (a[a.count - 1], b[b.count - 1])
        return OutputConstraints.integers(zip(a, b).map { $0 * q - $1 * p })
    }
}
