import Diagnostics

extension GraphReader {
    /// An operator that gives its input another shape.
    mutating func shaped(_ node: ONNXNode) throws(ExchangeError) -> GraphValue {
        switch try only(node) {
        case .signal(let signal): return .signal(try shaped(signal, node))
        case .expression(let expression): throw unread(expression)
        case .integers(let integers):
            guard node.op != "Flatten", node.op != "Transpose" else {
                throw error(node, "the operator is not read of a shape", Self.readOperators)
            }
            if node.op == "Reshape" {
                let target = try numbers(1, "shape", of: node)
                guard target.count <= 1 else { throw error(node, "a shape of two dimensions", "one dimension") }
                return .integers(GraphIntegers(isScalar: target.isEmpty, elements: integers.elements))
            }
            return .integers(GraphIntegers(isScalar: node.op == "Squeeze", elements: integers.elements))
        case .constant(let constant): return .constant(try shaped(constant, node))
        }
    }

    private mutating func shaped(
        _ constant: GraphConstant, _ node: ONNXNode
    ) throws(ExchangeError) -> GraphConstant {
        var result = constant
        let rank = constant.shape.count
        func misfit() -> ExchangeError {
            error(node, "it does not fit a constant of shape \(Tensor.text(of: constant.shape))", "a shape that fits")
        }
        switch node.op {
        case "Transpose":
            let axes = try node.integers("perm") ?? Array((0..<rank).reversed())
            guard axes.sorted() == Array(0..<rank) else { throw misfit() }
            try charge(constant.values.count, node)
            result.shape = axes.map { constant.shape[$0] }
            let places = Self.places(axes, of: constant.shape)
            result.values = places.map { constant.values[$0] }
        case "Reshape":
            var target = try numbers(1, "shape", of: node)
            if try node.integer("allowzero", default: 0) == 0 {
                for (axis, size) in target.enumerated() where size == 0 && axis < rank {
                    target[axis] = constant.shape[axis]
                }
            }
            guard let shape = Self.completed(target, count: constant.values.count) else { throw misfit() }
            result.shape = shape
        case "Flatten":
            let axis = try node.integer("axis", default: 1)
            guard (-rank...rank).contains(axis) else { throw misfit() }
            let split = axis < 0 ? axis + rank : axis
            result.shape = [constant.shape[..<split].reduce(1, *), constant.shape[split...].reduce(1, *)]
        default:
            let axes = try axes(node)
            if node.op == "Squeeze" {
                guard let shape = Self.squeezed(constant.shape, axes) else { throw misfit() }
                result.shape = shape
            } else {
                guard let shape = Self.unsqueezed(constant.shape, axes ?? []) else { throw misfit() }
                result.shape = shape
            }
        }
        return result
    }

    private mutating func shaped(_ signal: GraphSignal, _ node: ONNXNode) throws(ExchangeError) -> GraphSignal {
        func misfit() -> ExchangeError {
            error(
                node, "it does not keep the samples of the signal \(signal.words) apart",
                "the samples in the first dimension, and as many numbers for each")
        }
        let first = signal.batch == .none ? 0 : 1
        let rank = signal.features.count + first
        var next = signal
        switch node.op {
        case "Transpose":
            let axes = try node.integers("perm") ?? Array((0..<rank).reversed())
            guard axes.sorted() == Array(0..<rank), first == 0 || axes[0] == 0 else { throw misfit() }
            let own = axes.dropFirst(first).map { $0 - first }
            try checkSamples(of: signal, node)
            try charge(signal.count, node)
            let places = Self.places(own, of: signal.features)
            let order = places.map { signal.order?[$0] ?? $0 }
            next.order = order.elementsEqual(order.indices) ? nil : order
            next.features = own.map { signal.features[$0] }
        case "Flatten":
            let axis = try node.integer("axis", default: 1)
            guard (-rank...rank).contains(axis) else { throw misfit() }
            let split = axis < 0 ? axis + rank : axis
            if first == 1 {
                guard split == 1 else { throw misfit() }
                next.features = [signal.count]
            } else {
                next.features = [
                    signal.features[..<split].reduce(1, *), signal.features[split...].reduce(1, *),
                ]
            }
        case "Reshape":
            guard case .integers(let target) = try required(1, of: node) else {
                throw error(node, "its shape is no constant", "whole numbers")
            }
            let copies = try node.integer("allowzero", default: 0) == 0
            guard let (batch, features) = Self.reshaped(signal, target.elements, copiesZeros: copies) else {
                throw misfit()
            }
            (next.batch, next.features) = (batch, features)
        default:
            let isSqueeze = node.op == "Squeeze"
            let own = try axes(node)
            // Unsqueeze counts the dimensions of its output.
            let counted = isSqueeze ? rank : rank + (own?.count ?? 0)
            let axes = own?.map { $0 < 0 ? $0 + counted : $0 }
            // As though the samples were one.
            let all = (first == 1 ? [1] : []) + signal.features
            // Without axes, PyTorch and NumPy would drop a batch of one.
            let given = isSqueeze ? axes ?? all.indices.filter { $0 >= first && all[$0] == 1 } : axes ?? []
            guard let shape = isSqueeze ? Self.squeezed(all, given) : Self.unsqueezed(all, given) else {
                throw misfit()
            }
            if first == 1 {
                let keeps = !given.contains(0)
                guard keeps || (isSqueeze && Self.isOneSample(signal)) else { throw misfit() }
                if !keeps { next.batch = .none }
                next.features = Array(shape.dropFirst(keeps ? 1 : 0))
            } else {
                next.features = shape
            }
        }
        guard next.features != signal.features || next.order != signal.order || next.batch != signal.batch else {
            return signal
        }
        return made(next)
    }

    private static func isOneSample(_ signal: GraphSignal) -> Bool {
        signal.batch == .samples(fixed: 1, factor: 1)
    }

    /// The dimensions of a signal in another shape; nil where samples would mix.
    private static func reshaped(
        _ signal: GraphSignal, _ target: [Extent], copiesZeros: Bool
    ) -> (GraphSignal.Batch, [Int])? {
        var target = target
        let shape = signal.shape
        if copiesZeros {
            for (axis, size) in target.enumerated() where size == Extent(constant: 0) {
                guard axis < shape.count else { return nil }
                target[axis] = shape[axis]
            }
        }
        guard case .samples(let fixed, let factor) = signal.batch else {
            guard target.allSatisfy({ $0.batches == 0 }) else { return nil }
            return completed(target.map(\.constant), count: signal.count).map { (.none, $0) }
        }
        let total = signal.count * factor
        if let first = target.first, target.dropFirst().allSatisfy({ $0.batches == 0 }) {
            let rest = target.dropFirst().map(\.constant)
            let isFixed = fixed.map { first == Extent(constant: $0) } ?? false
            if first == Extent(constant: 0, batches: 1) || isFixed {
                return completed(rest, count: total).map { (.samples(fixed: fixed, factor: 1), $0) }
            }
            if first == Extent(constant: -1), rest.allSatisfy({ $0 > 0 }) {
                let count = rest.reduce(1) { min($0 * min($1, total + 1), total + 1) }
                guard count <= total, total.isMultiple(of: count) else { return nil }
                return (.samples(fixed: fixed, factor: total / count), rest)
            }
        }
        guard fixed == 1, factor == 1, target.allSatisfy({ $0.batches == 0 }) else { return nil }
        return completed(target.map(\.constant), count: total).map { (.none, $0) }
    }

    /// A shape in whose place of -1 stands what is left of a number of entries; nil where it does not fit.
    private static func completed(_ shape: [Int], count: Int) -> [Int]? {
        guard shape.count <= NumericArray.rankLimit, shape.count(where: { $0 == -1 }) <= 1,
            shape.allSatisfy({ $0 == -1 || $0 >= 0 }),
            let known = Tensor.elementCount(of: shape.filter { $0 != -1 })
        else { return nil }
        guard let free = shape.firstIndex(of: -1) else { return known == count ? shape : nil }
        guard known > 0, count.isMultiple(of: known) else { return nil }
        var result = shape
        result[free] = count / known
        return result
    }

    private static func squeezed(_ shape: [Int], _ axes: [Int]?) -> [Int]? {
        let rank = shape.count
        let gone = Set(axes.map { $0.map { $0 < 0 ? $0 + rank : $0 } } ?? shape.indices.filter { shape[$0] == 1 })
        guard gone.allSatisfy({ shape.indices.contains($0) && shape[$0] == 1 }) else { return nil }
        return shape.indices.filter { !gone.contains($0) }.map { shape[$0] }
    }

    private static func unsqueezed(_ shape: [Int], _ axes: [Int]) -> [Int]? {
        let rank = shape.count + axes.count
        let new = Set(axes.map { $0 < 0 ? $0 + rank : $0 })
        guard new.count == axes.count, rank <= NumericArray.rankLimit, new.allSatisfy({ (0..<rank).contains($0) })
        else { return nil }
        var rest = shape[...]
        return (0..<rank).map { new.contains($0) ? 1 : rest.removeFirst() }
    }

    /// For each entry of a permuted array, in row-major order, its place in the array before.
    private static func places(_ axes: [Int], of shape: [Int]) -> [Int] {
        var (strides, stride) = ([Int](repeating: 0, count: shape.count), 1)
        for axis in shape.indices.reversed() {
            strides[axis] = stride
            stride *= shape[axis]
        }
        let count = stride
        return (0..<count).map { place in
            var (rest, offset) = (place, 0)
            for axis in axes.reversed() {
                offset += rest % shape[axis] * strides[axis]
                rest /= shape[axis]
            }
            return offset
        }
    }

    /// The axes of a Squeeze or an Unsqueeze: an attribute before version 13, an input since; nil for none.
    private mutating func axes(_ node: ONNXNode) throws(ExchangeError) -> [Int]? {
        if let axes = try node.integers("axes") { return axes }
        guard try operand(1, of: node) != nil else { return nil }
        return try numbers(1, "axes", of: node)
    }

    /// An operand that is a list of whole numbers.
    mutating func numbers(_ place: Int, _ name: String, of node: ONNXNode) throws(ExchangeError) -> [Int] {
        guard case .integers(let integers)? = try operand(place, of: node), let numbers = integers.constants else {
            throw error(node, "its input \(place), \(name), is no list of whole numbers", "whole numbers")
        }
        return numbers
    }
}
