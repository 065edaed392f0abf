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
            let entries = try node.mapping()
            self = .range(
                from: try entries.required("from", in: node).number(),
                through: try entries.required("through", in: node).number(),
                count: try entries.required("count", in: node).integer())
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
        guard let value = try node.choice().value else {
            self = .alternating
            return
        }
        let entries = try value.mapping()
        self = .random(
            count: try entries.required("count", in: value).integer(), seed: try entries["seed"]?.seed() ?? 1)
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
        let (name, found) = try node.choice(Name.self)
        guard let value = found else {
            self = .none
            return
        }
        switch name {
        case .none: self = .none
        case .random:
            let entries = try value.mapping()
            self = .random(
                share: try entries.required("share", in: value).number(as: .float64),
                seed: try entries["seed"]?.seed() ?? 1)
        case .gap: self = .gap(try value.pair(as: .float64))
        case .every: self = .every(try value.integer())
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
