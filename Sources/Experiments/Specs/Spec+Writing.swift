internal import Networks

extension Spec {
    /// The spec as YAML, every key written out; reading it back gives the same spec.
    ///
    /// Code cannot be written: for the parts in ``customKeys`` there is `{ custom: … }` with a name, which no reader
    /// takes.
    public var yaml: String { node.yaml }

    var node: Node {
        .block([
            ("name", Node(name)),
            ("signals", signals.node),
            ("network", .block(network.map(\.node))),
            ("initialization", initialization.node),
            ("loss", training.loss.node),
            ("optimizer", training.optimizer.node),
            ("schedule", training.schedule.node),
            ("codeLinearity", training.codeLinearity?.node ?? "none"),
            ("kinkRepair", training.kinkRepair?.node ?? "none"),
            ("batch", training.batching.node),
            ("epochs", Node(epochs)),
            ("precision", Node(precision.rawValue)),
            ("path", Node(training.path.rawValue)),
            ("record", record.node),
            ("seed", Node(seed)),
        ])
    }
}

extension Construction {
    var node: Node {
        switch self {
        case .marginDecoder(let margin): return .flow([(name, Node(margin))])
        case .incomplete(let missing, let excess):
            let positions: (String, Node) = ("missing", .list(missing.sorted().map { Node($0) }))
            return .flow([(name, .flow([positions] + (excess.map { [("excess", Node($0))] } ?? [])))])
        case .hardThreshold, .reversedSolution, .naiveSolution, .positionAmplitude, .scaleEquivariant:
            return Node(name)
        }
    }
}

extension Activation {
    var node: Node {
        if case .custom(let custom) = self { return .flow([(SpecNode.customKey, Node(quoted: custom.function.name))]) }
        if case .form(let form) = self {
            let pairs = form.values.map { ($0.name, Node($0.value)) }
            return pairs.isEmpty ? Node(form.name) : .flow([(form.name, .flow(pairs))])
        }
        return parameter.map { .flow([(name, Node($0))]) } ?? Node(name)
    }
}

extension Loss {
    var node: Node {
        switch self {
        case .squaredError(let scaling): .flow([("squaredError", Node(scaling.rawValue))])
        case .hingeResidual(let scaling): .flow([("hingeResidual", Node(scaling.rawValue))])
        case .binaryCrossEntropy: "binaryCrossEntropy"
        case .binaryCrossEntropyForm(let form): .flow([("binaryCrossEntropy", form.node)])
        case .crossEntropy(let scaling): .flow([("crossEntropy", Node(scaling.rawValue))])
        case .custom(let custom): .flow([(SpecNode.customKey, Node(quoted: custom.function.name))])
        }
    }
}

extension BinaryCrossEntropyForm {
    fileprivate var node: Node {
        .flow(
            [("of", Node(argument.rawValue)), ("reduction", Node(reduction.rawValue))]
                + bounds.map { ($0.name, Node($0.value)) })
    }
}

extension Batching {
    fileprivate var node: Node {
        switch self {
        case .full: "full"
        case .mini(let size, let shuffled): .flow([("size", Node(size)), ("shuffle", Node(shuffled))])
        }
    }
}

extension Spec.Record {
    fileprivate var node: Node {
        let first: (String, Node)
        switch epochs {
        case .ends: first = ("epochs", .list([]))
        case .logSpaced(let perDecade): first = ("perDecade", Node(perDecade))
        case .every(let step): first = ("every", Node(step))
        case .list(let list): first = ("epochs", .list(list.map { Node($0) }))
        }
        let events = tensorBoard ? [("tensorBoard", Node(true))] : []
        return .flow([first, ("snapshots", Node(snapshots)), ("checkpointSeconds", Node(checkpointSeconds))] + events)
    }
}
