/// The description of a layer: u = W x + b, a = activation(u), for the inputs x.
///
///     Dense(129, activation: .relu, bias: false)
///     Dense.convolution(8, kernel: 3, stride: 2, activation: .relu)
///
/// Every layer is a dense one to what evaluates it: a structure ties entries of W, and a skip makes W wider. The shapes
/// of a structure's inputs and outputs are known once ``resolved(_:inputShape:)`` has walked through the layers.
public struct Dense: Sendable, Hashable {
    /// Weights that are set once and not trained.
    public enum FixedWeights: String, Sendable, Hashable, CaseIterable {
        /// Every weight 1/inputs, bias 0: with one output, the code of a step is proportional to its position.
        case linear
    }

    /// The number of outputs, that is of units; 0 for a convolution or pooling whose inputs are not yet known.
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
    /// Which entries of W are tied or constant.
    public var structure: WeightStructure
    /// The connection from an earlier layer, if any.
    public var skip: Skip?
    /// How the next layer reads the outputs, such as [16, 8] for 16 channels of length 8; nil for the structure's own
    /// shape.
    public var shape: [Int]?
    /// The shape of the activations of the layer below; nil before they are known, which only a structure needs.
    public internal(set) var inputShape: [Int]? {
        didSet { keptTies = inputShape == nil ? nil : keptTies ?? KeptTies() }
    }
    /// The ties of the weight, once they have been made; nil where the inputs are not known.
    private(set) var keptTies: KeptTies?

    /// Describes a layer of `outputs` units.
    public init(
        _ outputs: Int, activation: Activation = .identity, bias: Bool = true, frozen: Bool = false,
        nonNegative: Bool = false, fixed: FixedWeights? = nil, structure: WeightStructure = .full, skip: Skip? = nil,
        shape: [Int]? = nil
    ) {
        self.outputs = outputs
        self.activation = activation
        self.hasBias = bias
        self.isFrozen = frozen
        self.isNonNegative = nonNegative
        self.fixed = fixed
        self.structure = structure
        self.skip = skip
        self.shape = shape
    }

    /// Why a layer other than the first has no fixed weights, and what would be right.
    public static let fixedProblem =
        "they are fixed by a formula that makes codes of signals: expected fixed weights in the first layer only"

    /// Whether gradients may change the layer.
    public var isTrainable: Bool { !isFrozen && fixed == nil && !isPooling }

    /// Whether the layer has no parameters.
    private var isPooling: Bool {
        if case .averagePooling = structure { skip?.isLinear != true && !hasBias } else { false }
    }

    /// Whether W is a full matrix of the activations of the layer below, as most of the theory has it.
    public var isPlain: Bool { structure == .full && skip == nil }
}
