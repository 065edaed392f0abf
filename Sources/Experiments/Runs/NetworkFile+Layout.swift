internal import Exchange
internal import Networks

extension NetworkFile {
    /// The metadata key for a ``WeightLayout``.
    static let layoutKey = "layout"

    /// The layout that a file states.
    ///
    /// It is the value of the metadata key `layout`, or what follows from `format`: the library that wrote the file.
    ///
    /// - Throws: `ExchangeError` for an unknown value of `layout`.
    static func statedLayout(_ file: SafetensorsFile, path: String) throws(ExchangeError) -> WeightLayout? {
        if let text = file.metadata[layoutKey] {
            guard let layout = WeightLayout(rawValue: text) else {
                throw ExchangeError(
                    path: path, location: "__metadata__ key \(layoutKey)",
                    problem: "unknown layout \(text.prefix(40))",
                    expected: WeightLayout.allCases.map(\.rawValue).joined(separator: " or "))
            }
            return layout
        }
        switch file.metadata["format"] {
        case "heaviside", "pt", "mlx": return .outputsFirst
        case "keras", "tf", "flax", "paddle": return .inputsFirst
        default: return nil
        }
    }

    /// The layout of the weights in a file from which training starts.
    ///
    /// The one that is asked for, or the one that the file states, or the one that the shapes tell.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - template: a network of the right shape.
    ///   - asked: what the spec asks for.
    /// - Returns: the layout.
    /// - Throws: `ExchangeError` where every weight is square, so that nothing tells the two layouts apart, and where
    ///   the shapes tell the layout that is not read without being asked for.
    static func layout<S: TrainableScalar>(
        of file: SafetensorsFile, path: String, like template: Network<S>, asked: WeightLayout?
    ) throws(ExchangeError) -> WeightLayout {
        if let asked { return asked }
        if let stated = try statedLayout(file, path: path) { return stated }
        var square: (name: String, side: Int)?
        for (l, layer) in template.layers.enumerated() {
            let name = "layers.\(l).weight"
            guard let shape = file.tensor(named: name)?.shape else { continue }
            if layer.outputs != layer.inputs {
                guard shape == [layer.inputs, layer.outputs] else { return .outputsFirst }
                throw ExchangeError(
                    path: path, location: "tensor \(name)", problem: "its shape is \(shape), inputs first",
                    expected: "shape \([layer.outputs, layer.inputs]), or in the spec { file: { path: …, layout: "
                        + "inputsFirst } }, as Keras, Flax and Paddle store weights")
            }
            if layer.outputs > 1, layer.dense.fixed == nil, square == nil { square = (name, layer.outputs) }
        }
        // The metadata of a network that Heaviside, or somebody for Heaviside, has written.
        guard let square, file.metadata["layers.0.activation"] == nil else { return .outputsFirst }
        throw ExchangeError(
            path: path, location: "tensor \(square.name)",
            problem: "its shape is [\(square.side), \(square.side)], which does not tell outputs from inputs",
            expected: "in the spec { file: { path: …, layout: outputsFirst } } (PyTorch, MLX), or inputsFirst (Keras, "
                + "Flax, Paddle)")
    }
}
