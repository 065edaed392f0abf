internal import Exchange
internal import Networks

extension NetworkFile {
    /// What the layers of a network are called in a file from which it starts.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - template: the shape of the network.
    ///   - asked: the layout that the spec asks for.
    /// - Returns: a name for each layer, in their order; the shapes of the layers choose among several orders.
    /// - Throws: `ExchangeError` for another number of layers, for tensors that are no weights and biases of dense
    ///   layers, for layers that do not fit together, and where several orders fit.
    static func names(
        in file: SafetensorsFile, path: String, like template: NetworkShape, asked: WeightLayout?
    ) throws(ExchangeError) -> [String] {
        // Its own files have no other names, and what is missing there is named.
        if isOwn(file) || !template.isPlain {
            return template.layers.indices.map { "layers.\($0)" }
        }
        let tensors = try LayerTensors(file, path: path)
        guard tensors.layers.count == template.layers.count else {
            throw ExchangeError(
                path: path, location: "tensors",
                problem: "\(tensors.layers.count) dense layer\(tensors.layers.count == 1 ? "" : "s"): "
                    + listed(tensors.layers.map(\.words)),
                expected: "\(template.layers.count), as the spec has: "
                    + listed(template.layers.map { "[\($0.outputs), \($0.inputs)]" }))
        }
        let stated = try statedLayout(file, path: path)
        let layout = asked ?? stated ?? .outputsFirst
        let order = LayerOrder(tensors, layout: layout)
        if order.isTold { return LayerOrder.names(tensors.layers) }
        let orders = order.orders { layer, place in
            let wanted = template.layers[place]
            return layer.outputs(layout) == wanted.outputs && layer.inputs(layout) == wanted.inputs
                && layer.hasBias == wanted.dense.hasBias
        }
        guard let orders, orders.count < 2 else {
            throw ExchangeError(
                path: path, location: "tensors",
                problem: "neither names nor shapes tell the order of the layers "
                    + listed(tensors.layers.map(\.words)),
                expected: "numbered names, such as 0.weight, 2.weight or layers.0.weight, layers.1.weight")
        }
        guard let only = orders.first else {
            throw ExchangeError(
                path: path, location: "tensors",
                problem: "no order of its layers fits the spec: \(listed(tensors.layers.map(\.words)))",
                expected: listed(
                    template.layers.map { "[\($0.outputs), \($0.inputs)]\($0.dense.hasBias ? " with bias" : "")" }))
        }
        return LayerOrder.names(only)
    }

    /// The name of a part of a layer: "encoder.0.weight", or "weight" for the only layer of a file that has no name.
    static func key(_ part: String, of module: String) -> String { module.isEmpty ? part : "\(module).\(part)" }

    /// The activation that the metadata of a file name for a layer; nil where they name none.
    static func activation(inMetadataOf file: SafetensorsFile, _ names: [String], _ layer: Int) -> String? {
        guard names.indices.contains(layer) else { return nil }
        if let own = file.metadata[key("activation", of: names[layer])] { return own }
        return names.contains("layers.\(layer)") ? nil : file.metadata["layers.\(layer).activation"]
    }
}
