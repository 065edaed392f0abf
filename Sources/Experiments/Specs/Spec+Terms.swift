internal import Networks

// The terms of training in a spec: `none`, or a mapping.

extension Spec {
    /// Reads a term; nil where it is missing or `none`.
    static func term<Term>(
        _ node: SpecNode?, example: String, _ read: (SpecNode) throws(SpecError) -> Term
    ) throws(SpecError) -> Term? {
        guard let node else { return nil }
        if node.isScalar {
            guard try node.string() == "none" else {
                throw node.error("expected none, or a mapping such as \(example)")
            }
            return nil
        }
        return try read(node)
    }
}

extension CodeLinearity {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping(["projection", "penalty", "anchor"])
        guard entries["projection"] != nil || entries["penalty"] != nil else {
            throw node.error("expected { projection: μ } with μ from 0 to 1, { penalty: λ }, both, or none")
        }
        self.init(
            projection: try entries["projection"]?.number() ?? 0, penalty: try entries["penalty"]?.number() ?? 0,
            anchor: try entries["anchor"]?.number())
        if let (parameter, problem) = objection { throw (entries[parameter] ?? node).error(problem) }
    }

    var node: Node {
        var pairs = [("projection", Node(projection))]
        if penalty != 0 { pairs.append(("penalty", Node(penalty))) }
        if let anchor { pairs.append(("anchor", Node(anchor))) }
        return .flow(pairs)
    }
}

extension KinkRepair {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping(["once", "every", "fromEpoch", "fraction", "range"])
        let standard = KinkRepair()
        let occasion: Occasion
        if let once = entries["once"] {
            for name in ["every", "fromEpoch"] {
                if let entry = entries[name] { throw entry.error("once and \(name): expected one of them") }
            }
            occasion = .once(epoch: try once.integer())
        } else {
            occasion = .every(
                try entries["every"]?.integer() ?? 1, from: try entries["fromEpoch"]?.integer() ?? 1)
        }
        var range = standard.range
        if let entry = entries["range"] {
            let bounds = try entry.list()
            guard bounds.count == 2 else { throw entry.error("expected two fractions, [lower, upper]") }
            let (lower, upper) = (try bounds[0].number(), try bounds[1].number())
            guard lower <= upper else { throw entry.error("[\(lower), \(upper)]: expected lower ≤ upper") }
            range = lower...upper
        }
        self.init(occasion, fraction: try entries["fraction"]?.number() ?? standard.fraction, range: range)
        if let (parameter, problem) = objection { throw (entries[parameter] ?? node).error(problem) }
    }

    var node: Node {
        let pairs: [(String, Node)]
        switch occasion {
        case .once(let epoch): pairs = [("once", Node(epoch))]
        case .every(let step, let from): pairs = [("every", Node(step)), ("fromEpoch", Node(from))]
        }
        return .flow(
            pairs + [
                ("fraction", Node(fraction)), ("range", .list([Node(range.lowerBound), Node(range.upperBound)])),
            ])
    }
}
