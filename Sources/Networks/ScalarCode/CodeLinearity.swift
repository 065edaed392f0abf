internal import Diagnostics

/// A term of training: it pulls the weights of a linear encoder together, so that the code of step functions becomes
/// affine in the position.
///
/// Neighbouring steps of amplitude A that differ in entry j have codes A·w1_j apart: with the blank among them, the
/// code is affine in the position if and only if all w1_j are equal, and how far it is from that is a quadratic in w1.
/// With the target
///
///     m = max(mean of w1, anchor)
///
/// the term is a projection after every update, w1 ← (1 − μ) w1 + μ m, or a penalty ½ λ Σ_j (w1_j − m)² that is added
/// to the loss, of which λ (w1_j − m) is the exact gradient; or both. The anchor, 1/inputs unless it is given, keeps
/// the code's range and orientation: codes increase with the number of ones. With the rules `slopeNewton`, `sobolev`
/// and `naturalGradient`, which hold the encoder to a small trust, a penalty acts slowly: use the projection.
///
/// The loss of an autoencoder does not favour such a code: every injective code is admissible, in any order. None of
/// the optimizers tried here finds one by itself.
///
/// Source: Autoencoder study, section 1, third paragraph; Elementary response of deep neural networks, section 2
/// (regularisation that encourages linear behaviour).
public struct CodeLinearity: Sendable, Hashable {
    /// μ, from 0 to 1: the share of the way to the target that each update goes.
    public var projection: Double
    /// λ ≥ 0: the weight of the penalty.
    public var penalty: Double
    /// The least target; nil for 1/inputs.
    public var anchor: Double?

    /// By default neither acts.
    public init(projection: Double = 0, penalty: Double = 0, anchor: Double? = nil) {
        self.projection = projection
        self.penalty = penalty
        self.anchor = anchor
    }

    /// The part that is out of range, and what would be right; nil where all is in order.
    public var objection: (parameter: String, problem: String)? {
        guard projection >= 0, projection <= 1 else {
            return ("projection", "\(NumberText.exact(projection)): expected 0 ≤ μ ≤ 1")
        }
        guard penalty >= 0, penalty.isFinite else {
            return ("penalty", "\(NumberText.exact(penalty)): expected a finite number ≥ 0")
        }
        if let anchor, !(anchor > 0 && anchor.isFinite) {
            return ("anchor", "\(NumberText.exact(anchor)): expected a finite number above 0")
        }
        return nil
    }

    /// m of the weights. O(inputs).
    func target<S: Scalar>(_ weights: UnsafeBufferPointer<S>) -> Double {
        let sum = weights.reduce(0.0) { $0 + $1.doubleValue }
        return max(sum / Double(max(1, weights.count)), anchor ?? 1 / Double(max(1, weights.count)))
    }

    /// The penalty at the weights, whose gradient is added to `gradient`. O(inputs).
    func addPenalty<S: Scalar>(_ weights: UnsafeBufferPointer<S>, gradient: UnsafeMutablePointer<S>) -> Double {
        let target = target(weights)
        var sum = 0.0
        for (j, weight) in weights.enumerated() {
            let difference = weight.doubleValue - target
            sum += difference * difference
            gradient[j] += S(penalty * difference)
        }
        return penalty / 2 * sum
    }

    /// The penalty at the weights. O(inputs).
    func value<S: Scalar>(_ weights: UnsafeBufferPointer<S>) -> Double {
        let target = target(weights)
        return penalty / 2
            * weights.reduce(0.0) { $0 + ($1.doubleValue - target) * ($1.doubleValue - target) }
    }

    /// Goes the share μ of the way to the target. O(inputs).
    func project<S: Scalar>(_ weights: UnsafeMutableBufferPointer<S>) {
        guard projection > 0 else { return }
        let target = target(UnsafeBufferPointer(weights))
        for j in weights.indices {
            weights[j] = S((1 - projection) * weights[j].doubleValue + projection * target)
        }
    }
}
