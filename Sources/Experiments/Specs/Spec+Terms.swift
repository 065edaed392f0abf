internal import Networks

// The terms of training in a spec: `none`, or a mapping.

extension Spec {
    /// Reads a term; nil where it is missing or `none`.
    static func term<Term>(
        _ node: SpecNode?, _ read: (SpecNode) throws(SpecError) -> Term
    ) throws(SpecError) -> Term? {
        guard let node else { return nil }
        if node.isScalar {
            guard node.node.text == "none" else {
                throw node.error("expected none, or for example \(node.entry?.example ?? "a mapping")")
            }
            return nil
        }
        return try read(node)
    }
}

extension CodeLinearity {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
        self.init(
            projection: try entries["projection"]?.number() ?? 0, penalty: try entries["penalty"]?.number() ?? 0,
            anchor: try entries["anchor"]?.number())
        if let (parameter, problem) = objection { throw node.error(at: parameter, problem) }
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
        let entries = try node.mapping()
        let standard = KinkRepair()
        let occasion: Occasion
        if let once = entries["once"] {
            occasion = .once(epoch: try once.integer())
        } else {
            occasion = .every(
                try entries["every"]?.integer() ?? 1, from: try entries["fromEpoch"]?.integer() ?? 1)
        }
        let range = try entries["range"]?.pair() ?? standard.range
        self.init(occasion, fraction: try entries["fraction"]?.number() ?? standard.fraction, range: range)
        if let (parameter, problem) = objection { throw node.error(at: parameter, problem) }
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
