import Diagnostics

extension GraphReader {
    static let readOperators =
        "Gemm, MatMul, Add, Sub, Mul, Div, Conv, ConvTranspose, AveragePool, BatchNormalization, Relu, LeakyRelu, PRelu, "
        + "Sigmoid, Tanh, Softplus, Clip, Max, Min, Where, Flatten, Reshape, Transpose, Squeeze, Unsqueeze, Identity, "
        + "Cast, Dropout, Constant, and what shapes are made of"

    /// The first output of a node.
    mutating func evaluate(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        switch node.op {
        case "Gemm": return .signal(try gemm(node))
        case "MatMul": return .signal(try product(node))
        case "Conv", "ConvTranspose": return .signal(try convolution(node))
        case "AveragePool", "GlobalAveragePool": return .signal(try pooling(node))
        case "BatchNormalization": return .signal(try normalisation(node))
        case "Add", "Sub", "Mul", "Div": return try arithmetic(node)
        case "Mod": return try wholeNumbers(node)
        case "Relu": return try activated(node, .relu)
        case "Sigmoid": return try activated(node, .sigmoid)
        case "Tanh": return try activated(node, .tanh)
        case "Softplus": return try activated(node, .softplus)
        case "LeakyRelu": return try activated(node, .leakyReLU(slope: try node.float("alpha", default: 0.01)))
        case "PRelu": return try activated(node, .leakyReLU(slope: try slope(node)))
        case "Clip": return try clipped(node)
        case "Max", "Min", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "Where":
            return try combination(node)
        case "Abs", "Exp", "Log", "Not", "Neg", "Reciprocal", "Sqrt": return try unary(node)
        case "Cast": return try cast(node)
        case "Constant": return try constant(node)
        case "Identity": return try only(node)
        case "Dropout": return try dropout(node)
        case "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose": return try shaped(node)
        case "Shape", "Gather", "Slice", "Concat": return try shapeNumbers(node)
        default:
            throw error(node, "the operator is not read", Self.readOperators)
        }
    }

    /// The operand of a node at a place.
    ///
    /// - Throws: ``ExchangeError`` where it is left out.
    mutating func required(_ place: Int, of node: ONNXNode) throws(ExchangeError) -> GraphValue {
        guard let value = try operand(place, of: node) else {
            throw error(node, "its input \(place) is missing", "an input there")
        }
        return value
    }

    /// The only operand that counts.
    mutating func only(_ node: ONNXNode) throws(ExchangeError) -> GraphValue { try required(0, of: node) }

    /// An operand that is a signal.
    mutating func signal(_ place: Int, of node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        switch try required(place, of: node) {
        case .signal(let signal): return signal
        case .expression(let expression): throw unread(expression)
        case .constant, .integers:
            throw error(node, "its input \(place) does not depend on the input of the graph", "a signal")
        }
    }

    /// An operand that is a constant, of the signal's type.
    mutating func constant(
        _ place: Int, of node: ONNXNode, like signal: GraphSignal
    ) throws(ExchangeError) -> GraphConstant {
        guard case .constant(let constant) = try required(place, of: node) else {
            throw error(node, "its input \(place) is no constant", "numbers that do not depend on the input")
        }
        try check(constant, like: signal, node)
        return constant
    }

    func check(_ constant: GraphConstant, like signal: GraphSignal, _ node: ONNXNode) throws(ExchangeError) {
        guard Int64(constant.type.rawValue) == signal.type else {
            throw error(
                node, "it mixes \(ONNXType.name(signal.type)) with \(constant.type.name)", "one element type")
        }
    }

    private mutating func constant(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        switch node.attributes["value"] ?? node.attributes.first?.value {
        case .tensor(let tensor)?: return try constant(tensor, of: node)
        case .float(let value)?:
            return .constant(GraphConstant(shape: [], values: [Double(value)], type: .float))
        case .floats(let values)?:
            return .constant(GraphConstant(shape: [values.count], values: values.map { Double($0) }, type: .float))
        case .integer(let value)?:
            return .integers(GraphIntegers(isScalar: true, elements: [Extent(constant: Int(value))]))
        case .integers(let values)? where values.count <= 64:
            return .integers(GraphIntegers(isScalar: false, elements: values.map { Extent(constant: Int($0)) }))
        default: throw error(node, "its value is no tensor of numbers", "a constant of numbers")
        }
    }

    /// Dropout as it is after training: nothing.
    private mutating func dropout(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        if let mode = try operand(2, of: node) {
            guard case .integers(let integers) = mode, let numbers = integers.constants,
                numbers.allSatisfy({ $0 == 0 })
            else { throw error(node, "it drops units (training_mode)", "a network after training") }
        }
        return try only(node)
    }

    private mutating func cast(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        let target = try node.integer("to", default: 0)
        let name = ONNXType.name(Int64(target))
        switch try only(node) {
        case .signal(let signal):
            if Int64(target) == signal.type { return .signal(signal) }
            // What comes in is a number in any type; a sum in another precision is another network.
            guard signal.layers.isEmpty, ONNXType(rawValue: target)?.isFloating == true else {
                throw error(
                    node, "it turns \(ONNXType.name(signal.type)) into \(name)", "one element type in the whole network"
                )
            }
            var cast = made(signal)
            cast.type = Int64(target)
            return .signal(cast)
        case .constant(var constant):
            guard let type = ONNXType(rawValue: target), type == constant.type || [.float, .double].contains(type)
            else {
                throw error(node, "it turns \(constant.type.name) into \(name)", "FLOAT or DOUBLE")
            }
            if type == .float { constant.values = constant.values.map { Double(Float($0)) } }
            constant.type = type
            return .constant(constant)
        case .integers(let integers):
            guard let type = ONNXType(rawValue: target) else { throw error(node, "its type is \(name)", "numbers") }
            if !type.isFloating { return .integers(integers) }
            guard let numbers = integers.constants else {
                throw error(node, "it turns the number of samples into \(name)", "a network for each sample alone")
            }
            return .constant(
                GraphConstant(
                    shape: integers.isScalar ? [] : [numbers.count], values: numbers.map { Double($0) }, type: type))
        case .expression: return try combination(node)
        }
    }

    /// The slope of a PRelu whose units all have one.
    private mutating func slope(_ node: ONNXNode) throws(ExchangeError) -> Double {
        guard case .constant(let constant) = try required(1, of: node), let slope = constant.uniform else {
            throw error(node, "its slopes are not one number", "one slope for all units")
        }
        return Self.meant(slope, constant.type)
    }

    /// What was meant by a number that is stored in single precision: the shortest decimal.
    static func meant(_ value: Double, _ type: ONNXType) -> Double {
        type == .float ? ONNXNode.meant(Float(value)) : value
    }
}
