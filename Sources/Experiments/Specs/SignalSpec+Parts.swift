internal import Networks

// The values of the data's keys: each reads itself from its node, and writes what it reads.

extension Amplitudes {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            self = .one(try node.number())
        } else if node.isList {
            var values: [Double] = []
            for item in try node.list() { values.append(try item.number()) }
            self = .list(values)
        } else {
            let entries = try node.mapping(["from", "through", "count"])
            guard let from = entries["from"], let through = entries["through"], let count = entries["count"] else {
                throw node.error("expected a number, a list of numbers, or { from, through, count }")
            }
            self = .range(from: try from.number(), through: try through.number(), count: try count.integer())
        }
    }

    var node: Node {
        switch self {
        case .one(let value): Node(value)
        case .list(let values): .list(values.map { Node($0) })
        case .range(let from, let through, let count):
            .flow([("from", Node(from)), ("through", Node(through)), ("count", Node(count))])
        }
    }
}

extension PiecewiseConstants.Levels {
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(["alternating", "random"], bare: ["alternating"])
        guard name == "random" else {
            self = .alternating
            return
        }
        let entries = try value?.mapping(["count", "seed"]) ?? [:]
        guard let count = entries["count"] else { throw node.error("random levels need { random: { count: … } }") }
        self = .random(count: try count.integer(), seed: try entries["seed"]?.seed() ?? 1)
    }

    var node: Node {
        switch self {
        case .alternating: "alternating"
        case .random(let count, let seed):
            .flow([("random", .flow([("count", Node(count)), ("seed", Node(seed))]))])
        }
    }
}

extension HoldOut {
    private enum Name: String, CaseIterable { case none, random, gap, every }

    init(_ node: SpecNode) throws(SpecError) {
        let (name, found) = try node.choice(Name.self, bare: [.none])
        func value() throws(SpecError) -> SpecNode {
            guard let found else { throw node.error("\(name) needs a value: expected { \(name): … }") }
            return found
        }
        switch name {
        case .none: self = .none
        case .random:
            let value = try value()
            let entries = try value.mapping(["share", "seed"])
            guard let share = entries["share"] else { throw value.error("share is missing") }
            self = .random(share: try share.number(), seed: try entries["seed"]?.seed() ?? 1)
        case .gap:
            let value = try value()
            let bounds = try value.list()
            guard bounds.count == 2 else { throw value.error("expected two positions, [first, last]") }
            let (lower, upper) = (try bounds[0].number(), try bounds[1].number())
            guard lower <= upper else { throw value.error("[\(lower), \(upper)]: expected first ≤ last") }
            self = .gap(lower...upper)
        case .every: self = .every(try value().integer())
        }
    }

    var node: Node {
        switch self {
        case .none: "none"
        case .random(let share, let seed):
            .flow([("random", .flow([("share", Node(share)), ("seed", Node(seed))]))])
        case .gap(let range): .flow([("gap", .list([Node(range.lowerBound), Node(range.upperBound)]))])
        case .every(let step): .flow([("every", Node(step))])
        }
    }
}
