import Diagnostics

/// Reads the layers of a network out of the graph of an ONNX model.
///
/// Nodes are carried out in their order on what is known: constants are computed, shapes are computed with the number
/// of samples as a symbol, and of what depends on the input the layers are kept. Nothing is told by names.
struct GraphReader {
    let model: ONNXModel
    private var values: [String: GraphValue] = [:]
    private var signals: [Int: GraphSignal] = [:]
    private var initializers: [String: ONNXTensor] = [:]
    /// How many numbers may still be made.
    private var budget: Int
    private var lastID = 0

    /// The network of a model.
    ///
    /// - Throws: ``ExchangeError`` with the node and its operator for what is no network of the layers that are read.
    static func stack(of model: ONNXModel) throws(ExchangeError) -> LayerStack {
        var reader = try GraphReader(model)
        return try reader.read()
    }

    private init(_ model: ONNXModel) throws(ExchangeError) {
        self.model = model
        let stored = model.tensors.reduce(0) { $0 + $1.count }
        budget = 4 * min(stored, NumericArray.countLimit) + 1 << 22
        for tensor in model.tensors {
            guard initializers.updateValue(tensor, forKey: tensor.name) == nil else {
                throw error(tensor.place, "the name is given twice", "each once")
            }
        }
    }

    func error(_ place: String, _ problem: String, _ expected: String) -> ExchangeError {
        ExchangeError(path: model.path, location: place, problem: problem, expected: expected)
    }

    /// An error at a node.
    func error(_ node: ONNXNode, _ problem: String, _ expected: String) -> ExchangeError {
        error(node.place, problem, expected)
    }

    /// Counts numbers that are made; a small file cannot make many.
    mutating func charge(_ count: Int, _ node: ONNXNode) throws(ExchangeError) {
        budget -= min(count, budget + 1)
        guard budget >= 0 else {
            throw error(node, "the graph makes many more numbers than the model holds", "a small network")
        }
    }

    private mutating func read() throws(ExchangeError) -> LayerStack {
        let inputs = model.inputs.filter { initializers[$0.name] == nil }
        guard inputs.count == 1, let input = inputs.first else {
            throw error(
                "the graph",
                inputs.isEmpty
                    ? "it has no input" : "it has the inputs \(listed(inputs.map(\.name)))",
                "one input")
        }
        let order = try GraphOrder.nodes(of: model, given: input.name, initializers)
        values[input.name] = .signal(try signal(of: input))
        for (node, released) in order {
            let value = try evaluate(node)
            if let name = node.outputs.first, !name.isEmpty { values[name] = value }
            for name in released { values[name] = nil }
        }
        guard model.outputs.count == 1, let output = model.outputs.first else {
            throw error(
                "the graph",
                model.outputs.isEmpty
                    ? "it has no output" : "it has the outputs \(listed(model.outputs.map(\.name)))", "one output")
        }
        switch values[output.name] {
        case .signal(let signal): return try stack(signal, of: input)
        case .expression(let expression): throw unread(expression)
        default:
            throw error(
                "output \(ExchangeError.quote(output.name))", "it does not depend on the input", "a network")
        }
    }

    private func listed(_ names: [String]) -> String {
        names.prefix(6).map { ExchangeError.quote($0) }.joined(separator: ", ") + (names.count > 6 ? ", …" : "")
    }

    /// The refusal of a function that is none of a layer.
    func unread(_ expression: GraphExpression) -> ExchangeError {
        error(
            expression.place, "it and the nodes before it are none of the functions that are read",
            GraphReader.readFunctions)
    }

    static let readFunctions =
        "Relu, LeakyRelu, Sigmoid, Tanh, Softplus, Clip from -1 to 1, or another form of them"

    /// The signal that comes in.
    private mutating func signal(of input: ONNXModel.Port) throws(ExchangeError) -> GraphSignal {
        let place = "input \(ExchangeError.quote(input.name))"
        guard !input.isOther, let type = input.type, let dimensions = input.dimensions else {
            throw error(place, "it is no tensor of a known rank", "a tensor of shape [batch, inputs]")
        }
        let hasBatch = dimensions.count > 1
        let features = dimensions.dropFirst(hasBatch ? 1 : 0).map { $0.flatMap { Int(exactly: $0) } ?? 0 }
        let count = features.reduce(1) { min($0, StackConvolution.most + 1) * min($1, StackConvolution.most + 1) }
        guard !dimensions.isEmpty, features.count < NumericArray.rankLimit, features.allSatisfy({ $0 > 0 }),
            count <= StackConvolution.most
        else {
            let words = dimensions.prefix(8).map { $0.map(String.init) ?? "?" }.joined(separator: ", ")
            throw error(
                place, "its shape is [\(words)]",
                "[batch, inputs] with a number of inputs from 1 to \(NumberText.count(StackConvolution.most))")
        }
        let fixed = dimensions.first.flatMap { $0 }.flatMap { Int(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil }
        return made(
            GraphSignal(
                id: 0, type: type, batch: hasBatch ? .samples(fixed: fixed, factor: 1) : .none, features: features))
    }

    /// A signal under a number of its own.
    mutating func made(
        _ signal: GraphSignal, from origins: [(id: Int, tree: GraphTree)] = []
    ) -> GraphSignal {
        lastID += 1
        var own = GraphSignal(
            id: lastID, type: signal.type, layers: signal.layers, batch: signal.batch, features: signal.features,
            order: signal.order)
        own.origins = Array(origins.prefix(6))
        signals[lastID] = own
        return own
    }

    /// The signal of a number.
    func signal(_ id: Int) -> GraphSignal? { signals[id] }

    /// What a node takes at a place; nil where it is left out.
    mutating func operand(_ place: Int, of node: ONNXNode) throws(ExchangeError) -> GraphValue? {
        guard node.inputs.indices.contains(place), !node.inputs[place].isEmpty else { return nil }
        let name = node.inputs[place]
        if let value = values[name] { return value }
        guard let tensor = initializers[name] else {
            throw error(
                node, "its input \(ExchangeError.quote(name)) is not the first output of a node that is read",
                "a graph whose values are all computed")
        }
        let value = try constant(tensor, of: node)
        values[name] = value
        return value
    }

    /// The value of a tensor.
    mutating func constant(_ tensor: ONNXTensor, of node: ONNXNode) throws(ExchangeError) -> GraphValue {
        if tensor.type.isFloating {
            // Many tensors may name the same bytes of a file beside the model.
            if tensor.isExternal { try charge(tensor.count, node) }
            return .constant(
                GraphConstant(
                    shape: tensor.shape, values: try tensor.values(in: model.bytes, path: model.path),
                    type: tensor.type))
        }
        guard tensor.shape.count <= 1, tensor.count <= 64 else {
            throw error(
                tensor.place, "its type is \(tensor.type.name), its shape \(Tensor.text(of: tensor.shape))",
                "weights of type FLOAT, DOUBLE, FLOAT16 or BFLOAT16")
        }
        let numbers = try tensor.integers(in: model.bytes, path: model.path)
        return .integers(
            GraphIntegers(isScalar: tensor.shape.isEmpty, elements: numbers.map { Extent(constant: Int($0)) }))
    }

    /// The network whose output a signal is.
    private mutating func stack(
        _ signal: GraphSignal, of input: ONNXModel.Port
    ) throws(ExchangeError) -> LayerStack {
        guard !signal.batch.isSplit else {
            throw error("the graph", "its output \(signal.words) has several rows for each sample", "one row for each")
        }
        var layers = signal.layers.all
        if let order = signal.order {
            guard let last = layers.last, last.kind == .dense else {
                throw error("the graph", "its outputs are permuted after their layer", "a dense layer before that")
            }
            var (weight, bias) = (last.weight, last.bias)
            let inputs = last.inputs
            for (k, from) in order.enumerated() {
                for j in 0..<inputs { weight[k * inputs + j] = last.weight[from * inputs + j] }
                if let own = last.bias { bias?[k] = own[from] }
            }
            layers[layers.count - 1] = StackLayer(
                .dense, inputShape: last.inputShape, outputShape: last.outputShape, weight: weight, bias: bias,
                activation: last.activation)
        }
        guard let first = layers.first else {
            throw error("the graph", "it has no layer", "a network of at least one")
        }
        let count = first.inputs
        let shape =
            switch first.kind {
            case .dense: [count]
            default: first.inputShape
            }
        return LayerStack(inputShape: shape, layers: layers, isDouble: signal.type == Int64(ONNXType.double.rawValue))
            .rounded()
    }
}
