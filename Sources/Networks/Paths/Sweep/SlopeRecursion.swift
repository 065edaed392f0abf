/// The exact Newton step on the last layer of a decoder with a scalar code: a recursion over slopes.
///
/// An ascending unit a_k = relu(w_k (z − t_k)) can bend every preactivation at its kink t_k. Where each knot i has one
/// unit, begins at the code z_i and ends at z_(i+1), a correction c(z) of the preactivation of one output that is to be
/// c_i at the beginning and c_(i+1) at the end of the knot has after the kink, which lies l_i after z_i, the slope
///
///     m_i = (c_(i+1) − c_i − m_(i−1) l_i) / (z_(i+1) − z_i − l_i),   ΔW_k = (m_i − m_(i−1)) / w_k.
///
/// With c_i = −r_i, r the residuals, the corrected preactivations have no residual at any end of a knot: for a loss
/// that is quadratic in them this is the full Newton step. All outputs are solved at once. An error in one slope is
/// multiplied by −f/(1 − f) in the next gap, f being the fraction of the gap that lies before the kink: the recursion
/// is stable if and only if f < ½ (theorem T3, `KinkFraction` in the library Analysis).
///
/// Source: answers the question of Autoencoder study, section 1, third paragraph.
struct SlopeRecursion<S: Scalar> {
    /// A unit that may bend the preactivations between two samples.
    struct Knot: Sendable {
        /// The hidden unit.
        var unit: Int
        /// The index, in the order of the codes, of the sample that the knot ends at.
        var end: Int
        /// l: from the beginning of the knot to the kink.
        var offset: S
        /// 1 / (end − kink).
        var inverseRest: S
        /// 1 / w of the unit.
        var inverseWeight: S
    }

    /// The knots in the order of their kinks.
    var knots: [Knot]
    /// The sample that the first knot begins at.
    var start: Int

    /// The change of the outgoing weights `[units × outputs]`, and of the outputs' biases, for residuals `[samples ×
    /// outputs]` in the order of the codes.
    ///
    /// With biases the correction at the first knot's beginning is −r there, without it is 0.
    ///
    /// - Complexity: O(knots · outputs).
    func step(residuals r: Matrix<S>, units: Int, hasBias: Bool, rate: S = 1) -> (weights: Matrix<S>, bias: [S]) {
        var weights = Matrix<S>(rows: units, columns: r.columns, repeating: 0)
        var bias = [S](repeating: 0, count: r.columns)
        for j in 0..<r.columns {
            if hasBias { bias[j] = -(rate * r[start, j]) }
            var (level, slope) = (bias[j], S(0))
            for knot in knots {
                let target = -(rate * r[knot.end, j])
                let next = (target - level - slope * knot.offset) * knot.inverseRest
                weights[knot.unit, j] = (next - slope) * knot.inverseWeight
                (level, slope) = (target, next)
            }
        }
        return (weights, bias)
    }
}
