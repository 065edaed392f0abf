internal import Networks

// A layer of a spec: what its reader accepts is what its writer writes.

extension Dense {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
        let (structure, outputs) = try WeightStructure.read(entries, in: node)
        let isPooling = if case .averagePooling = structure { true } else { false }
        if isPooling, let bias = entries["bias"], try bias.boolean() {
            throw bias.error("pooling has no parameters: expected false")
        }
        self.init(
            outputs, activation: try entries["activation"].map(Activation.init) ?? .identity,
            bias: try entries["bias"]?.boolean() ?? !isPooling,
            frozen: try entries["frozen"]?.boolean() ?? false,
            nonNegative: try entries["nonNegative"]?.boolean() ?? false,
            fixed: try entries["fixed"]?.word(FixedWeights.self), structure: structure,
            skip: try entries["skip"].map(Skip.init), shape: try entries["shape"]?.sides())
        if let fixed, !isPlain {
            throw (entries["fixed"] ?? node).error("\(fixed.rawValue): expected a dense layer without a skip")
        }
    }

    /// What a spec says of the layer.
    var node: Node {
        var pairs = structure.pairs(outputs: outputs)
        if activation != .identity { pairs.append(("activation", activation.node)) }
        if !hasBias, structure.canHaveBias { pairs.append(("bias", Node(false))) }
        if isFrozen { pairs.append(("frozen", Node(true))) }
        if isNonNegative { pairs.append(("nonNegative", Node(true))) }
        if let fixed { pairs.append(("fixed", Node(fixed.rawValue))) }
        if let skip { pairs.append(("skip", skip.node)) }
        if let shape { pairs.append(("shape", .list(shape.map { Node($0) }))) }
        return .flow(pairs)
    }
}

extension WeightStructure {
    /// The keys that only some kinds of layers have, by kind.
    private static let ownKeys: [String: [String]] = [
        "convolution": ["kernel", "stride", "padding", "dilation"],
        "transposedConvolution": ["kernel", "stride", "padding", "dilation", "outputPadding"],
        "averagePooling": ["stride", "padding"],
    ]

    fileprivate static func read(
        _ entries: SpecNode.Entries, in node: SpecNode
    ) throws(SpecError) -> (structure: WeightStructure, outputs: Int) {
        let kind = SpecKeys.kinds.first { entries[$0] != nil } ?? "dense"
        let own = ownKeys[kind] ?? []
        for key in ["kernel", "stride", "padding", "dilation", "outputPadding"] where !own.contains(key) {
            guard let value = entries[key] else { continue }
            let kinds = ownKeys.filter { $0.value.contains(key) }.keys.sorted()
            throw value.error("\(kind) has no \(key): expected it with \(kinds.joined(separator: " or ")) only")
        }
        let number = try entries.required(kind, in: node).integer()
        func value(_ key: String, _ standard: Int) throws(SpecError) -> Int {
            try entries[key]?.integer() ?? standard
        }
        func convolution() throws(SpecError) -> Convolution {
            guard let kernel = entries["kernel"] else {
                throw node.error("kernel is missing: expected for example \(kind): \(number), kernel: 3")
            }
            return Convolution(
                channels: number, kernel: try kernel.integer(), stride: try value("stride", 1),
                padding: try value("padding", 0), dilation: try value("dilation", 1),
                outputPadding: try value("outputPadding", 0))
        }
        switch kind {
        case "convolution": return (.convolution(try convolution()), 0)
        case "transposedConvolution": return (.transposedConvolution(try convolution()), 0)
        case "toeplitz": return (.toeplitz, number)
        case "scale": return (.diagonal, number)
        case "averagePooling":
            let pooling = AveragePooling(
                window: number, stride: try entries["stride"]?.integer(), padding: try value("padding", 0))
            return (.averagePooling(pooling), 0)
        default: return (.full, number)
        }
    }

    fileprivate var canHaveBias: Bool { if case .averagePooling = self { false } else { true } }

    fileprivate func pairs(outputs: Int) -> [(String, Node)] {
        func given(_ pairs: [(key: String, value: Int, standard: Int)]) -> [(String, Node)] {
            pairs.filter { $0.value != $0.standard }.map { ($0.key, Node($0.value)) }
        }
        switch self {
        case .full, .toeplitz, .diagonal: return [(name, Node(outputs))]
        case .convolution(let own), .transposedConvolution(let own):
            return [(name, Node(own.channels)), ("kernel", Node(own.kernel))]
                + given([
                    ("stride", own.stride, 1), ("padding", own.padding, 0), ("dilation", own.dilation, 1),
                    ("outputPadding", own.outputPadding, 0),
                ])
        case .averagePooling(let own):
            return [(name, Node(own.window))]
                + given([("stride", own.stride, own.window), ("padding", own.padding, 0)])
        }
    }
}

extension Skip {
    private enum Weight: String, CaseIterable { case identity, linear }

    fileprivate init(_ node: SpecNode) throws(SpecError) {
        guard !node.isScalar else {
            self.init(try node.integer())
            return
        }
        let entries = try node.mapping()
        self.init(
            try entries.required("layers", in: node).integer(),
            linear: try entries["weight"]?.word(Weight.self) == .linear)
    }

    fileprivate var node: Node {
        isLinear ? .flow([("layers", Node(layers)), ("weight", Node(Weight.linear.rawValue))]) : Node(layers)
    }
}

extension SpecNode {
    /// The sides of a shape.
    fileprivate func sides() throws(SpecError) -> [Int] {
        var sides: [Int] = []
        for side in try list() { sides.append(try side.integer()) }
        return sides
    }
}
