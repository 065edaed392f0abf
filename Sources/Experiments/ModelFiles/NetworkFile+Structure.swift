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
    static func structuredNetwork(_ file: SafetensorsFile, path: String) throws(ExchangeError) -> TrainedNetwork? {
        guard let text = file.metadata[layersKey] else { return nil }
        let (layers, shape): ([Dense], [Int])
        do {
            let source = "\(path): __metadata__"
            layers = try Spec.layers(
                SpecNode(Node(yaml: text, source: source), key: layersKey, source: source))
            shape = try Self.shape(file.metadata[inputShapeKey] ?? "", source: source)
            _ = try Network<Float>.parameterCount(
                inputs: shape.reduce(1, *), layers: Dense.resolved(layers, inputShape: shape))
        } catch {
            throw ExchangeError(
                path: path, location: "__metadata__", problem: "\(error)",
                expected: "the layers as heaviside train writes them")
        }
        func network<S: TrainableScalar>() throws(ExchangeError) -> Network<S> {
            do {
                let zeros = try Network<S>(
                    inputs: shape.reduce(1, *), shape: shape, layers: layers, initialization: .zeros, seed: 0)
                return try read(file, path: path, like: zeros)
            } catch let error as ExchangeError {
                throw error
            } catch {
                throw ExchangeError(path: path, location: "tensors", problem: "\(error)", expected: "a network")
            }
        }
        return try isSingle(file, path: path) ? .float32(try network()) : .float64(try network())
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
