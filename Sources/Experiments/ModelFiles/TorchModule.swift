public import Exchange
internal import Networks

/// A network as PyTorch's `nn.Sequential` of linear layers: its `state_dict`, and the expression that makes the module.
public struct TorchModule: Sendable {
    /// The `state_dict`: `0.weight` `[outputs × inputs]`, `0.bias`, `2.weight`, …, numbered as the modules are.
    public let file: SafetensorsFile
    /// The expression, such as `nn.Sequential(nn.Linear(1, 8), nn.ReLU(), nn.Linear(8, 8))`; nil for an activation that
    /// PyTorch has no module for.
    public let expression: String?

    /// The module of a network.
    ///
    /// - Parameters:
    ///   - network: the network; tied weights stand at each of their places.
    ///   - signals: the data that the network is for, in the metadata.
    /// - Throws: `ExchangeError` for a connection past layers, and for an activation of one's own.
    public init(_ network: TrainedNetwork, signals: SignalSpec? = nil) throws(ExchangeError) {
        let stack = try NetworkFile.stack(of: network)
        var (tensors, metadata) = ([NamedTensor](), ["format": "pt"])
        var modules: [String?] = []
        func storage(_ values: [Double]) -> Tensor.Storage {
            stack.isDouble ? .float64(values) : .float32(values.map { Float($0) })
        }
        for layer in stack.layers {
            let name = String(modules.count)
            tensors.append(
                NamedTensor(
                    name: "\(name).weight",
                    tensor: try Tensor(shape: [layer.outputs, layer.inputs], storage: storage(layer.weight))))
            if let bias = layer.bias {
                tensors.append(
                    NamedTensor(
                        name: "\(name).bias", tensor: try Tensor(shape: [layer.outputs], storage: storage(bias))))
            }
            metadata["\(name).activation"] = Activation(layer.activation).description
            modules.append(
                "nn.Linear(\(layer.inputs), \(layer.outputs)\(layer.bias == nil ? ", bias=False" : ""))")
            switch layer.activation {
            case .identity: break
            case .relu: modules.append("nn.ReLU()")
            case .leakyReLU(let slope): modules.append("nn.LeakyReLU(\(slope))")
            case .sigmoid: modules.append("nn.Sigmoid()")
            case .tanh: modules.append("nn.Tanh()")
            case .softplus:
                // Beyond its threshold, by default 20, PyTorch's is the identity, as rounded numbers are beyond 40.
                modules.append("nn.Softplus(threshold=40.0)")
            case .hardTanh: modules.append("nn.Hardtanh()")
            case .hardThreshold: modules.append(nil)
            }
        }
        if let signals { metadata[NetworkFile.signalsKey] = signals.yaml }
        file = SafetensorsFile(tensors: tensors, metadata: metadata)
        let known = modules.compactMap { $0 }
        expression =
            known.count == modules.count
            ? "nn.Sequential(\(known.joined(separator: ", ")))\(stack.isDouble ? ".double()" : "")" : nil
    }
}
