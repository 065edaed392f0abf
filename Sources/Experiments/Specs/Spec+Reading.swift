internal import Networks

extension Spec {
    static let keys = [
        "name", "signals", "network", "initialization", "loss", "optimizer", "schedule", "codeLinearity",
        "kinkRepair", "batch", "epochs", "precision",
        "path", "record", "seed",
    ]

    /// Reads a spec.
    ///
    /// - Parameters:
    ///   - yaml: the text.
    ///   - source: the file's name, for messages.
    ///   - length: another length for the signals and for every layer that is as wide as they are; nil to keep it.
    ///   - overrides: `key=value` pairs with dotted keys. Both changes are made before the spec is checked, so that
    ///     they can repair an invalid one.
    /// - Throws: ``SpecError``, with the line in the text, for unknown and missing keys, wrong types, and values out of
    ///   range.
    public init(yaml: String, source: String, length: Int? = nil, overrides: [String] = []) throws(SpecError) {
        try self.init(Node(yaml: yaml, source: source), source: source, length: length, overrides: overrides)
    }

    /// The spec with another length and other values.
    ///
    /// The spec is turned into the tree of keys and values that its YAML form has, the tree is changed, and the result
    /// is read as strictly as a file; no text is written or parsed on the way.
    ///
    /// - Parameters:
    ///   - length: another length for the signals and for every layer that is as wide as they are; nil to keep it.
    ///   - overrides: `key=value` pairs with dotted keys, list entries by index: `network.1.dense=64`. The values are
    ///     YAML.
    ///   - source: what to call the spec in messages; their lines are those of ``yaml``.
    /// - Returns: the changed spec.
    /// - Throws: ``SpecError`` for unknown and missing keys, wrong types, and values out of range.
    public func changed(
        length: Int? = nil, overrides: [String] = [], source: String
    ) throws(SpecError) -> Spec {
        try Spec(node.numbered(), source: source, length: length, overrides: overrides)
    }

    /// The data with other values.
    ///
    /// - Parameters:
    ///   - overrides: `signals.key=value` pairs, as for a whole spec.
    ///   - source: what to call the spec in messages; their lines are those of ``yaml``.
    /// - Returns: the changed data.
    /// - Throws: ``SpecError``, also for an override of another key than the data's.
    public func signals(changedBy overrides: [String], source: String) throws(SpecError) -> SignalSpec {
        try SignalSpec(inside: node.numbered(), source: source, overrides: overrides)
    }

    private init(_ root: Node, source: String, length: Int?, overrides: [String]) throws(SpecError) {
        var root = root
        if let length { try Self.resize(&root, to: length) }
        for override in overrides { try SpecOverride(override).apply(to: &root) }
        try self.init(SpecNode(node: root, key: "", source: source))
    }

    private static func resize(_ root: inout Node, to length: Int) throws(SpecError) {
        guard let old = root["signals"]?["length"]?.text else { return }
        try SpecOverride("signals.length=\(length)").apply(to: &root)
        for (l, layer) in (root["network"]?.list ?? []).enumerated() where layer["dense"]?.text == old {
            try SpecOverride("network.\(l).dense=\(length)").apply(to: &root)
        }
    }

    init(_ root: SpecNode) throws(SpecError) {
        let entries = try root.mapping(Self.keys)
        func required(_ name: String) throws(SpecError) -> SpecNode {
            guard let entry = entries[name] else { throw root.error("\(name) is missing") }
            return entry
        }
        let nameEntry = try required("name")
        let name = try nameEntry.string()
        guard !name.isEmpty, name.count <= 80,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }), !name.hasPrefix(".")
        else {
            throw nameEntry.error(
                "\"\(name.prefix(100))\": expected 1 to 80 letters, digits, '-', '_' and '.', not beginning with '.'")
        }
        let signals = try SignalSpec(try required("signals"))
        let layers = try required("network").list()
        guard !layers.isEmpty else { throw try required("network").error("expected at least one layer") }
        var network: [Dense] = []
        for layer in layers { network.append(try Dense(layer)) }
        let epochsEntry = try required("epochs")
        let epochs = try epochsEntry.integer()
        guard (0...Training.maximumEpochs).contains(epochs) else {
            throw epochsEntry.error("\(epochs): expected 0 to \(Training.maximumEpochs)")
        }
        let optimizerEntry = try required("optimizer")
        let optimizer = try Optimizer(optimizerEntry)
        if let (parameter, problem) = optimizer.objection {
            throw SpecError(
                source: root.source, line: optimizerEntry.node.line, key: "optimizer.\(parameter)",
                problem: problem)
        }
        var schedule = Schedule.constant
        if let entry = entries["schedule"] {
            schedule = try Schedule(entry)
            if let (part, problem) = schedule.objection {
                throw SpecError(
                    source: root.source, line: entry.node.line, key: "schedule.\(part)", problem: problem)
            }
        }
        let codeLinearity = try Self.term(
            entries["codeLinearity"], example: "{ projection: 0.9 }", CodeLinearity.init)
        let kinkRepair = try Self.term(entries["kinkRepair"], example: "{ every: 1 }", KinkRepair.init)
        let initialization = try Start(try required("initialization"))
        var training = Training(
            loss: try Loss(try required("loss")), optimizer: optimizer, schedule: schedule,
            codeLinearity: codeLinearity, kinkRepair: kinkRepair,
            batching: try entries["batch"].map(Batching.init) ?? .full)
        let precision = try entries["precision"]?.word(Precision.self) ?? .float32
        training.path = try entries["path"]?.word(ComputationPath.self) ?? .auto
        let record = try entries["record"].map(Record.init) ?? Record()
        training.seed = try entries["seed"]?.seed() ?? 1
        self.init(
            name: name, signals: signals, network: network, initialization: initialization, training: training,
            epochs: epochs, precision: precision, record: record)
    }
}

extension Spec.Start {
    private enum Name: String, CaseIterable { case uniform, glorot, he, fanIn, zeros, file, lifted, construction }

    init(_ node: SpecNode) throws(SpecError) {
        let (name, found) = try node.choice(Name.self, bare: [.zeros, .fanIn])
        func value() throws(SpecError) -> SpecNode {
            guard let found else { throw node.error("\(name) needs a value: expected { \(name): … }") }
            return found
        }
        switch name {
        case .zeros: self = .drawn(.zeros)
        case .fanIn: self = .drawn(.fanIn)
        case .uniform:
            let value = try value()
            let bounds = try value.list()
            guard bounds.count == 2 else { throw value.error("expected two numbers, [lower, upper]") }
            let (lower, upper) = (try bounds[0].number(), try bounds[1].number())
            guard lower <= upper else { throw value.error("[\(lower), \(upper)]: expected lower ≤ upper") }
            self = .drawn(.uniform(lower...upper))
        case .glorot: self = .drawn(.glorot(try value().word(Initialization.Distribution.self)))
        case .he: self = .drawn(.he(try value().word(Initialization.Distribution.self)))
        case .file:
            let value = try value()
            if value.isScalar {
                self = .file(try value.string())
                break
            }
            let entries = try value.mapping(["path", "layout"])
            guard let path = entries["path"] else {
                throw value.error("expected a path, or { path: model.safetensors, layout: inputsFirst }")
            }
            self = .file(try path.string(), layout: try entries["layout"]?.word(WeightLayout.self))
        case .lifted:
            let value = try value()
            let entries = try value.mapping(["file", "amplitude"])
            guard let file = entries["file"], let entry = entries["amplitude"] else {
                throw value.error(
                    "expected { file: model.safetensors, amplitude: 5 }, the amplitude that the model is for")
            }
            let amplitude = try entry.number()
            guard amplitude > 0 else { throw entry.error("\(amplitude): expected a positive number") }
            self = .lifted(file: try file.string(), amplitude: amplitude)
        case .construction: self = .construction(try Construction(value()))
        }
    }
}

extension Spec.Record {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping(["perDecade", "every", "epochs", "snapshots"])
        let chosen = ["perDecade", "every", "epochs"].compactMap { entries[$0] }
        guard chosen.count <= 1 else { throw node.error("expected one of perDecade, every and epochs") }
        self.init()
        if let entry = entries["perDecade"] { epochs = .logSpaced(perDecade: try Self.count(entry, through: 1000)) }
        if let entry = entries["every"] { epochs = .every(try Self.count(entry, through: 1 << 48)) }
        if let entry = entries["epochs"] {
            var list: [Int] = []
            for item in try entry.list() { list.append(try item.integer()) }
            epochs = .list(list)
        }
        if let entry = entries["snapshots"] { snapshots = try entry.boolean() }
    }

    private static func count(_ node: SpecNode, through most: Int) throws(SpecError) -> Int {
        let value = try node.integer()
        guard (1...most).contains(value) else { throw node.error("\(value): expected 1 to \(most)") }
        return value
    }
}
