internal import Diagnostics
public import Exchange
public import Networks

/// Networks as safetensors files.
///
/// The tensors are `layers.0.weight` `[outputs, inputs]`, `layers.0.bias` `[outputs]`, …; the metadata names the
/// activation of each layer. Of a layer whose weights are tied each parameter stands once, in the shape that PyTorch
/// has for it, and the metadata have the layers as a spec has them.
public enum NetworkFile {
    /// The tensors of a network, layer by layer, weight before bias.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public static func tensors<S: TrainableScalar>(
        of network: Network<S>, prefix: String = ""
    ) throws(ExchangeError) -> [NamedTensor] {
        var tensors: [NamedTensor] = []
        for (l, layer) in network.layers.enumerated() {
            for parameters in layer.parameters {
                tensors.append(
                    NamedTensor(
                        name: "\(prefix)layers.\(l).\(parameters.name)",
                        tensor: try Tensor(shape: parameters.shape, storage: storage(parameters.elements))))
            }
        }
        return tensors
    }

    /// The file of a network, with the data that it is for, and how its inputs are normalised, where they are known.
    public static func file<S: TrainableScalar>(
        for network: Network<S>, signals: SignalSpec? = nil, normalisation: Normalisation? = nil
    ) throws(ExchangeError) -> SafetensorsFile {
        var metadata = ["format": "heaviside", "layers": String(network.layers.count)]
        for (l, layer) in network.layers.enumerated() {
            metadata["layers.\(l).activation"] = layer.dense.activation.description
        }
        metadata.merge(structure(of: network)) { $1 }
        if let signals { metadata[signalsKey] = signals.yaml }
        if let normalisation { metadata.merge(Self.metadata(of: normalisation)) { $1 } }
        return SafetensorsFile(tensors: try tensors(of: network), metadata: metadata)
    }

    /// The file of a network of either precision.
    public static func file(
        for network: TrainedNetwork, signals: SignalSpec?, normalisation: Normalisation? = nil
    ) throws(ExchangeError) -> SafetensorsFile {
        switch network {
        case .float32(let network): try file(for: network, signals: signals, normalisation: normalisation)
        case .float64(let network): try file(for: network, signals: signals, normalisation: normalisation)
        }
    }

    /// A network of the same shape as `template` with the parameters of a file.
    ///
    /// Numbers that do not fit the template's precision are rounded.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - template: the shape.
    ///   - prefix: the prefix of the names of its tensors.
    ///   - layout: the layout of the file's weights.
    ///   - names: what each layer is called in the file; nil for `layers.0` and so on.
    /// - Returns: the network.
    /// - Throws: `ExchangeError` for a tensor that is missing or has another shape; without a prefix also for a tensor
    ///   that belongs to no layer.
    public static func read<S: TrainableScalar>(
        _ file: SafetensorsFile, path: String, like template: Network<S>, prefix: String = "",
        layout: WeightLayout = .outputsFirst, names: [String]? = nil
    ) throws(ExchangeError) -> Network<S> {
        var network = template
        var used: Set<String> = []
        func elements(_ name: String, shape: [Int]) throws(ExchangeError) -> [S] {
            guard let tensor = file.tensor(named: name) else {
                try checkType(of: name, in: file, path: path)
                throw ExchangeError(
                    path: path, location: "tensor \(name)", problem: "it is missing among \(contents(of: file))",
                    expected: "a tensor of shape \(shape)")
            }
            guard tensor.shape == shape else {
                throw ExchangeError(
                    path: path, location: "tensor \(name)", problem: "its shape is \(tensor.shape)",
                    expected: "shape \(shape)")
            }
            used.insert(name)
            switch tensor.storage {
            case .float32(let values): return values.map { S(Double($0)) }
            case .float64(let values): return values.map { S($0) }
            }
        }
        for l in network.layers.indices {
            let layer = network.layers[l]
            if !layer.dense.isPlain {
                var values: [[S]] = []
                for tensor in layer.parameters {
                    values.append(try elements("\(prefix)layers.\(l).\(tensor.name)", shape: tensor.shape))
                }
                network.layers[l] = layer.with(parameters: values)
                continue
            }
            let module = names.map { $0.indices.contains(l) ? $0[l] : "" } ?? "\(prefix)layers.\(l)"
            let name = key("weight", of: module)
            switch layout {
            case .outputsFirst:
                network.layers[l].weight.elements = try elements(name, shape: [layer.outputs, layer.inputs])
            case .inputsFirst:
                let stored = Matrix(
                    rows: layer.inputs, columns: layer.outputs,
                    elements: try elements(name, shape: [layer.inputs, layer.outputs]))
                network.layers[l].weight = stored.transposed()
            }
            if layer.bias != nil {
                network.layers[l].bias = try elements(key("bias", of: module), shape: [layer.outputs])
            }
        }
        let found = file.tensors.map(\.name) + file.unread.map(\.name)
        if prefix.isEmpty, let extra = found.first(where: { !used.contains($0) }) {
            throw ExchangeError(
                path: path, location: "tensor \(extra.shortened())", problem: "the network has no such parameter",
                expected: "only \(listed(used.sorted()))")
        }
        return network
    }

    private static func storage<S: TrainableScalar>(_ elements: [S]) -> Tensor.Storage {
        if let elements = elements as? [Float] { return .float32(elements) }
        return .float64(elements.map(\.doubleValue))
    }
}
