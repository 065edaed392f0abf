public import Exchange
internal import Networks

extension NetworkFile {
    /// The network of layers that were read from another program's file, in their precision.
    ///
    /// - Parameters:
    ///   - stack: the layers.
    ///   - path: the file's name, for messages.
    /// - Returns: the network.
    /// - Throws: `ExchangeError` for layers that do not fit each other, and sizes out of range.
    public static func network(of stack: LayerStack, path: String) throws(ExchangeError) -> TrainedNetwork {
        var layers: [Dense] = []
        for (l, layer) in stack.layers.enumerated() {
            var dense = dense(layer)
            if l + 1 < stack.layers.count, stack.layers[l + 1].readsShape {
                let wanted = stack.layers[l + 1].inputShape
                if wanted != layer.outputShape || !layer.readsShape { dense.shape = wanted }
            }
            layers.append(dense)
        }
        let shape: NetworkShape
        do {
            shape = try NetworkShape(inputs: stack.inputs, shape: stack.inputShape, layers: layers)
        } catch {
            throw ExchangeError(path: path, location: "layers", problem: "\(error)", expected: "a network")
        }
        var parameters: [[[Double]]] = []
        for (l, (layer, own)) in zip(stack.layers, shape.layers).enumerated() {
            let values = (layer.weight.isEmpty ? [] : [layer.weight]) + (layer.bias.map { [$0] } ?? [])
            guard values.map(\.count) == own.tensors.map({ $0.shape.reduce(1, *) }) else {
                throw ExchangeError(
                    path: path, location: "layer \(l)", problem: "it has \(values.map(\.count)) parameters",
                    expected: own.tensors.map { "\($0.name) \($0.shape)" }.joined(separator: ", "))
            }
            parameters.append(values)
        }
        if stack.isDouble { return .float64(Network(shape, parameters: parameters)) }
        return .float32(
            Network(shape, parameters: parameters.map { layer in layer.map { values in values.map { Float($0) } } }))
    }

    private static func dense(_ layer: StackLayer) -> Dense {
        let (activation, bias) = (Activation(layer.activation), layer.bias != nil)
        func core(_ own: StackConvolution) -> Convolution {
            Convolution(
                channels: own.channels, kernel: own.kernel, stride: own.stride, padding: own.padding,
                dilation: own.dilation, outputPadding: own.outputPadding)
        }
        switch layer.kind {
        case .dense: return Dense(layer.outputs, activation: activation, bias: bias)
        case .diagonal: return .scale(layer.outputs, activation: activation, bias: bias)
        case .convolution(let own):
            return Dense(0, activation: activation, bias: bias, structure: .convolution(core(own)))
        case .transposedConvolution(let own):
            return Dense(0, activation: activation, bias: bias, structure: .transposedConvolution(core(own)))
        case .averagePooling(let own):
            return .averagePooling(own.kernel, stride: own.stride, padding: own.padding)
        }
    }

    /// The dense layers of a network, as files of other programs have them; tied weights stand at each of their places.
    ///
    /// - Throws: `ExchangeError` for a connection past layers, and for an activation of one's own.
    public static func stack(of network: TrainedNetwork) throws(ExchangeError) -> LayerStack {
        switch network {
        case .float32(let network): try stack(of: network, isDouble: false)
        case .float64(let network): try stack(of: network, isDouble: true)
        }
    }

    /// The activations that files of other programs are written with, by their names.
    private static let exported = Activation.standard.filter { $0.stackActivation != nil }.map(\.name)

    private static func stack<S: TrainableScalar>(
        of network: Network<S>, isDouble: Bool
    ) throws(ExchangeError) -> LayerStack {
        var layers: [StackLayer] = []
        for (l, layer) in network.layers.enumerated() {
            guard layer.dense.skip == nil, let activation = layer.dense.activation.stackActivation else {
                throw ExchangeError(
                    path: "the network", location: "layer \(l)",
                    problem: layer.dense.skip == nil
                        ? "its activation is \(layer.dense.activation)" : "it has a connection past layers",
                    expected: (layer.dense.skip == nil
                        ? "one of \(Self.exported.joined(separator: ", ")), without numbers of its own"
                        : "layers that take the one before")
                        + "; --to safetensors and --to npz keep the others")
            }
            layers.append(
                StackLayer(
                    .dense, inputShape: [layer.inputs], outputShape: [layer.outputs],
                    weight: layer.weight.elements.map(\.doubleValue), bias: layer.bias?.map(\.doubleValue),
                    activation: activation))
        }
        return LayerStack(inputShape: [network.inputs], layers: layers, isDouble: isDouble)
    }
}

extension StackLayer {
    /// Whether the layer tells channels from the entries of a channel.
    fileprivate var readsShape: Bool {
        switch kind {
        case .dense, .diagonal: false
        case .convolution, .transposedConvolution, .averagePooling: true
        }
    }
}

extension Activation {
    /// The same function.
    init(_ activation: StackActivation) {
        self =
            switch activation {
            case .identity: .identity
            case .relu: .relu
            case .leakyReLU(let slope): .leakyReLU(slope: slope)
            case .sigmoid: .sigmoid
            case .tanh: .tanh
            case .softplus: .softplus
            case .hardThreshold: .hardThreshold
            case .hardTanh: .hardTanh
            }
    }

    /// The same function as other programs' files have it; nil for one of one's own.
    var stackActivation: StackActivation? {
        switch self {
        case .identity: .identity
        case .relu: .relu
        case .leakyReLU(let slope): .leakyReLU(slope: slope)
        case .sigmoid: .sigmoid
        case .tanh: .tanh
        case .softplus: .softplus
        case .hardThreshold: .hardThreshold
        case .hardTanh: .hardTanh
        case .form(let form): form.plain?.stackActivation
        case .custom: nil
        }
    }
}
