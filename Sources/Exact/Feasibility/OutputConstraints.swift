/// The constraints on the weights w of one output of a decoder: A w = t on the rows with a target t > 0, A w ≤ 0 on the
/// others.
///
/// For a ReLU output they hold exactly when it reproduces its targets. A is `[samples × units]`: the activations that
/// the last layer receives, with a column of ones where the layer has a bias.
public struct OutputConstraints: Sendable, Hashable {
    /// The activations A, `[samples × units]`.
    public var activations: ExactMatrix
    /// The targets t ≥ 0, one for each sample.
    public var targets: [Rational]

    /// Creates constraints from activations and as many targets, none of which is negative.
    public init(activations: ExactMatrix, targets: [Rational]) {
        precondition(activations.rows == targets.count, "constraints: one target for each row")
        precondition(targets.allSatisfy { $0.signum >= 0 }, "constraints: a ReLU has no negative output")
        self.activations = activations
        self.targets = targets
    }

    /// Whether the weights w satisfy every constraint; this takes multiplications only.
    public func areSatisfied(by weights: [Rational]) -> Bool {
        weights.count == activations.columns
            && zip(activations.times(weights), targets).allSatisfy { u, t in t.signum > 0 ? u == t : u.signum <= 0 }
    }

    /// Whether the multipliers λ prove that no weights satisfy the constraints: λ A = 0, λ ≥ 0 where t = 0, and Σ λ t <
    /// 0.
    ///
    /// This is a proof because any w that does would give 0 = λ A w ≤ Σ λ t.
    public func areRefuted(by multipliers: [Rational]) -> Bool {
        multipliers.count == targets.count
            && zip(multipliers, targets).allSatisfy { $1.signum > 0 || $0.signum >= 0 }
            && zip(multipliers, targets).reduce(Rational.zero) { $0 + $1.0 * $1.1 }.signum < 0
            && activations.transposed().times(multipliers).allSatisfy(\.isZero)
    }
}
