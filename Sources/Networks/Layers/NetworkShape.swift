/// The shape of a network: what its description says of its parameters, before there are any.
///
/// Whether a file or a recipe fits is found out from the shape, so that nothing is allocated for what is refused.
public struct NetworkShape: Sendable, Hashable {
    /// The number of inputs.
    public let inputs: Int
    /// The layers, the one nearest to the input first.
    public let layers: [LayerShape]

    /// The shape of described layers.
    ///
    /// - Parameters:
    ///   - inputs: the number of inputs.
    ///   - shape: the shape of the inputs, for layers that have channels; by default one channel.
    ///   - layers: the layers, the one nearest to the input first.
    /// - Throws: ``NetworkError`` for layers that do not fit their inputs, and sizes out of range.
    /// - Complexity: O(layers).
    public init(inputs: Int, shape: [Int]? = nil, layers: [Dense]) throws(NetworkError) {
        let resolved = try Dense.resolved(layers, inputShape: shape ?? [inputs])
        _ = try Network<Float>.parameterCount(inputs: inputs, layers: resolved)
        self.init(
            inputs: inputs,
            layers: zip(resolved, Dense.columns(of: resolved, inputs: inputs)).map(LayerShape.init))
    }

    init(inputs: Int, layers: [LayerShape]) { (self.inputs, self.layers) = (inputs, layers) }

    /// Whether no entry of a weight is tied or constant, and no layer has a skip.
    public var isPlain: Bool { layers.allSatisfy(\.dense.isPlain) }
}

extension Network {
    /// The shape of the network.
    public var shape: NetworkShape { NetworkShape(inputs: inputs, layers: layers.map(\.shape)) }

    /// The network with given parameters.
    ///
    /// - Parameters:
    ///   - shape: the layers.
    ///   - parameters: the values of each layer's ``LayerShape/tensors``, in their order and of their sizes.
    public init(_ shape: NetworkShape, parameters: [[[Element]]]) {
        self.init(inputs: shape.inputs, unchecked: zip(shape.layers, parameters).map { Layer($0, parameters: $1) })
    }
}
