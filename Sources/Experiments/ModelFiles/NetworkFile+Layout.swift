internal import Diagnostics
public import Exchange
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
        default: return isOwn(file) ? .outputsFirst : nil
        }
    }

    /// Whether Heaviside has written a file: by its format, or where a program has left that out, by keys of the
    /// metadata that no other program writes.
    static func isOwn(_ file: SafetensorsFile) -> Bool {
        guard let format = file.metadata["format"] else {
            return file.metadata[layersKey] != nil || file.metadata["layers"].flatMap { Int($0) } != nil
        }
        return format == "heaviside"
    }

    /// Refuses a layout other than the one that a file has by its own words: transposed it is another network.
    ///
    /// A `format` says only which library wrote the file, and its arrays may be those of another one.
    static func checkAsked(_ asked: WeightLayout?, _ file: SafetensorsFile, path: String) throws(ExchangeError) {
        let key = file.metadata[layoutKey] == nil ? "format" : layoutKey
        guard let asked, let stated = try statedLayout(file, path: path), stated != asked,
            key == layoutKey || isOwn(file)
        else { return }
        throw ExchangeError(
            path: path, location: file.metadata[key] == nil ? "__metadata__" : "__metadata__ key \(key)",
            problem: "it is \(file.metadata[key] ?? "Heaviside's own"), whose weights are \(stated.rawValue)",
            expected: "no --layout, or --layout \(stated.rawValue)")
    }

    /// Refuses a file without a stated layout whose weights are all square, so that nothing tells the two layouts
    /// apart: transposed they would be another network.
    static func checkLayout(
        _ file: SafetensorsFile, path: String, weights names: [String], advice: ModelReading.Advice
    ) throws(ExchangeError) {
        let isSquare = names.allSatisfy { name in
            file.tensor(named: name).map { Set($0.shape).count == 1 } ?? false
        }
        guard isSquare, let first = names.first(where: { !isSymmetric($0, in: file) }),
            try statedLayout(file, path: path) == nil
        else { return }
        throw ExchangeError(
            path: path, location: "__metadata__",
            problem: "all weights are square, as \(first) is, which does not tell outputs from inputs",
            expected: advice == .options
                ? "--layout outputsFirst (PyTorch, MLX) or inputsFirst (Keras, Flax, Paddle), or that in the metadata "
                    + "under the key layout"
                : "outputsFirst (PyTorch, MLX) or inputsFirst (Keras, Flax, Paddle) in the metadata under the key layout"
        )
    }

    /// That the layers of a file fit together in both layouts, as those of n → k → n without biases do, and which of
    /// the two networks is read; nil where something tells.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name.
    ///   - reading: what the file does not say.
    /// - Returns: a sentence for a person.
    /// - Throws: what ``network(_:path:reading:)`` throws.
    public static func layoutNotice(
        _ file: SafetensorsFile, path: String, reading: ModelReading
    ) throws(ExchangeError) -> String? {
        guard reading.layout == nil, try statedLayout(file, path: path) == nil else { return nil }
        let tensors = try LayerTensors(file, path: path)
        let order = try LayerOrder(tensors, layout: .outputsFirst).told(by: reading, path: path)
        // Of square weights alone there is no such default; see `checkLayout`.
        guard order.contains(where: { $0.shape[0] != $0.shape[1] }) else { return nil }
        let other = LayerOrder(tensors, layout: .inputsFirst)
        let orders = reading.order == nil ? other.orders() ?? [] : [order]
        guard let second = orders.first(where: other.fits) else { return nil }
        func words(_ layers: [LayerTensors.Layer], _ layout: WeightLayout) -> String {
            let sizes = (layers.first.map { [$0.inputs(layout)] } ?? []) + layers.map { $0.outputs(layout) }
            return sizes.map(String.init).joined(separator: " → ").shortened(to: 80)
        }
        return "\(path): its weights fit together in both layouts, and nothing in the file tells which it has: read as "
            + "outputsFirst (PyTorch, MLX), \(words(order, .outputsFirst)); --layout inputsFirst (Keras, Flax, Paddle) "
            + "reads \(words(second, .inputsFirst))"
    }

    /// Whether a square matrix is its own transpose, so that its layout does not matter.
    private static func isSymmetric(_ name: String, in file: SafetensorsFile) -> Bool {
        guard let tensor = file.tensor(named: name), tensor.shape.count == 2, tensor.shape[0] == tensor.shape[1] else {
            return false
        }
        func isSymmetric<Value: Equatable>(_ values: [Value]) -> Bool {
            let side = tensor.shape[0]
            return (0..<side).allSatisfy { i in (0..<i).allSatisfy { values[i * side + $0] == values[$0 * side + i] } }
        }
        switch tensor.storage {
        case .float32(let values): return isSymmetric(values)
        case .float64(let values): return isSymmetric(values)
        }
    }

    /// The layout of the weights in a file from which training starts.
    ///
    /// The one that is asked for, or the one that the file states, or the one that the shapes tell.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - template: the shape of the network.
    ///   - names: what each layer is called in the file.
    ///   - asked: what the spec asks for.
    /// - Returns: the layout.
    /// - Throws: `ExchangeError` where every weight is square, so that nothing tells the two layouts apart, and where
    ///   the shapes tell the layout that is not read without being asked for.
    static func layout(
        of file: SafetensorsFile, path: String, like template: NetworkShape, names: [String], asked: WeightLayout?
    ) throws(ExchangeError) -> WeightLayout {
        if let asked { return asked }
        if let stated = try statedLayout(file, path: path) { return stated }
        // Only Heaviside writes other layers than dense ones.
        guard template.isPlain else { return .outputsFirst }
        var square: (name: String, side: Int)?
        for (module, layer) in zip(names, template.layers) {
            let name = key("weight", of: module)
            guard let shape = file.tensor(named: name)?.shape else { continue }
            if layer.outputs != layer.inputs {
                guard shape == [layer.inputs, layer.outputs] else { return .outputsFirst }
                throw ExchangeError(
                    path: path, location: "tensor \(name)", problem: "its shape is \(shape), inputs first",
                    expected: "shape \([layer.outputs, layer.inputs]), or in the spec { file: { path: …, layout: "
                        + "inputsFirst } }, as Keras, Flax and Paddle store weights")
            }
            // A weight of another shape is refused with its shape.
            guard shape == [layer.outputs, layer.inputs] else { return .outputsFirst }
            if layer.dense.fixed == nil, square == nil, !isSymmetric(name, in: file) { square = (name, layer.outputs) }
        }
        guard let square else { return .outputsFirst }
        throw ExchangeError(
            path: path, location: "tensor \(square.name)",
            problem: "its shape is [\(square.side), \(square.side)], which does not tell outputs from inputs",
            expected: "in the spec { file: { path: …, layout: outputsFirst } } (PyTorch, MLX), or inputsFirst (Keras, "
                + "Flax, Paddle)")
    }
}
