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

    /// The most layers that a skip leads past: 2^10.
    public static var maximumSkip: Int { 1 << 10 }

    /// Creates a network of layers, each with as many inputs as the one before has outputs, and as a skip adds.
    public init(inputs: Int, layers: [Layer<Element>]) throws(NetworkError) {
        let resolved = try Dense.resolved(layers.map(\.dense), inputShape: layers.first?.dense.inputShape ?? [inputs])
        _ = try Self.parameterCount(inputs: inputs, layers: resolved)
        let columns = Dense.columns(of: resolved, inputs: inputs)
        var layers = layers
        for index in layers.indices {
            let layer = layers[index]
            guard layer.inputs == columns[index], layer.outputs == resolved[index].outputs else {
                throw .shape(
                    layer: index, tensor: "weight", found: [layer.outputs, layer.inputs],
                    expected: [resolved[index].outputs, columns[index]])
            }
            layers[index].dense = resolved[index]
        }
        self.inputs = inputs
        self.layers = layers
    }

    /// Builds a network from descriptions and draws its parameters.
    ///
    /// - Parameters:
    ///   - inputs: the number of inputs.
    ///   - shape: the shape of the inputs, for layers that have channels; by default one channel.
    ///   - layers: the layers, the one nearest to the input first.
    ///   - initialization: how the parameters are drawn.
    ///   - seed: the seed that they are drawn by.
    /// - Throws: ``NetworkError`` for layers that do not fit their inputs, and sizes out of range.
    /// - Complexity: O(parameters).
    public init(
        inputs: Int, shape: [Int]? = nil, layers: [Dense], initialization: Initialization, seed: UInt64
    ) throws(NetworkError) {
        let layers = try Dense.resolved(layers, inputShape: shape ?? [inputs])
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
        self.inputs = inputs
        self.layers = []
        for (index, (dense, columns)) in zip(layers, Dense.columns(of: layers, inputs: inputs)).enumerated() {
            let (weight, bias): ([Element], [Element]?) =
                initialization.parameters(of: dense, inputs: columns, layer: index, seed: seed)
            self.layers.append(
                Layer(
                    dense: dense,
                    weight: Matrix(rows: dense.outputs, columns: columns, elements: weight), bias: bias))
        }
    }

    /// Builds a network from the layers in the closure and draws its parameters.
    public init(
        inputs: Int, shape: [Int]? = nil, initialization: Initialization, seed: UInt64,
        @LayerBuilder layers: () -> [Dense]
    ) throws(NetworkError) {
        try self.init(inputs: inputs, shape: shape, layers: layers(), initialization: initialization, seed: seed)
    }

    /// The number of outputs.
    public var outputs: Int { layers.last?.outputs ?? inputs }

    /// The number of weights and biases.
    public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

    /// The number of weights and biases, each counted as one, that training may change.
    var trainedTensorCount: Int {
        layers.filter(\.dense.isTrainable).reduce(0) { $0 + ($1.bias == nil ? 1 : 2) }
    }

    /// Whether a layer receives more than the activations of the layer below.
    public var hasSkips: Bool { layers.contains { $0.dense.skip != nil } }

    /// Whether no entry of a weight is tied or constant, and no layer has a skip.
    public var isPlain: Bool { layers.allSatisfy(\.dense.isPlain) }

    /// The number of activations of the layer below that layer `l` receives first; a skip's follow.
    func width(below l: Int) -> Int { l == 0 ? inputs : layers[l - 1].outputs }

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
    /// The first of several equally narrow ones; nil for a network of a single layer. A layer that a skip leads past
    /// carries no code.
    public var codeLayer: Int? {
        let bridged = layers.enumerated().flatMap { l, layer in
            layer.dense.skip.map { Array(max(0, l + 1 - $0.layers)..<l) } ?? []
        }
        return layers.indices.dropLast().filter { !bridged.contains($0) }
            .min { layers[$0].outputs < layers[$1].outputs }
    }

    /// The network with its parameters rounded to, or widened in, another scalar.
    public func converted<Other: Scalar>(to type: Other.Type) -> Network<Other> {
        Network<Other>(inputs: inputs, unchecked: layers.map { $0.converted(to: Other.self) })
    }

    /// Whether weights and biases have the same sizes as those of another network.
    func hasShape(of other: Network) -> Bool {
        layers.count == other.layers.count
            && zip(layers, other.layers).allSatisfy { layer, wanted in
                layer.hasShape(columns: wanted.inputs) && layer.outputs == wanted.outputs
                    && layer.dense.hasBias == wanted.dense.hasBias
            }
    }

    /// The network of layers that are known to fit.
    init(inputs: Int, unchecked layers: [Layer<Element>]) {
        self.inputs = inputs
        self.layers = layers
    }

    /// The number of weights and biases that the described layers would have, tied ones counted at each place, checked
    /// against every limit before allocation.
    public static func parameterCount(inputs: Int, layers: [Dense]) throws(NetworkError) -> Int {
        guard !layers.isEmpty else { throw .noLayers }
        guard (1...maximumWidth).contains(inputs) else { throw .size(what: "the number of inputs", value: inputs) }
        var count = 0
        for (index, (dense, columns)) in zip(layers, Dense.columns(of: layers, inputs: inputs)).enumerated() {
            guard (1...maximumWidth).contains(dense.outputs) else {
                throw .size(what: "the width of layer \(index)", value: dense.outputs)
            }
            if let problem = dense.activation.problem {
                throw .value(what: "the activation of layer \(index)", problem: problem)
            }
            if index > 0, dense.fixed != nil {
                throw .value(what: "the weights of layer \(index)", problem: Dense.fixedProblem)
            }
            // Both factors are at most 2^21, so that this cannot overflow.
            count += dense.outputs * columns + (dense.hasBias ? dense.outputs : 0)
            guard count <= maximumParameterCount else { throw .tooManyParameters }
        }
        return count
    }
}
