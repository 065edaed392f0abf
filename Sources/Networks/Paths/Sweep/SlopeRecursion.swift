/// The exact Newton step on the last layer of a decoder with a scalar code: a recursion over slopes.
///
/// A unit a_k = relu(w_k (z − t_k)) can bend every preactivation at its kink t_k. Where each knot i has one ascending
/// unit, begins at the code z_i and ends at z_(i+1), a correction c(z) of the preactivation of one output that is to be
/// c_i at the beginning and c_(i+1) at the end of the knot has after the kink, which lies l_i after z_i, the slope
///
///     m_i = (c_(i+1) − c_i − m_(i−1) l_i) / (z_(i+1) − z_i − l_i),   ΔW_k = (m_i − m_(i−1)) / w_k.
///
/// From the same code, the pivot, a second walk goes down, with a descending unit, w_k < 0, in each knot. There z_(i+1)
/// lies below z_i, l_i and the denominator are negative, and the formula is the same: c has the slope m_(i−1) above the
/// kink and m_i below it. Neither walk changes c on the other side of the pivot, where its units are off, so together
/// they give any c that is affine at the pivot with the given value and slope: 0 and 0 without an output bias, the
/// bias's change and 0 with one. A unit that is active at every code serves instead of a bias: its knot comes before
/// both walks, ends at the pivot, and gives both the slope that they begin with.
///
/// With c_i = −r_i, r the residuals, the corrected preactivations have no residual at any end of a knot: for a loss
/// that is quadratic in them this is the full Newton step. All outputs are solved at once. An error in one slope is
/// multiplied by −f/(1 − f) in the next gap of the walk, f being the fraction of the gap that lies before the kink: the
/// recursion is stable if and only if f < ½ (theorem T3, `KinkFraction` in the library Analysis). So a descending unit
/// must lie in the upper half of its gap, where a walk up over the same kinks would be unstable.
///
/// Source: answers the question of Autoencoder study, section 1, third paragraph.
struct SlopeRecursion<S: Scalar> {
    /// A unit that may bend the preactivations between two samples.
    struct Knot: Sendable {
        /// The hidden unit.
        var unit: Int
        /// The index, in the order of the codes, of the sample that the knot ends at.
        var end: Int
        /// l: from the beginning of the knot to the kink; negative in the walk down.
        var offset: S
        /// 1 / (end − kink).
        var inverseRest: S
        /// 1 / w of the unit.
        var inverseWeight: S
    }

    /// The knots in the order of the walks: up from the start, then down from it.
    var knots: [Knot]
    /// The sample that both walks begin at.
    var start: Int
    /// How many of the knots, 0 or 1, come before both walks, and end at the start.
    var common = 0
    /// The first knot of the walk down; nil for none.
    var turn: Int?

    /// The change of the outgoing weights `[units × outputs]`, and of the outputs' biases, for residuals `[samples ×
    /// outputs]` in the order of the codes.
    ///
    /// With biases the correction at the start is −r there, without it is 0, but for what a common knot adds.
    ///
    /// - Complexity: O(knots · outputs).
    func step(residuals r: Matrix<S>, units: Int, hasBias: Bool, rate: S = 1) -> (weights: Matrix<S>, bias: [S]) {
        var weights = Matrix<S>(rows: units, columns: r.columns, repeating: 0)
        var bias = [S](repeating: 0, count: r.columns)
        for j in 0..<r.columns {
            if hasBias { bias[j] = -(rate * r[start, j]) }
            var (level, slope) = (bias[j], S(0))
            var first = (level, slope)
            for (i, knot) in knots.enumerated() {
                if i == common { first = (level, slope) }
                if i == turn { (level, slope) = first }
                let target = -(rate * r[knot.end, j])
                let next = (target - level - slope * knot.offset) * knot.inverseRest
                weights[knot.unit, j] = (next - slope) * knot.inverseWeight
                (level, slope) = (target, next)
            }
        }
        return (weights, bias)
    }
}
