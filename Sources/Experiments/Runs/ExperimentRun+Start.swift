internal import Analysis
internal import Diagnostics
internal import Exchange
public import Networks

extension ExperimentRun {
    /// The network before training.
    ///
    /// - Throws: ``SpecError`` for a start that does not fit the spec, `ExchangeError` for a model that cannot be read.
    public func initialNetwork<S: TrainableScalar>(as type: S.Type = S.self) throws -> Network<S> {
        do {
            switch spec.initialization {
            case .drawn(let initialization):
                return try Network(
                    inputs: samples.length, shape: samples.shape, layers: spec.network, initialization: initialization,
                    seed: spec.seed)
            case .construction(let construction):
                return try constructed(construction)
            case .file(let path, let layout):
                return try read(path, layout)
            case .lifted(let path, let amplitude):
                return try lifted(path, amplitude: amplitude)
            }
        } catch let error as NetworkError {
            throw SpecError(source: source, error)
        }
    }

    /// What is to be read of a model that training starts from, and how.
    private struct Start {
        let file: SafetensorsFile
        let shape: NetworkShape
        let names: [String]
        let layout: WeightLayout
    }

    /// The model in a file, whose tensors fit the spec; no network is built.
    private func model(_ path: String, _ asked: WeightLayout?) throws -> Start {
        let shape = try spec.networkShape()
        let file = try NetworkFile.contents(ofFile: path)
        try NetworkFile.checkStructure(file, path: path, like: shape)
        let names = try NetworkFile.names(in: file, path: path, like: shape, asked: asked)
        let layout = try NetworkFile.layout(of: file, path: path, like: shape, names: names, asked: asked)
        try NetworkFile.tensors(in: file, path: path, like: shape, layout: layout, names: names)
        for (l, layer) in shape.layers.enumerated() {
            let activation = layer.dense.activation
            if let stored = NetworkFile.activation(inMetadataOf: file, names, l),
                stored != activation.description, Activation(stored) != activation
            {
                throw ExchangeError(
                    path: path, location: "layer \(l)", problem: "its activation is \(stored)",
                    expected: "\(activation.words), as in the spec")
            }
        }
        return Start(file: file, shape: shape, names: names, layout: layout)
    }

    /// Checks that the model which training starts from has the spec's layers; nothing for another start.
    ///
    /// - Throws: what ``initialNetwork(as:)`` throws for such a model, its numbers aside.
    func checkStartShape() throws {
        guard case .file(let path, let layout) = spec.initialization else { return }
        do {
            _ = try model(path, layout)
        } catch let error as NetworkError {
            throw SpecError(source: source, error)
        }
    }

    /// The parameters in a file; layers that are fixed by a formula keep their own.
    private func read<S: TrainableScalar>(_ path: String, _ asked: WeightLayout?) throws -> Network<S> {
        let start = try model(path, asked)
        try NetworkFile.checkNumbers(of: start.file, path: path, as: NumberFormat(S.self))
        var network: Network<S> = try NetworkFile.read(
            start.file, path: path, like: start.shape, layout: start.layout, names: start.names)
        if network.layers.contains(where: { $0.dense.fixed != nil }) {
            let template: Network<S> = try zeroNetwork()
            for l in network.layers.indices where network.layers[l].dense.fixed != nil {
                network.layers[l] = template.layers[l]
            }
        }
        return network
    }

    /// How many weights of the model that training starts from are other numbers in the run's precision; nil where none
    /// is, without such a model, and where it cannot be read any more.
    ///
    /// - Complexity: reads the file once more.
    var roundedStartValues: Int? {
        let path: String
        let asked: WeightLayout?
        switch spec.initialization {
        case .drawn, .construction: return nil
        case .file(let file, let layout): (path, asked) = (file, layout)
        case .lifted(let file, _): (path, asked) = (file, nil)
        }
        guard spec.precision != .float64, let file = try? NetworkFile.contents(ofFile: path) else { return nil }
        // Layers that are fixed by a formula take nothing from the file.
        var unused: Set<String> = []
        if spec.network.contains(where: { $0.fixed != nil }) {
            guard let shape = try? spec.networkShape(),
                let names = try? NetworkFile.names(in: file, path: path, like: shape, asked: asked)
            else { return nil }
            for (name, layer) in zip(names, spec.network) where layer.fixed != nil {
                unused.formUnion(["weight", "bias"].map { NetworkFile.key($0, of: name) })
            }
        }
        let count = file.tensors.reduce(0) { sum, named in
            guard !unused.contains(named.name), case .float64(let values) = named.tensor.storage else { return sum }
            return sum + values.count { Double(Float($0)) != $0 }
        }
        return count > 0 ? count : nil
    }

    /// A network of the spec's shape whose parameters are 0, except in fixed layers.
    public func zeroNetwork<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        try spec.zeroNetwork()
    }

    /// The network before training, in the spec's precision.
    public func start() throws -> TrainedNetwork {
        switch spec.precision {
        case .float32, .float32DoubleAccumulators: .float32(try initialNetwork())
        case .float64: .float64(try initialNetwork())
        }
    }

    private func constructed<S: Scalar>(_ construction: Construction) throws -> Network<S> {
        guard case .step(let steps) = spec.signals.family else {
            throw SpecError(
                source: source, key: "initialization.construction", problem: "it is made for signals of family step")
        }
        try checkLayers(construction.layers(length: samples.length), of: "the construction \(construction.name)")
        var network: Network<S> = try construction.network(for: steps)
        for l in network.layers.indices { network.layers[l].dense = spec.network[l] }
        return network
    }

    /// Checks that the spec has the layers of a start.
    private func checkLayers(_ expected: [Dense], of start: String) throws(SpecError) {
        func shape(_ layers: [Dense]) -> [String] {
            layers.map {
                "{ \($0.structure.name): \($0.outputs), activation: \($0.activation), bias: \($0.hasBias)"
                    + ($0.skip.map { ", skip: \($0.layers)" } ?? "") + " }"
            }
        }
        guard shape(spec.network) == shape(expected) else {
            throw SpecError(
                source: source, key: "network",
                problem: "\(start) has other layers than the spec: expected \(shape(expected).joined(separator: ", "))")
        }
    }

    /// The network of a file, lifted in the file's precision; layers that are fixed by a formula are refused.
    private func lifted<S: TrainableScalar>(_ path: String, amplitude: Double) throws -> Network<S> {
        guard case .step(let steps) = spec.signals.family else {
            throw error("initialization.lifted", "it is made for signals of family step")
        }
        let file = try NetworkFile.contents(ofFile: path)
        try NetworkFile.checkNumbers(of: file, path: path, as: NumberFormat(S.self))
        let trained = try NetworkFile.network(file, path: path, reading: reading(of: file))
        try checkOrigin(of: file, path: path, orientation: steps.orientation, amplitude: amplitude)
        let orientation = steps.orientation
        var network: Network<S>
        do {
            switch trained {
            case .float32(let single):
                network = try single.lifted(fromAmplitude: amplitude, orientation: orientation).converted(to: S.self)
            case .float64(let double):
                network = try double.lifted(fromAmplitude: amplitude, orientation: orientation).converted(to: S.self)
            }
        } catch {
            throw self.error("initialization.lifted", "\(path) cannot be lifted: \(error)")
        }
        guard network.isFinite else {
            throw error("initialization.lifted", "\(path), lifted, has parameters beyond \(spec.precision.rawValue)")
        }
        guard network.inputs == samples.length else {
            throw error(
                "signals.length", "\(samples.length): the network in \(path) has \(network.inputs) inputs")
        }
        try checkLayers(network.layers.map(\.dense), of: "\(path), lifted,")
        for l in network.layers.indices {
            guard spec.network[l].fixed == nil else {
                throw error(
                    "network.\(l).fixed", "the weights of a lifted network come from its file: expected no fixed layer")
            }
            network.layers[l].dense = spec.network[l]
        }
        return network
    }

    /// What the spec says of a file that names no activations.
    private func reading(of file: SafetensorsFile) -> ModelReading {
        let isNamed = file.metadata.keys.contains { $0.hasSuffix("activation") }
        var reading = ModelReading(activations: isNamed ? nil : spec.network.map(\.activation))
        reading.advice = .file
        return reading
    }

    private func error(_ key: String, _ problem: String) -> SpecError {
        SpecError(source: source, key: key, problem: problem)
    }

    /// Checks that a model is for steps of this orientation and amplitude, where its file names its data.
    private func checkOrigin(
        of file: SafetensorsFile, path: String, orientation: Orientation, amplitude: Double
    ) throws {
        guard let yaml = file.metadata[NetworkFile.signalsKey],
            case .step(let steps) = try SignalSpec(yaml: yaml, source: "signals of \(path)").family
        else { return }
        guard steps.orientation == orientation else {
            throw ExchangeError(
                path: path, location: "signals", problem: "it is for steps with \(steps.orientation)",
                expected: "\(orientation), as in the spec")
        }
        let amplitudes = (try? steps.amplitudes.values()) ?? []
        guard amplitudes.contains(amplitude) else {
            throw ExchangeError(
                path: path, location: "signals",
                problem: "it is not for steps of amplitude \(NumberText.exact(amplitude))",
                expected: "one that it is for: \(amplitudes.map(NumberText.exact).joined(separator: ", "))")
        }
    }
}
