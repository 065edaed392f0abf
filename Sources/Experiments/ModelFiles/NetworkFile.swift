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
        try read(file, path: path, like: template.shape, prefix: prefix, layout: layout, names: names)
    }

    /// The network of a shape with the parameters of a file; nothing is built before every tensor is known to fit.
    static func read<S: TrainableScalar>(
        _ file: SafetensorsFile, path: String, like shape: NetworkShape, prefix: String = "",
        layout: WeightLayout = .outputsFirst, names: [String]? = nil
    ) throws(ExchangeError) -> Network<S> {
        let layers = try tensors(in: file, path: path, like: shape, prefix: prefix, layout: layout, names: names)
        return Network(
            shape,
            parameters: zip(layers, shape.layers).map { tensors, layer in
                tensors.map { tensor in
                    let values: [S] = elements(of: tensor)
                    guard layer.dense.isPlain, layout == .inputsFirst, tensor.shape.count == 2 else { return values }
                    return Matrix(rows: layer.inputs, columns: layer.outputs, elements: values).transposed().elements
                }
            })
    }

    /// The tensors of a file that are the parameters of each layer, in the order of `LayerShape.tensors`.
    ///
    /// - Throws: what ``read(_:path:like:prefix:layout:names:)`` throws.
    /// - Complexity: O(tensors of the file), whatever their sizes.
    @discardableResult static func tensors(
        in file: SafetensorsFile, path: String, like shape: NetworkShape, prefix: String = "",
        layout: WeightLayout = .outputsFirst, names: [String]? = nil
    ) throws(ExchangeError) -> [[Tensor]] {
        let found = Dictionary(file.tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
        var used: Set<String> = []
        func tensor(_ name: String, shape: [Int]) throws(ExchangeError) -> Tensor {
            guard let tensor = found[name] else {
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
            return tensor
        }
        var layers: [[Tensor]] = []
        for (l, layer) in shape.layers.enumerated() {
            let isPlain = layer.dense.isPlain
            let module = isPlain ? names.map { $0.indices.contains(l) ? $0[l] : "" } : nil
            var tensors: [Tensor] = []
            for own in layer.tensors {
                let isTransposed = isPlain && layout == .inputsFirst && own.shape.count == 2
                tensors.append(
                    try tensor(
                        key(own.name, of: module ?? "\(prefix)layers.\(l)"),
                        shape: isTransposed ? own.shape.reversed() : own.shape))
            }
            layers.append(tensors)
        }
        let all = file.tensors.map(\.name) + file.unread.map(\.name)
        if prefix.isEmpty, let extra = all.first(where: { !used.contains($0) }) {
            throw ExchangeError(
                path: path, location: "tensor \(extra.shortened())", problem: "the network has no such parameter",
                expected: "only \(listed(used.sorted()))")
        }
        return layers
    }

    private static func elements<S: TrainableScalar>(of tensor: Tensor) -> [S] {
        switch tensor.storage {
        case .float32(let values): values.map { S(Double($0)) }
        case .float64(let values): values.map { S($0) }
        }
    }

    private static func storage<S: TrainableScalar>(_ elements: [S]) -> Tensor.Storage {
        if let elements = elements as? [Float] { return .float32(elements) }
        return .float64(elements.map(\.doubleValue))
    }
}
