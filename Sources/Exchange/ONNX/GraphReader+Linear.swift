import Diagnostics

extension GraphReader {
    /// Y = alpha · A B + beta · C, A or B transposed on demand.
    mutating func gemm(_ node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        let signal = try signal(0, of: node)
        let constant = try constant(1, of: node, like: signal)
        guard try node.integer("transA", default: 0) == 0 else {
            throw error(node, "it transposes the signal (transA)", "transA 0")
        }
        let isOutputsFirst = try node.integer("transB", default: 0) != 0
        let (alpha, beta) = (try node.float("alpha", default: 1), try node.float("beta", default: 1))
        var result = try product(signal, constant, isOutputsFirst: isOutputsFirst, factor: alpha, node)
        guard beta != 0, let third = try operand(2, of: node) else { return result }
        guard case .constant(var offset) = third else {
            throw error(node, "its input 2 is no constant", "a bias that does not depend on the input")
        }
        try check(offset, like: signal, node)
        if beta != 1 { offset.values = offset.values.map { beta * $0 } }
        result = try adding(try entries(of: offset, like: result, node), to: result, bias: offset, node)
        return result
    }

    /// A product of a signal with a constant on either side.
    mutating func product(_ node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        if case .constant(let constant) = try required(0, of: node) {
            let signal = try signal(1, of: node)
            try check(constant, like: signal, node)
            // W x for a column x, without samples.
            guard signal.batch == .none, signal.features.dropFirst().allSatisfy({ $0 == 1 }) else {
                throw error(
                    node, "its first factor is a constant, its second \(signal.words)",
                    "the signal first, or a single column")
            }
            return try product(signal, constant, isOutputsFirst: true, factor: 1, node)
        }
        let signal = try signal(0, of: node)
        return try product(
            signal, try constant(1, of: node, like: signal), isOutputsFirst: false, factor: 1, node)
    }

    private mutating func product(
        _ signal: GraphSignal, _ constant: GraphConstant, isOutputsFirst: Bool, factor: Double, _ node: ONNXNode
    ) throws(ExchangeError) -> GraphSignal {
        let inputs = signal.count
        guard constant.shape.count == 2 else {
            throw error(
                node, "its weight has the shape \(Tensor.text(of: constant.shape))",
                "two dimensions, outputs and inputs")
        }
        let (first, second) = (constant.shape[0], constant.shape[1])
        let outputs = isOutputsFirst ? first : second
        guard (isOutputsFirst ? second : first) == inputs, outputs > 0, !signal.features.isEmpty,
            signal.features.filter({ $0 != 1 }).count <= 1
        else {
            throw error(
                node,
                "its weight of shape \(Tensor.text(of: constant.shape)) takes "
                    + "\(NumberText.plural(isOutputsFirst ? second : first, "input")), the signal has the shape "
                    + signal.words,
                signal.features.isEmpty
                    ? "a signal [batch, inputs]" : isOutputsFirst ? "[outputs, \(inputs)]" : "[\(inputs), outputs]")
        }
        try charge(constant.values.count, node)
        var weight = [Double](repeating: 0, count: inputs * outputs)
        for i in 0..<outputs {
            for k in 0..<inputs {
                let value = constant.values[isOutputsFirst ? i * inputs + k : k * outputs + i]
                weight[i * inputs + (signal.order?[k] ?? k)] = factor == 1 ? value : factor * value
            }
        }
        var features = signal.features
        // A column stays a column.
        let axis = features.lastIndex { $0 == inputs } ?? features.count - 1
        features[axis] = outputs
        return try appending(
            StackLayer(
                .dense, inputShape: signal.layers.last?.outputShape ?? [inputs], outputShape: [outputs], weight: weight),
            to: signal, features: features, node)
    }

    /// The signal with one layer more.
    mutating func appending(
        _ layer: StackLayer, to signal: GraphSignal, features: [Int], _ node: ONNXNode
    ) throws(ExchangeError) -> GraphSignal {
        guard signal.layers.count < 1023 else { throw error(node, "the network has 1024 layers or more", "fewer") }
        try checkSamples(of: signal, node)
        var next = signal
        next.layers.append(layer)
        next.features = features
        next.order = nil
        return made(next)
    }

    /// Refuses a signal of which several rows are one sample: a layer acts on all entries of a sample.
    func checkSamples(of signal: GraphSignal, _ node: ONNXNode) throws(ExchangeError) {
        guard !signal.batch.isSplit else {
            throw error(
                node, "its input mixes the samples: \(signal.words) has several rows for each",
                "a layer for each sample alone")
        }
    }

    /// The numbers of a constant for each entry of a signal, in the order of the signal.
    mutating func entries(
        of constant: GraphConstant, like signal: GraphSignal, _ node: ONNXNode
    ) throws(ExchangeError) -> [Double] {
        let count = signal.count
        try charge(count, node)
        if constant.values.count == 1, constant.shape.count <= signal.shape.count {
            return [Double](repeating: constant.values[0], count: count)
        }
        let own = Array(constant.shape.suffix(signal.features.count))
        let more = constant.shape.dropLast(own.count)
        let missing = signal.features.count - own.count
        let fits = zip(own, signal.features.dropFirst(missing)).allSatisfy { $0 == 1 || $0 == $1 }
        guard fits, more.allSatisfy({ $0 == 1 }), constant.shape.count <= signal.shape.count else {
            throw error(
                node, "numbers of shape \(Tensor.text(of: constant.shape)) meet the signal \(signal.words)",
                "one for each unit")
        }
        var strides = [Int](repeating: 0, count: signal.features.count)
        var stride = 1
        for axis in own.indices.reversed() where own[axis] != 1 {
            strides[missing + axis] = stride
            stride *= own[axis]
        }
        return (0..<count).map { place in
            var (rest, offset) = (place, 0)
            for axis in signal.features.indices.reversed() {
                offset += rest % signal.features[axis] * strides[axis]
                rest /= signal.features[axis]
            }
            return constant.values[offset]
        }
    }

    /// The signal plus a number for each entry.
    ///
    /// `bias` is what the numbers are made of, where it may be the bias of a layer: one of zeros stays one.
    mutating func adding(
        _ numbers: [Double], to signal: GraphSignal, bias: GraphConstant? = nil, _ node: ONNXNode
    ) throws(ExchangeError) -> GraphSignal {
        if numbers.allSatisfy({ $0 == 0 }) {
            guard let bias else { return signal }
            return withZeros(signal, of: bias)
        }
        try checkSamples(of: signal, node)
        let own = ordered(numbers, of: signal)
        var next = signal
        let origin = origins(of: signal, uniform: numbers) { GraphTree(op: "Add", .base, .number($0)) }
        if var last = signal.layers.last, last.activation == .identity, last.kind.takesBias,
            let offsets = perChannel(own, of: last)
        {
            last.bias = zip(last.bias ?? [Double](repeating: 0, count: offsets.count), offsets).map { $0 + $1 }
            next.layers.replaceLast(by: last)
            return made(next, from: origin)
        }
        next = try diagonal(on: signal, node) { $0.bias = own }
        return made(next, from: origin)
    }

    /// The signal, whose last layer gets a bias of zeros where it has none and the constant is a number for each unit.
    ///
    /// A single zero is none: exporters add it to signals within the formulas of functions.
    private mutating func withZeros(_ signal: GraphSignal, of constant: GraphConstant) -> GraphSignal {
        guard var last = signal.layers.last, last.bias == nil, last.activation == .identity, last.kind == .dense,
            !constant.shape.isEmpty, constant.values.count == last.outputShape.reduce(1, *)
        else { return signal }
        last.bias = constant.values
        var next = signal
        next.layers.replaceLast(by: last)
        return made(next)
    }

    /// The signal times a number for each entry, or over it.
    mutating func scaling(
        _ signal: GraphSignal, by numbers: [Double], dividing: Bool = false, _ node: ONNXNode
    ) throws(ExchangeError) -> GraphSignal {
        if numbers.allSatisfy({ $0 == 1 }) { return signal }
        try checkSamples(of: signal, node)
        let own = ordered(numbers, of: signal)
        let origin = origins(of: signal, uniform: numbers) {
            GraphTree(op: dividing ? "Div" : "Mul", .base, .number($0))
        }
        var next = signal
        func scaled(_ value: Double, _ factor: Double) -> Double { dividing ? value / factor : value * factor }
        if var last = signal.layers.last, last.activation == .identity, last.kind.takesBias,
            let factors = perChannel(own, of: last)
        {
            try charge(last.weight.count, node)
            let inner: Int
            switch last.kind {
            case .transposedConvolution(let convolution):
                // [inputs × channels × taps]
                inner = convolution.kernel
                for k in last.weight.indices {
                    last.weight[k] = scaled(last.weight[k], factors[k / inner % factors.count])
                }
            default:
                inner = last.weight.count / max(1, factors.count)
                for k in last.weight.indices { last.weight[k] = scaled(last.weight[k], factors[k / inner]) }
            }
            last.bias = last.bias.map { zip($0, factors).map { scaled($0, $1) } }
            next.layers.replaceLast(by: last)
            return made(next, from: origin)
        }
        next = try diagonal(on: signal, node) { $0.weight = own.map { scaled(1, $0) } }
        return made(next, from: origin)
    }

    /// The signal with a layer that keeps each unit as it is, but for a change.
    private mutating func diagonal(
        on signal: GraphSignal, _ node: ONNXNode, changed change: (inout StackLayer) -> Void
    ) throws(ExchangeError) -> GraphSignal {
        try charge(signal.count, node)
        let keepsShape = signal.order == nil && !signal.features.isEmpty
        let shape = signal.layers.last?.outputShape ?? (keepsShape ? signal.features : [signal.count])
        var layer = StackLayer(
            .diagonal, inputShape: shape, outputShape: shape, weight: [Double](repeating: 1, count: signal.count))
        change(&layer)
        var next = try appending(layer, to: signal, features: signal.features, node)
        next.order = signal.order
        return next
    }

    /// The signal after a function of each unit.
    mutating func activating(
        _ signal: GraphSignal, _ activation: StackActivation, tree: GraphTree, _ node: ONNXNode
    ) throws(ExchangeError) -> GraphSignal {
        if case .leakyReLU(let slope) = activation, !(slope >= 0 && slope.isFinite) {
            throw error(node, "its slope is \(slope)", "a slope of at least 0")
        }
        try checkSamples(of: signal, node)
        var next = signal
        if var last = signal.layers.last, last.activation == .identity, last.kind.takesBias {
            last.activation = activation
            next.layers.replaceLast(by: last)
        } else {
            next = try diagonal(on: signal, node) { $0.activation = activation }
        }
        return made(next, from: origins(of: .signal(signal)).map { ($0.id, tree.substituting($0.tree)) })
    }

    /// Numbers in the order of the last layer's units.
    private func ordered(_ numbers: [Double], of signal: GraphSignal) -> [Double] {
        guard let order = signal.order else { return numbers }
        var result = numbers
        for (place, unit) in order.enumerated() { result[unit] = numbers[place] }
        return result
    }

    /// One number for each channel of a convolution, or for each unit; nil where the units of a channel differ.
    private func perChannel(_ numbers: [Double], of layer: StackLayer) -> [Double]? {
        let length = layer.unitsPerBias
        guard length > 1 else { return numbers }
        let firsts = stride(from: 0, to: numbers.count, by: length).map { numbers[$0] }
        return numbers.indices.allSatisfy { numbers[$0] == firsts[$0 / length] } ? firsts : nil
    }

    private func origins(
        of signal: GraphSignal, uniform numbers: [Double], _ tree: (Double) -> GraphTree
    ) -> [(id: Int, tree: GraphTree)] {
        guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else { return [] }
        let value = signal.type == Int64(ONNXType.float.rawValue) ? Self.meant(first, .float) : first
        return origins(of: .signal(signal)).map { ($0.id, tree(value).substituting($0.tree)) }
    }
}

extension StackLayer.Kind {
    /// Whether a layer of this kind has a bias and a function of its own.
    var takesBias: Bool { if case .averagePooling = self { false } else { true } }
}
