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
    fileprivate var node: Node {
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
        return parameter.map { .flow([(name, Node($0))]) } ?? Node(name)
    }
}

extension Spec.Start {
    fileprivate var node: Node {
        switch self {
        case .drawn(.uniform(let range)):
            .flow([("uniform", .list([Node(range.lowerBound), Node(range.upperBound)]))])
        case .drawn(.glorot(let distribution)): .flow([("glorot", Node(distribution.rawValue))])
        case .drawn(.he(let distribution)): .flow([("he", Node(distribution.rawValue))])
        case .drawn(.fanIn): "fanIn"
        case .drawn(.zeros): "zeros"
        case .file(let path, nil): .flow([("file", Node(quoted: path))])
        case .file(let path, let layout?):
            .flow([("file", .flow([("path", Node(quoted: path)), ("layout", Node(layout.rawValue))]))])
        case .lifted(let path, let amplitude):
            .flow([
                (
                    "lifted",
                    .flow([("file", Node(quoted: path)), ("amplitude", Node(amplitude))])
                )
            ])
        case .construction(let construction): .flow([("construction", construction.node)])
        }
    }
}

extension Loss {
    fileprivate var node: Node {
        switch self {
        case .squaredError(let scaling): .flow([("squaredError", Node(scaling.rawValue))])
        case .hingeResidual(let scaling): .flow([("hingeResidual", Node(scaling.rawValue))])
        case .binaryCrossEntropy: "binaryCrossEntropy"
        case .crossEntropy(let scaling): .flow([("crossEntropy", Node(scaling.rawValue))])
        case .custom(let custom): .flow([(SpecNode.customKey, Node(quoted: custom.function.name))])
        }
    }
}

extension Schedule {
    fileprivate var node: Node {
        switch self {
        case .constant:
            return "constant"
        case .steps(let changes):
            return .list(
                changes.map {
                    .flow([("fromEpoch", Node($0.fromEpoch)), ("learningRate", Node($0.learningRate))])
                })
        case .dropOnPlateau(let plateau):
            let threshold: Node = .flow([(plateau.thresholdForm.rawValue, Node(plateau.threshold))])
            let pairs: [(String, Node)] = [
                ("dialect", Node(plateau.dialect.rawValue)), ("factor", Node(plateau.factor)),
                ("patience", Node(plateau.patience)), ("threshold", threshold),
                ("minimumRate", Node(plateau.minimumRate)),
            ]
            return .flow([("dropOnPlateau", .flow(pairs))])
        }
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
