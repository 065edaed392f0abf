/// The description of a fully connected layer: u = W x + b, a = activation(u), for the inputs x.
///
///     Dense(129, activation: .relu, bias: false)
public struct Dense: Sendable, Hashable {
    /// Weights that are set once and not trained.
    public enum FixedWeights: String, Sendable, Hashable, CaseIterable {
        /// Every weight 1/inputs, bias 0: with one output, the code of a step is proportional to its position.
        case linear
    }

    /// The number of outputs, that is of units.
    public var outputs: Int
    /// The function applied to each preactivation.
    public var activation: Activation
    /// Whether the layer has a bias.
    public var hasBias: Bool
    /// Whether gradients and weight decay leave weight and bias as they are.
    ///
    /// The terms of training that are about a layer place its parameters all the same: the projection of
    /// ``CodeLinearity`` the weights of the encoder, ``KinkRepair`` the units after a scalar code. Without these two
    /// the layer keeps its initial values.
    public var isFrozen: Bool
    /// Whether the weight matrix (not the bias) is projected on W ≥ 0, before the first epoch and after each step.
    public var isNonNegative: Bool
    /// Weights that are set by a formula and never trained; nil for an ordinary layer. Only the first layer has them.
    public var fixed: FixedWeights?

    /// Describes a layer of `outputs` units.
    public init(
        _ outputs: Int, activation: Activation = .identity, bias: Bool = true, frozen: Bool = false,
        nonNegative: Bool = false, fixed: FixedWeights? = nil
    ) {
        self.outputs = outputs
        self.activation = activation
        self.hasBias = bias
        self.isFrozen = frozen
        self.isNonNegative = nonNegative
        self.fixed = fixed
    }

    /// Why a layer other than the first has no fixed weights, and what would be right.
    public static let fixedProblem =
        "they are fixed by a formula that makes codes of signals: expected fixed weights in the first layer only"

    /// Whether gradients may change the layer.
    public var isTrainable: Bool { !isFrozen && fixed == nil }
}
