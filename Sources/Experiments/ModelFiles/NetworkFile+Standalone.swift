internal import Diagnostics
public import Exchange
internal import Networks

extension NetworkFile {
    /// The metadata key for the data that a network is for: one line of YAML.
    public static let signalsKey = "signals"

    /// Reads a network without a spec: its shape from the tensors, its activations from the metadata.
    ///
    /// The layers have any names, as `LayerTensors` describes; names and shapes tell their order.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - reading: what the file does not say.
    /// - Returns: the network, in the precision of the file.
    /// - Throws: `ExchangeError` for tensors that are no weights and biases of dense layers, for layers that do not fit
    ///   together, or fit in several orders, for a layer whose activation neither the metadata nor `reading` names, or
    ///   that both name differently, for a layout that the file contradicts, and where nothing tells which side of the
    ///   weights comes first.
    public static func network(
        _ file: SafetensorsFile, path: String, reading: ModelReading = ModelReading()
    ) throws(ExchangeError) -> TrainedNetwork {
        do throws(ExchangeError) {
            return try unhintedNetwork(file, path: path, reading: reading)
        } catch {
            var other = reading
            other.layout = .inputsFirst
            guard reading.layout == nil, try statedLayout(file, path: path) == nil,
                let network = try? unhintedNetwork(file, path: path, reading: other)
            else { throw error }
            let way =
                reading.advice == .options
                ? "--layout inputsFirst" : "inputsFirst in the metadata under the key layout"
            // Square weights fit both, which the error says.
            throw error.problem.hasPrefix("all weights are square")
                ? error
                : ExchangeError(
                    path: path, location: error.location, problem: error.problem,
                    expected: (error.expected.map { "\($0); or " } ?? "")
                        + "\(way), for as [inputs × outputs], the order of Keras, Flax and "
                        + "Paddle, the weights fit together: \(sizes(of: network))")
        }
    }

    /// "6 → 4 → 6": the inputs of a network and the outputs of its layers.
    private static func sizes(of network: TrainedNetwork) -> String {
        let exact = network.inDouble
        return ([exact.inputs] + exact.layers.map(\.outputs)).map(String.init).joined(separator: " → ").shortened(
            to: 80)
    }

    private static func unhintedNetwork(
        _ file: SafetensorsFile, path: String, reading: ModelReading
    ) throws(ExchangeError) -> TrainedNetwork {
        if let structured = try structuredNetwork(file, path: path, reading) { return structured }
        let stated = try statedLayout(file, path: path)
        try checkAsked(reading.layout, file, path: path)
        let layout = reading.layout ?? stated
        let tensors = try LayerTensors(file, path: path)
        let order = try LayerOrder(tensors, layout: layout ?? .outputsFirst).told(by: reading, path: path)
        if layout == nil { try checkLayout(file, path: path, weights: order.map(\.weight), advice: reading.advice) }
        let modules = LayerOrder.names(order)
        try checkOwnLayers(modules, file, path: path)
        let activations = try activations(of: modules, file, path: path, reading)
        let layers = zip(order, activations).map { layer, activation in
            Dense(layer.outputs(layout ?? .outputsFirst), activation: activation, bias: layer.hasBias)
        }
        let inputs = order.first?.inputs(layout ?? .outputsFirst) ?? 0
        let shape: NetworkShape
        do {
            shape = try NetworkShape(inputs: inputs, layers: layers)
        } catch {
            throw ExchangeError(
                path: path, location: "tensors", problem: "\(error)", expected: "a network as heaviside train writes it"
            )
        }
        let isSingle = try isSingle(file, path: path)
        func network<S: TrainableScalar>() throws(ExchangeError) -> Network<S> {
            try read(file, path: path, like: shape, layout: layout ?? .outputsFirst, names: modules)
        }
        return isSingle ? .float32(try network()) : .float64(try network())
    }

    /// Whether every tensor is F32; otherwise every one is F64.
    static func isSingle(_ file: SafetensorsFile, path: String) throws(ExchangeError) -> Bool {
        let isSingle = file.tensors.allSatisfy { $0.tensor.dtype == "F32" }
        guard isSingle || file.tensors.allSatisfy({ $0.tensor.dtype == "F64" }) else {
            throw ExchangeError(
                path: path, location: "tensors", problem: "some are F32 and some F64", expected: "one dtype for all")
        }
        return isSingle
    }

    /// Refuses a file of Heaviside's own in which a layer is missing: what is left may be a network all the same.
    private static func checkOwnLayers(
        _ modules: [String], _ file: SafetensorsFile, path: String
    ) throws(ExchangeError) {
        guard isOwn(file) else { return }
        let count = max(modules.count, file.metadata["layers"].flatMap { Int($0) } ?? 0)
        let missing = modules.indices.first { modules[$0] != "layers.\($0)" } ?? modules.count
        guard missing < count else { return }
        throw ExchangeError(
            path: path, location: "tensor layers.\(missing).weight",
            problem: "it is missing among \(contents(of: file))",
            expected: "every layer of the network that was written")
    }

    /// Whether a file is what Heaviside writes of this network: its names, its parameters in its layout, and the names
    /// of its activations.
    public static func isOwnForm(_ file: SafetensorsFile, of network: TrainedNetwork) -> Bool {
        func sorted(_ tensors: [NamedTensor]) -> [NamedTensor] { tensors.sorted { $0.name < $1.name } }
        func isOwn<S: TrainableScalar>(_ network: Network<S>) -> Bool {
            (try? statedLayout(file, path: "")) != .inputsFirst
                && (try? tensors(of: network)).map { sorted($0) == sorted(file.tensors) } ?? false
                && network.layers.enumerated().allSatisfy { l, layer in
                    file.metadata["layers.\(l).activation"].flatMap(Activation.init) == layer.dense.activation
                }
        }
        return switch network {
        case .float32(let network): isOwn(network)
        case .float64(let network): isOwn(network)
        }
    }

    /// The activation of each layer: the one that is asked for, or that the metadata names under the layer's own name,
    /// or under `layers.0` for the first.
    private static func activations(
        of modules: [String], _ file: SafetensorsFile, path: String, _ reading: ModelReading
    ) throws(ExchangeError) -> [Activation] {
        let asked = reading.activations
        if let asked, asked.count != modules.count {
            let layers = "\(NumberText.plural(modules.count, "layer")) \(LayerOrder.shown(modules))"
            switch reading.advice {
            case .options:
                throw ExchangeError(
                    path: path, location: "--activations",
                    problem: "\(NumberText.plural(asked.count, "activation")) for the \(layers)",
                    expected: "one for each layer")
            case .file:
                throw ExchangeError(
                    path: path, location: "tensors", problem: "\(layers)",
                    expected: "\(asked.count), as the spec has")
            }
        }
        var activations: [Activation] = []
        for (l, module) in modules.enumerated() {
            let key = key("activation", of: module)
            let stored = try activation(inMetadataOf: file, modules, l).map { name throws(ExchangeError) in
                try activation(name, key: key, path: path)
            }
            let wanted = asked?[l]
            if let stored, let wanted, stored != wanted {
                throw ExchangeError(
                    path: path, location: "__metadata__ key \(key)", problem: "it is \(stored)",
                    expected: reading.advice == .options
                        ? "\(wanted), as --activations says, or no --activations" : "\(wanted), as in the spec")
            }
            guard let activation = wanted ?? stored else {
                let name = module.isEmpty ? "the layer" : Int(module) == nil ? module : "layer \(module)"
                let asked =
                    modules.count == 1
                    ? "that of \(name)"
                    : "one for each of the layers \(LayerOrder.shown(modules))"
                let option =
                    "--activations with \(asked), as in --activations "
                    + modules.indices.map { $0 + 1 < modules.count ? "relu" : "identity" }.joined(separator: ",")
                    .shortened(to: 80) + ", or "
                throw ExchangeError(
                    path: path, location: "__metadata__",
                    problem: "it does not name the activation of \(name)",
                    expected: (reading.advice == .options ? option : "")
                        + "a key \(key) in the metadata; the activations are "
                        + Activation.names.joined(separator: ", "))
            }
            activations.append(activation)
        }
        return activations
    }

    private static func activation(_ name: String, key: String, path: String) throws(ExchangeError) -> Activation {
        guard !name.hasPrefix("custom(") else {
            throw ExchangeError(
                path: path, location: "__metadata__ key \(key)",
                problem: "\(name.prefix(40)) is Swift code, which a file cannot hold",
                expected: "a built-in activation, or in Swift NetworkFile.read(_:path:like:) with a network that has it"
            )
        }
        guard let activation = Activation(name) else {
            throw ExchangeError(
                path: path, location: "__metadata__ key \(key)", problem: "unknown activation \(name.prefix(40))",
                expected: "one of \(Activation.names.joined(separator: ", ")), leakyReLU with its slope in brackets")
        }
        return activation
    }
}
