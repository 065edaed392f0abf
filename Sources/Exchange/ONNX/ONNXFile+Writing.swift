extension ONNXFile {
    private static let producer = "heaviside"

    /// Whether a file that begins so is a model that Heaviside wrote.
    public static func isOwn(_ start: [UInt8]) -> Bool {
        var own = WireWriter()
        own.integer(1, 8)
        own.text(2, producer)
        return ForeignFormat(start) == .onnx && start.starts(with: own.bytes)
    }

    /// The file of a network of dense layers, which every reader that was tried reads.
    ///
    /// Operator set 17, IR version 8; one Gemm for each layer with transB 1 and all four attributes; values in
    /// raw_data, named nodes, the first dimension free under the name `batch`; no metadata. In single precision a leaky
    /// ReLU is a LeakyRelu and a softplus a Softplus. In double precision, for which onnxruntime has neither, and whose
    /// slope the attribute would round, they are written as x ≥ 0 ? x : slope · x and max(x, 0) + log(1 + exp(−|x|)).
    ///
    /// - Parameter stack: the layers, all of them dense.
    /// - Returns: the bytes, the same for the same network.
    /// - Throws: ``ExchangeError`` for a layer of another kind.
    public static func encoded(_ stack: LayerStack) throws(ExchangeError) -> [UInt8] {
        for (l, layer) in stack.layers.enumerated() where layer.kind != .dense {
            throw ExchangeError(
                path: "ONNX model in memory", location: "layer \(l)", problem: "it is \(layer.kind)",
                expected: "a dense layer")
        }
        var graph = GraphWriter(isDouble: stack.isDouble)
        var value = "input"
        for (l, layer) in stack.layers.enumerated() {
            let isLast = l == stack.layers.count - 1
            value = graph.append(layer, l, to: value, output: isLast ? "output" : "layers.\(l).output")
        }
        var model = WireWriter()
        model.integer(1, 8)
        model.text(2, producer)
        model.raw(7, graph.finished(inputs: stack.inputs, outputs: stack.outputs))
        model.message(8) {
            $0.text(1, ""); $0.integer(2, 17)
        }
        return model.bytes
    }
}

/// Builds the graph of an ONNX model.
private struct GraphWriter {
    let isDouble: Bool
    private var nodes = WireWriter()
    private var initializers = WireWriter()

    init(isDouble: Bool) { self.isDouble = isDouble }

    private var type: Int { (isDouble ? ONNXType.double : .float).rawValue }

    /// Appends a layer; returns the name of what it gives.
    mutating func append(_ layer: StackLayer, _ l: Int, to input: String, output: String) -> String {
        let own = "layers.\(l)"
        tensor("\(own).weight", [layer.outputs, layer.inputs], layer.weight)
        var inputs = [input, "\(own).weight"]
        if let bias = layer.bias {
            tensor("\(own).bias", [layer.outputs], bias)
            inputs.append("\(own).bias")
        }
        let u = layer.activation == .identity ? output : "\(own).preactivation"
        node("Gemm", "\(own).gemm", inputs, u) { node in
            for (name, value) in [("alpha", Float(1)), ("beta", Float(1))] {
                node.message(5) {
                    $0.text(1, name); $0.float(2, value); $0.integer(20, 1)
                }
            }
            for (name, value) in [("transA", 0), ("transB", 1)] { Self.integer(name, value, &node) }
        }
        switch layer.activation {
        case .identity: break
        case .relu: node("Relu", "\(own).relu", [u], output)
        case .sigmoid: node("Sigmoid", "\(own).sigmoid", [u], output)
        case .tanh: node("Tanh", "\(own).tanh", [u], output)
        case .hardTanh:
            tensor("\(own).lower", [], [-1])
            tensor("\(own).upper", [], [1])
            node("Clip", "\(own).hardTanh", [u, "\(own).lower", "\(own).upper"], output)
        case .hardThreshold:
            tensor("\(own).one", [], [1])
            node("GreaterOrEqual", "\(own).reached", [u, "\(own).one"], "\(own).reached.output")
            let type = type
            node("Cast", "\(own).hardThreshold", ["\(own).reached.output"], output) { Self.integer("to", type, &$0) }
        case .leakyReLU(let slope) where !isDouble:
            node("LeakyRelu", "\(own).leakyReLU", [u], output) { node in
                node.message(5) {
                    $0.text(1, "alpha"); $0.float(2, Float(slope)); $0.integer(20, 1)
                }
            }
        case .leakyReLU(let slope):
            tensor("\(own).zero", [], [0])
            tensor("\(own).slope", [], [slope])
            node("Mul", "\(own).left", [u, "\(own).slope"], "\(own).left.output")
            node("GreaterOrEqual", "\(own).isRight", [u, "\(own).zero"], "\(own).isRight.output")
            node("Where", "\(own).leakyReLU", ["\(own).isRight.output", u, "\(own).left.output"], output)
        case .softplus where !isDouble: node("Softplus", "\(own).softplus", [u], output)
        case .softplus:
            tensor("\(own).zero", [], [0])
            tensor("\(own).one", [], [1])
            node("Abs", "\(own).abs", [u], "\(own).abs.output")
            node("Neg", "\(own).neg", ["\(own).abs.output"], "\(own).neg.output")
            node("Exp", "\(own).exp", ["\(own).neg.output"], "\(own).exp.output")
            node("Add", "\(own).sum", ["\(own).exp.output", "\(own).one"], "\(own).sum.output")
            node("Log", "\(own).log", ["\(own).sum.output"], "\(own).log.output")
            node("Max", "\(own).max", [u, "\(own).zero"], "\(own).max.output")
            node("Add", "\(own).softplus", ["\(own).max.output", "\(own).log.output"], output)
        }
        return output
    }

    /// The message of the graph.
    func finished(inputs: Int, outputs: Int) -> [UInt8] {
        var graph = WireWriter()
        graph.append(nodes)
        graph.text(2, "heaviside")
        graph.append(initializers)
        for (field, name, size) in [(11, "input", inputs), (12, "output", outputs)] {
            graph.message(field) { port in
                port.text(1, name)
                port.message(2) { kind in
                    kind.message(1) { tensor in
                        tensor.integer(1, type)
                        tensor.message(2) { shape in
                            shape.message(1) { $0.text(2, "batch") }
                            shape.message(1) { $0.integer(1, size) }
                        }
                    }
                }
            }
        }
        return graph.bytes
    }

    private mutating func node(
        _ op: String, _ name: String, _ inputs: [String], _ output: String,
        _ attributes: (inout WireWriter) -> Void = { _ in }
    ) {
        nodes.message(1) { node in
            for input in inputs { node.text(1, input) }
            node.text(2, output)
            node.text(3, name)
            node.text(4, op)
            attributes(&node)
        }
    }

    private static func integer(_ name: String, _ value: Int, _ node: inout WireWriter) {
        node.message(5) {
            $0.text(1, name); $0.integer(3, value); $0.integer(20, 2)
        }
    }

    private mutating func tensor(_ name: String, _ shape: [Int], _ values: [Double]) {
        var raw: [UInt8] = []
        ElementBytes.append(isDouble ? .float64(values) : .float32(values.map { Float($0) }), to: &raw)
        let type = type
        initializers.message(5) { tensor in
            if !shape.isEmpty { tensor.integers(1, shape) }
            tensor.integer(2, type)
            tensor.text(8, name)
            tensor.raw(9, raw)
        }
    }
}
