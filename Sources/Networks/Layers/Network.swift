/// A stack of dense layers with its parameters.
///
///     var network = try Network<Float>(inputs: 129, initialization: .uniform(-0.05...0.05), seed: 1) {
///         Dense(1)
///         Dense(129, activation: .relu)
///         Dense(129, activation: .relu, bias: false)
///     }
public struct Network<Element: Scalar>: Sendable, Hashable {
    /// The number of inputs.
    public let inputs: Int
    /// The layers, the one nearest to the input first.
    public var layers: [Layer<Element>]

    /// The largest number of inputs or units of a layer: 2^20.
    public static var maximumWidth: Int { 1 << 20 }
    /// The largest number of parameters of a network: 2^26.
    public static var maximumParameterCount: Int { 1 << 26 }

    /// Creates a network of layers, each with as many inputs as the one before has outputs.
    public init(inputs: Int, layers: [Layer<Element>]) throws(NetworkError) {
        _ = try Self.parameterCount(inputs: inputs, layers: layers.map(\.dense))
        var width = inputs
        for (index, layer) in layers.enumerated() {
            guard layer.inputs == width else {
                throw .shape(
                    layer: index, tensor: "weight", found: [layer.outputs, layer.inputs],
                    expected: [layer.outputs, width])
            }
            width = layer.outputs
        }
        self.inputs = inputs
        self.layers = layers
    }

    /// Builds a network from descriptions and draws its parameters.
    ///
    /// - Complexity: O(parameters).
    public init(
        inputs: Int, layers: [Dense], initialization: Initialization, seed: UInt64
    ) throws(NetworkError) {
        _ = try Self.parameterCount(inputs: inputs, layers: layers)
        if case .uniform(let range) = initialization {
            guard range.lowerBound.isFinite, range.upperBound.isFinite, (range.upperBound - range.lowerBound).isFinite
            else {
                throw .value(what: "initialization.uniform", problem: "expected two finite numbers not too far apart")
            }
            let format = NumberFormat(Element.self)
            for bound in [range.lowerBound, range.upperBound] {
                guard let problem = format?.objection(to: bound) else { continue }
                throw .value(what: "initialization.uniform", problem: problem)
            }
        }
        var width = inputs
        self.inputs = inputs
        self.layers = []
        for (index, dense) in layers.enumerated() {
            let (weight, bias): ([Element], [Element]?) =
                initialization.parameters(of: dense, inputs: width, layer: index, seed: seed)
            self.layers.append(
                Layer(
                    dense: dense,
                    weight: Matrix(rows: dense.outputs, columns: width, elements: weight), bias: bias))
            width = dense.outputs
        }
    }

    /// Builds a network from the layers in the closure and draws its parameters.
    public init(
        inputs: Int, initialization: Initialization, seed: UInt64, @LayerBuilder layers: () -> [Dense]
    ) throws(NetworkError) {
        try self.init(inputs: inputs, layers: layers(), initialization: initialization, seed: seed)
    }

    /// The number of outputs.
    public var outputs: Int { layers.last?.outputs ?? inputs }

    /// The number of weights and biases.
    public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

    /// The number of weights and biases, each counted as one, that training may change.
    var trainedTensorCount: Int {
        layers.filter(\.dense.isTrainable).reduce(0) { $0 + ($1.bias == nil ? 1 : 2) }
    }

    /// Whether every activation is known to be piecewise linear, as proofs need it.
    public var isPiecewiseLinear: Bool { layers.allSatisfy { $0.dense.activation.isPiecewiseLinear } }

    /// Whether every activation is rational, so that an exact scalar can serve the network.
    public var isRational: Bool { layers.allSatisfy { $0.dense.activation.isRational } }

    /// Whether every parameter is neither infinite nor NaN.
    public var isFinite: Bool {
        layers.allSatisfy { layer in
            layer.weight.elements.allSatisfy(\.isFinite) && (layer.bias ?? []).allSatisfy(\.isFinite)
        }
    }

    /// Whether the first of several layers is one linear unit that is trained: an encoder whose gradients are added up.
    public var hasTrainedLinearEncoder: Bool {
        let first = layers[0].dense
        return layers.count > 1 && first.outputs == 1 && first.activation == .identity && first.isTrainable
    }

    /// The index of the narrowest layer before the last one: the layer whose output is the latent code.
    ///
    /// The first of several equally narrow ones; nil for a network of a single layer.
    public var codeLayer: Int? {
        guard layers.count > 1 else { return nil }
        return layers.indices.dropLast().min { layers[$0].outputs < layers[$1].outputs }
    }

    /// The network with its parameters rounded to, or widened in, another scalar.
    public func converted<Other: Scalar>(to type: Other.Type) -> Network<Other> {
        Network<Other>(inputs: inputs, unchecked: layers.map { $0.converted(to: Other.self) })
    }

    /// Whether weights and biases have the same sizes as those of another network.
    func hasShape(of other: Network) -> Bool {
        layers.count == other.layers.count
            && zip(layers, other.layers).allSatisfy { layer, wanted in
                layer.hasShape(inputs: wanted.inputs) && layer.outputs == wanted.outputs
                    && layer.dense.hasBias == wanted.dense.hasBias
            }
    }

    private init(inputs: Int, unchecked layers: [Layer<Element>]) {
        self.inputs = inputs
        self.layers = layers
    }

    /// The number of parameters that the described layers would have, checked against every limit before allocation.
    public static func parameterCount(inputs: Int, layers: [Dense]) throws(NetworkError) -> Int {
        guard !layers.isEmpty else { throw .noLayers }
        guard (1...maximumWidth).contains(inputs) else { throw .size(what: "the number of inputs", value: inputs) }
        var width = inputs
        var count = 0
        for (index, dense) in layers.enumerated() {
            guard (1...maximumWidth).contains(dense.outputs) else {
                throw .size(what: "the width of layer \(index)", value: dense.outputs)
            }
            if let problem = dense.activation.problem {
                throw .value(what: "the activation of layer \(index)", problem: problem)
            }
            if index > 0, dense.fixed != nil {
                throw .value(what: "the weights of layer \(index)", problem: Dense.fixedProblem)
            }
            // Both factors are at most 2^20, so that this cannot overflow.
            count += dense.outputs * width + (dense.hasBias ? dense.outputs : 0)
            guard count <= maximumParameterCount else { throw .tooManyParameters }
            width = dense.outputs
        }
        return count
    }
}
