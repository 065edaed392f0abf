public import Exact

/// Theorem T3: a decoder with one ascending unit in each gap, its kink at the fraction f of the gap.
///
/// With codes θ·h and w2 = 1, the slope m_i of an output's preactivation after the kink of gap i is m_i = (Δu_i/h − f
/// m_(i−1))/(1 − f), m_(−1) = 0. An error in one slope is multiplied by −f/(1 − f) in every further gap, so that the
/// solution is stable if and only if f < ½.
///
/// Source: settles where in its gap a kink should lie, Three layers autoencoder, section 3.1.
public struct KinkFraction: Sendable, Hashable {
    /// f, at least 0 and less than 1.
    public let fraction: Rational

    /// Creates a fraction; nil outside [0, 1).
    public init?(_ fraction: Rational) {
        guard fraction.signum >= 0, fraction < .one else { return nil }
        self.fraction = fraction
    }

    /// The factor −f/(1 − f) by which an error in one slope is multiplied in the next gap.
    public var errorFactor: Rational { -fraction / (.one - fraction) }

    /// Whether errors die out: f < ½.
    public var isStable: Bool { errorFactor.magnitude < .one }

    /// The slopes after the kinks of the gaps 0 … n − 1 that take a preactivation from u_0 = 0 through u_1, …, u_n at
    /// the codes θ·h.
    public func slopes(through u: [Rational], spacing h: Rational) -> [Rational] {
        var before = Rational.zero
        var slopes: [Rational] = []
        for (lower, upper) in zip(u, u.dropFirst()) {
            before = ((upper - lower) / h - fraction * before) / (.one - fraction)
            slopes.append(before)
        }
        return slopes
    }

    /// The last layer for n + 1 steps of amplitude 1 and codes θ·h, `[n × n]`, with units in the order of their gaps,
    /// outputs in the order of their thresholds p = 1 … n, and preactivations 0 where the target is 0.
    ///
    /// - Complexity: O(n²).
    public func lastLayer(length n: Int, spacing h: Rational) -> ExactMatrix {
        var weights = ExactMatrix(rows: n, columns: n)
        for p in stride(from: 1, through: n, by: 1) {
            let u = (0...n).map { $0 >= p ? Rational.one : .zero }
            var before = Rational.zero
            for (gap, slope) in slopes(through: u, spacing: h).enumerated() {
                weights[p - 1, gap] = slope - before
                before = slope
            }
        }
        return weights
    }
}
