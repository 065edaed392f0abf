internal import Diagnostics
internal import Exchange
internal import Networks

extension NetworkFile {
    /// The metadata key for the layers of a network that has others than dense ones: one line of YAML.
    static let layersKey = "network"
    /// The metadata key for the shape of an input of such a network: one line of YAML.
    static let inputShapeKey = "shape"

    /// The metadata of a network that has others than dense layers; empty for one of dense layers alone.
    static func structure<S: Scalar>(of network: Network<S>) -> [String: String] {
        guard !network.isPlain else { return [:] }
        let shape = network.layers[0].dense.inputShape ?? [network.inputs]
        return [
            layersKey: Node.list(network.layers.map(\.dense.node)).yamlLine,
            inputShapeKey: Node.list(shape.map { Node($0) }).yamlLine,
        ]
    }

    /// The network of a file whose metadata have its layers; nil where they have not.
    static func structuredNetwork(
        _ file: SafetensorsFile, path: String, _ reading: ModelReading
    ) throws(ExchangeError) -> TrainedNetwork? {
        guard file.metadata[layersKey] != nil else { return nil }
        if reading.advice == .options, reading.activations ?? [] != [] || reading.order != nil || reading.layout != nil
        {
            throw ExchangeError(
                path: path, location: "__metadata__ key \(layersKey)", problem: "it says what the layers are",
                expected: "no \(reading.options("or"))")
        }
        let (layers, shape) = try structure(inMetadataOf: file, path: path)
        let wanted: NetworkShape
        do {
            wanted = try NetworkShape(inputs: shape.reduce(1, *), shape: shape, layers: layers)
        } catch {
            throw ExchangeError(path: path, location: "tensors", problem: "\(error)", expected: "a network")
        }
        func network<S: TrainableScalar>() throws(ExchangeError) -> Network<S> {
            try read(file, path: path, like: wanted)
        }
        return try isSingle(file, path: path) ? .float32(try network()) : .float64(try network())
    }

    /// Refuses a file whose metadata have other layers than a network, but for what training does with them.
    static func checkStructure(
        _ file: SafetensorsFile, path: String, like template: NetworkShape
    ) throws(ExchangeError) {
        guard file.metadata[layersKey] != nil else { return }
        let (layers, _) = try structure(inMetadataOf: file, path: path)
        let wanted = template.layers.map(\.dense)
        func differs(_ l: Int) -> Bool {
            (layers[l].structure, layers[l].skip) != (wanted[l].structure, wanted[l].skip)
                || layers[l].activation != wanted[l].activation
        }
        let common = min(layers.count, wanted.count)
        guard let l = (0..<common).first(where: differs) ?? (layers.count == wanted.count ? nil : common) else {
            return
        }
        func words(_ layers: [Dense]) -> String { l < layers.count ? layers[l].node.yamlLine : "no layer" }
        throw ExchangeError(
            path: path, location: "__metadata__ key \(layersKey)", problem: "layer \(l) is \(words(layers))",
            expected: "\(words(wanted)), as in the spec")
    }

    /// The layers in the metadata of a file, with the shape of an input.
    private static func structure(
        inMetadataOf file: SafetensorsFile, path: String
    ) throws(ExchangeError) -> (layers: [Dense], shape: [Int]) {
        let text = file.metadata[layersKey] ?? ""
        let (layers, shape): ([Dense], [Int])
        func error(_ key: String, _ problem: String) -> ExchangeError {
            ExchangeError(
                path: path, location: "__metadata__ key \(key)", problem: problem,
                expected: "the \(key == inputShapeKey ? "shape of an input" : "layers") as heaviside train writes "
                    + (key == inputShapeKey ? "it" : "them"))
        }
        for (key, text) in [(layersKey, text), (inputShapeKey, file.metadata[inputShapeKey] ?? "")]
        where text.allSatisfy(\.isWhitespace) {
            throw error(key, file.metadata[key] == nil ? "it is missing" : "it is empty")
        }
        do {
            let source = "__metadata__"
            layers = try Spec.layers(
                SpecNode(Node(yaml: text, source: source), key: layersKey, source: source))
            shape = try Self.shape(file.metadata[inputShapeKey] ?? "", source: source)
            _ = try Network<Float>.parameterCount(
                inputs: shape.reduce(1, *), layers: Dense.resolved(layers, inputShape: shape))
        } catch let problem as SpecError {
            throw error(problem.key.isEmpty ? layersKey : problem.key, problem.problem)
        } catch let problem {
            throw error(layersKey, "\(problem)")
        }
        return (layers, shape)
    }

    private static func shape(_ text: String, source: String) throws(SpecError) -> [Int] {
        func refused() -> SpecError {
            SpecError(
                source: source, key: inputShapeKey,
                problem: "\(text.shortened()): expected the shape of an input, such as [1, 32]")
        }
        guard let items = try Node(yaml: text, source: source).list else { throw refused() }
        var (shape, size) = ([Int](), 1)
        for item in items {
            guard let side = item.whole, (1...SampleSet.maximumLength).contains(side) else { throw refused() }
            size *= side
            guard size <= SampleSet.maximumLength else { throw refused() }
            shape.append(side)
        }
        guard !shape.isEmpty else { throw refused() }
        return shape
    }
}
