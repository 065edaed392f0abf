import Diagnostics

extension GraphReader {
    /// The most numbers of a shape.
    private static let mostNumbers = 64

    /// Shapes as numbers, and parts of them.
    mutating func shapeNumbers(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        let value = try only(node)
        if node.op == "Shape" {
            let shape: [Extent]
            switch value {
            case .signal(let signal): shape = signal.shape
            case .constant(let constant): shape = constant.shape.map { Extent(constant: $0) }
            case .integers(let integers):
                shape = integers.isScalar ? [] : [Extent(constant: integers.elements.count)]
            case .expression(let expression): throw unread(expression)
            }
            let start = try node.integer("start", default: 0)
            let end = try node.integer("end", default: shape.count)
            return .integers(
                GraphIntegers(isScalar: false, elements: Array(shape[Self.range(start, end, shape.count)])))
        }
        var operands: [GraphIntegers] = []
        for place in node.inputs.indices where node.op == "Concat" || place == 0 {
            guard case .integers(let integers) = try required(place, of: node) else {
                throw error(
                    node, node.op == "Concat" ? "it joins signals" : "it takes a part of a signal",
                    "layers that take all that comes before them")
            }
            operands.append(integers)
        }
        let elements = operands.first?.elements ?? []
        switch node.op {
        case "Concat":
            let all = operands.flatMap(\.elements)
            guard all.count <= Self.mostNumbers else {
                throw error(node, "the shape is too long", "at most 64 numbers")
            }
            return .integers(GraphIntegers(isScalar: false, elements: all))
        case "Gather":
            guard case .integers(let places)? = try operand(1, of: node), let indices = places.constants else {
                throw error(node, "its places are no whole numbers", "whole numbers")
            }
            var found: [Extent] = []
            for index in indices {
                let place = index < 0 ? index + elements.count : index
                guard elements.indices.contains(place), try node.integer("axis", default: 0) == 0 else {
                    throw error(node, "it takes entry \(index) of \(elements.count)", "an entry that there is")
                }
                found.append(elements[place])
            }
            return .integers(GraphIntegers(isScalar: places.isScalar, elements: found))
        default: return .integers(try slice(elements, node))
        }
    }

    private mutating func slice(_ elements: [Extent], _ node: ONNXNode) throws(ExchangeError) -> GraphIntegers {
        func list(_ place: Int, _ name: String) throws(ExchangeError) -> [Int]? {
            if let own = try node.integers(name) { return own }
            return try operand(place, of: node) == nil ? nil : try numbers(place, name, of: node)
        }
        let starts = try list(1, "starts") ?? []
        let ends = try list(2, "ends") ?? []
        let axes = try list(3, "axes") ?? [0]
        let steps = try list(4, "steps") ?? [1]
        guard starts.count == 1, ends.count == 1, axes == [0] || axes == [-1], steps == [1] else {
            throw error(node, "it takes more than one run of entries", "one start and one end, step 1")
        }
        return GraphIntegers(
            isScalar: false, elements: Array(elements[Self.range(starts[0], ends[0], elements.count)]))
    }

    /// A range of Python's.
    private static func range(_ start: Int, _ end: Int, _ count: Int) -> Range<Int> {
        func bounded(_ place: Int) -> Int { min(max(place < 0 ? max(place, -count) + count : place, 0), count) }
        let first = bounded(start)
        return first..<max(first, bounded(end))
    }

    /// Sums, differences, products, quotients and remainders of whole numbers.
    mutating func wholeNumbers(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        guard case .integers(let first) = try required(0, of: node),
            case .integers(let second) = try required(1, of: node),
            first.elements.count == second.elements.count || first.elements.count == 1 || second.elements.count == 1,
            let one = first.elements.first, let other = second.elements.first
        else {
            throw error(node, "the operator is read of whole numbers of a shape only", Self.readOperators)
        }
        let count = max(first.elements.count, second.elements.count)
        var result: [Extent] = []
        for place in 0..<count {
            let a = first.elements.count == 1 ? one : first.elements[place]
            let b = second.elements.count == 1 ? other : second.elements[place]
            guard let value = Self.value(node.op, a, b) else {
                throw error(
                    node, "whole numbers overflow, are divided by 0, or depend on the number of samples",
                    "the numbers of a shape")
            }
            result.append(value)
        }
        return .integers(GraphIntegers(isScalar: first.isScalar && second.isScalar, elements: result))
    }

    private static func value(_ op: String, _ a: Extent, _ b: Extent) -> Extent? {
        func checked(_ pair: (partialValue: Int, overflow: Bool)) -> Int? { pair.overflow ? nil : pair.partialValue }
        func pair(_ constant: Int?, _ batches: Int?) -> Extent? {
            constant.flatMap { c in batches.map { Extent(constant: c, batches: $0) } }
        }
        switch op {
        case "Add":
            return pair(
                checked(a.constant.addingReportingOverflow(b.constant)),
                checked(a.batches.addingReportingOverflow(b.batches)))
        case "Sub":
            return pair(
                checked(a.constant.subtractingReportingOverflow(b.constant)),
                checked(a.batches.subtractingReportingOverflow(b.batches)))
        case "Mul":
            guard a.batches == 0 || b.batches == 0 else { return nil }
            let (factor, other) = a.batches == 0 ? (a.constant, b) : (b.constant, a)
            return pair(
                checked(other.constant.multipliedReportingOverflow(by: factor)),
                checked(other.batches.multipliedReportingOverflow(by: factor)))
        default:
            guard a.batches == 0, b.batches == 0, b.constant != 0, b.constant != -1 else { return nil }
            let remainder = a.constant % b.constant
            guard op == "Mod" else { return Extent(constant: a.constant / b.constant) }
            // The sign of the divisor, as in Python.
            let isOther = remainder != 0 && (remainder < 0) != (b.constant < 0)
            return Extent(constant: isOther ? remainder + b.constant : remainder)
        }
    }
}
