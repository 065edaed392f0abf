internal import Diagnostics
internal import Exchange

/// The dense layers of a model file, by the names of its tensors.
///
/// A layer is a tensor NAME.weight, `[outputs × inputs]` or the other way round, and NAME.bias where there is one:
/// `layers.0` in Heaviside's own files, `0`, `2`, `encoder.0` or `fc1` in those of PyTorch.
struct LayerTensors {
    /// One layer.
    struct Layer: Hashable {
        /// The name without its last part: `encoder.0`; empty for a file of one layer that has none.
        let module: String
        /// The shape of the weight.
        let shape: [Int]
        /// The number of entries of the bias; nil where there is none.
        let biasCount: Int?

        /// Whether there is a bias.
        var hasBias: Bool { biasCount != nil }

        /// The name of the weight.
        var weight: String { NetworkFile.key("weight", of: module) }
        /// The name of the bias.
        var bias: String { NetworkFile.key("bias", of: module) }
        /// The weight with its shape: "0.weight [129, 1]".
        var words: String { "\(weight.shortened(to: 48)) \(shape)" }

        func inputs(_ layout: WeightLayout) -> Int { layout == .outputsFirst ? shape[1] : shape[0] }
        func outputs(_ layout: WeightLayout) -> Int { layout == .outputsFirst ? shape[0] : shape[1] }
    }

    /// More layers than any elementary network has.
    private static let mostLayers = 1024

    /// The layers in the order of their names, numbers by their size.
    let layers: [Layer]

    /// Finds the layers of a file.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    /// - Throws: `ExchangeError` where there are none, or too many, and for a tensor that is no weight or bias of a
    ///   dense layer, or whose type is not read.
    init(_ file: SafetensorsFile, path: String) throws(ExchangeError) {
        // What is not read comes first: each of these is refused.
        let names = file.unread.map(\.name) + file.tensors.map(\.name)
        let known = Set(names)
        let modules = names.compactMap { Self.module(of: $0, "weight") }
        guard !modules.isEmpty else {
            throw ExchangeError(
                path: path, location: "tensors",
                problem: "there is no weight of a dense layer among \(NetworkFile.contents(of: file))",
                expected: NetworkFile.wantedNames
                    + (names.contains { $0.hasSuffix("kernel") }
                        ? "; kernel is what Keras and Flax call a weight [inputs, outputs]: save each as NAME.weight, "
                            + "with layout: inputsFirst in the metadata" : ""))
        }
        guard modules.count < Self.mostLayers else {
            throw ExchangeError(
                path: path, location: "tensors", problem: "the network has \(Self.mostLayers) layers or more",
                expected: "fewer")
        }
        for name in names {
            let owner = Self.module(of: name, "weight") ?? Self.module(of: name, "bias")
            guard let owner, known.contains(NetworkFile.key("weight", of: owner)) else {
                throw ExchangeError(
                    path: path, location: "tensor \(name.shortened(to: 48))",
                    problem: "no dense layer has it; the file holds \(NetworkFile.contents(of: file))",
                    expected: NetworkFile.wantedNames)
            }
            try NetworkFile.checkType(of: name, in: file, path: path)
        }
        var layers: [Layer] = []
        let shapes = Dictionary(file.tensors.map { ($0.name, $0.tensor.shape) }) { first, _ in first }
        for module in modules {
            let weight = NetworkFile.key("weight", of: module)
            let shape = shapes[weight] ?? []
            guard shape.count == 2 else {
                throw ExchangeError(
                    path: path, location: "tensor \(weight.shortened(to: 48))", problem: "its shape is \(shape)",
                    expected: "[outputs, inputs], as a dense layer has (nn.Linear in PyTorch)")
            }
            let bias = shapes[NetworkFile.key("bias", of: module)]
            layers.append(Layer(module: module, shape: shape, biasCount: bias.map { $0.reduce(1, *) }))
        }
        self.layers = layers.map { (layer: $0, name: LayerName($0.module)) }
            .sorted { LayerName.comesBefore($0.name, $1.name) }.map(\.layer)
    }

    private static func module(of name: String, _ part: String) -> String? {
        if name == part { return "" }
        return name.hasSuffix("." + part) ? String(name.dropLast(part.count + 1)) : nil
    }
}
