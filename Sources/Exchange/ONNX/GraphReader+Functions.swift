import Diagnostics

extension GraphReader {
    /// What a value is of signals, by their numbers.
    func origins(of value: GraphValue) -> [(id: Int, tree: GraphTree)] {
        let all: [(id: Int, tree: GraphTree)] =
            switch value {
            case .signal(let signal): [(signal.id, .base)] + signal.origins
            case .expression(let expression):
                [(expression.base.id, expression.tree)]
                    + expression.base.origins.map { ($0.id, expression.tree.substituting($0.tree)) }
            case .constant, .integers: []
            }
        return all.filter { $0.tree.size <= 40 }
    }

    /// A function of each unit.
    mutating func activated(_ node: ONNXNode, _ activation: StackActivation) throws(ExchangeError) -> GraphValue {
        let value = try only(node)
        if case .expression = value { return try combination(node) }
        return .signal(
            try activating(try signal(0, of: node), activation, tree: .one(node.op, .base), node))
    }

    /// Clip: a hard tanh, a ReLU, or nothing.
    mutating func clipped(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        let signal = try signal(0, of: node)
        var bounds: [Double] = []
        for (place, name) in ["min", "max"].enumerated() {
            let standard = place == 0 ? -Double.infinity : .infinity
            guard case .constant(let constant)? = try operand(place + 1, of: node) else {
                bounds.append(try node.float(name, default: standard))
                continue
            }
            bounds.append(constant.uniform ?? .nan)
        }
        // The largest number of a type stands for none.
        let most = signal.type == Int64(ONNXType.double.rawValue) ? Double.greatestFiniteMagnitude : 0x1.fffffep127
        let (low, high) = (bounds[0] <= -most ? -.infinity : bounds[0], bounds[1] >= most ? .infinity : bounds[1])
        switch (low, high) {
        case (-1, 1): return .signal(try activating(signal, .hardTanh, tree: .one("HardTanh", .base), node))
        case (0, .infinity): return .signal(try activating(signal, .relu, tree: .one("Relu", .base), node))
        case (-.infinity, .infinity): return .signal(signal)
        default: throw error(node, "it clips to \(low) … \(high)", "-1 to 1 (hardTanh), or 0 and above (relu)")
        }
    }

    /// A sum, a difference, a product or a quotient.
    mutating func arithmetic(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        let (first, second) = (try required(0, of: node), try required(1, of: node))
        switch (first, second) {
        case (.integers, .integers): return try wholeNumbers(node)
        case (.constant(let first), .constant(let second)):
            return .constant(try folded(node, first, second))
        case (.signal(let signal), .constant(let constant)):
            try check(constant, like: signal, node)
            let numbers = try entries(of: constant, like: signal, node)
            switch node.op {
            case "Add": return .signal(try adding(numbers, to: signal, bias: constant, node))
            case "Sub": return .signal(try adding(numbers.map { -$0 }, to: signal, node))
            case "Mul": return .signal(try scaling(signal, by: numbers, node))
            default: return .signal(try scaling(signal, by: numbers, dividing: true, node))
            }
        case (.constant(let constant), .signal(let signal)) where node.op != "Div":
            try check(constant, like: signal, node)
            let numbers = try entries(of: constant, like: signal, node)
            switch node.op {
            case "Add": return .signal(try adding(numbers, to: signal, bias: constant, node))
            case "Sub":
                let negative = try scaling(signal, by: [Double](repeating: -1, count: numbers.count), node)
                return .signal(try adding(numbers, to: negative, node))
            default: return .signal(try scaling(signal, by: numbers, node))
            }
        default: return try combination(node)
        }
    }

    /// A function of one value.
    mutating func unary(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        switch try only(node) {
        case .constant(var constant):
            let function: (Double) -> Double
            switch node.op {
            case "Sqrt": function = { $0.squareRoot() }
            case "Neg": function = { -$0 }
            case "Abs": function = { abs($0) }
            case "Reciprocal": function = { 1 / $0 }
            default: throw error(node, "the operator is not read of a constant", Self.readOperators)
            }
            try charge(constant.values.count, node)
            constant.values = constant.values.map(function)
            return .constant(constant)
        case .signal(let signal) where node.op == "Neg":
            return .signal(try scaling(signal, by: [Double](repeating: -1, count: signal.count), node))
        default: return try combination(node)
        }
    }

    /// An operator of constants, which is carried out.
    private mutating func folded(
        _ node: ONNXNode, _ first: GraphConstant, _ second: GraphConstant
    ) throws(ExchangeError) -> GraphConstant {
        guard first.type == second.type else {
            throw error(node, "it mixes \(first.type.name) with \(second.type.name)", "one element type")
        }
        let rank = max(first.shape.count, second.shape.count)
        func padded(_ shape: [Int]) -> [Int] { [Int](repeating: 1, count: rank - shape.count) + shape }
        let (one, other) = (padded(first.shape), padded(second.shape))
        let shape = zip(one, other).map { $0 == 1 ? $1 : $0 }
        guard zip(one, shape).allSatisfy({ $0 == 1 || $0 == $1 }),
            zip(other, shape).allSatisfy({ $0 == 1 || $0 == $1 }), let count = Tensor.elementCount(of: shape)
        else {
            throw error(
                node, "constants of shapes \(Tensor.text(of: first.shape)) and \(Tensor.text(of: second.shape)) meet",
                "shapes that fit")
        }
        try charge(count, node)
        func places(_ own: [Int]) -> (Int) -> Int {
            var (strides, stride) = ([Int](repeating: 0, count: rank), 1)
            for axis in own.indices.reversed() where own[axis] != 1 {
                strides[axis] = stride
                stride *= own[axis]
            }
            return { place in
                var (rest, offset) = (place, 0)
                for axis in shape.indices.reversed() {
                    offset += rest % shape[axis] * strides[axis]
                    rest /= shape[axis]
                }
                return offset
            }
        }
        let (left, right) = (places(one), places(other))
        let values = (0..<count).map { place in
            let (a, b) = (first.values[left(place)], second.values[right(place)])
            switch node.op {
            case "Add": return a + b
            case "Sub": return a - b
            case "Mul": return a * b
            default: return a / b
            }
        }
        return GraphConstant(shape: shape, values: values, type: first.type)
    }

    /// An operator of several functions of one signal, and of numbers: one of a layer's functions, or a part of one.
    mutating func combination(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        var operands: [GraphValue] = []
        for place in node.inputs.indices { operands.append(try required(place, of: node)) }
        let listed = operands.map { origins(of: $0) }
        let moving = operands.indices.filter {
            switch operands[$0] {
            case .signal, .expression: true
            case .constant, .integers: false
            }
        }
        guard let lead = moving.first,
            let id = listed[lead].map(\.id).first(where: { id in
                moving.allSatisfy { listed[$0].contains { $0.id == id } }
            }), let base = signal(id)
        else {
            throw error(
                node,
                moving.isEmpty
                    ? "the operator is not read of constants"
                    : "it combines two signals of which none is the other's "
                        + "function, as a connection past layers does",
                moving.isEmpty ? Self.readOperators : "one layer after the other")
        }
        var parts: [GraphTree] = []
        for (place, operand) in operands.enumerated() {
            switch operand {
            case .constant(let constant):
                guard let value = constant.uniform, constant.shape.allSatisfy({ $0 == 1 }),
                    constant.shape.count <= base.shape.count
                else { throw error(node, "its input \(place) is not one number", "one number for all units") }
                try check(constant, like: base, node)
                parts.append(.number(Self.meant(value, constant.type)))
            case .integers: throw error(node, "its input \(place) is a shape", "numbers")
            case .signal(let signal) where signal.features != base.features || signal.order != base.order:
                throw error(node, "its inputs have the shapes \(signal.words) and \(base.words)", "one shape")
            case .signal, .expression:
                parts.append(listed[place].first { $0.id == id }?.tree ?? .base)
            }
        }
        guard let tree = GraphTree(node.op, parts), tree.size <= 40 else {
            throw error(node, "the function that it ends is too long", Self.readFunctions)
        }
        switch tree.meaning {
        case .activation(let activation):
            return .signal(try activating(base, activation, tree: Self.standard(activation) ?? tree, node))
        case .operand(let place): return operands[place]
        case nil: return .expression(GraphExpression(base: base, tree: tree, place: node.place))
        }
    }

    /// The tree of a function that an operator of its own has.
    private static func standard(_ activation: StackActivation) -> GraphTree? {
        switch activation {
        case .relu: .one("Relu", .base)
        case .sigmoid: .one("Sigmoid", .base)
        case .softplus: .one("Softplus", .base)
        case .identity, .leakyReLU, .tanh, .hardThreshold, .hardTanh: nil
        }
    }
}
