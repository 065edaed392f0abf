internal import Diagnostics
internal import Networks

extension Spec {
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

    /// The spec with the changes of an option, which messages name.
    func changed(by option: SpecOption, _ changes: [String], source: String) throws(SpecError) -> Spec {
        try Spec(node.numbered(), source: source, length: nil, overrides: changes, option: option)
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

    init(
        _ root: Node, source: String, length: Int?, overrides: [String], option: SpecOption = .set
    ) throws(SpecError) {
        var root = root
        if let length { try Self.resize(&root, to: length) }
        for override in overrides { try SpecOverride(override, option: option).apply(to: &root) }
        do throws(SpecError) {
            try self.init(SpecNode(root, source: source, format: Self.format(root), option: option))
        } catch {
            throw error.naming(overrides: overrides, of: option, length: length)
        }
    }

    /// The format of the precision that a spec asks for.
    static func format(_ root: Node) -> NumberFormat {
        (root["precision"].flatMap(\.text).flatMap(Precision.init) ?? .float32).format
    }

    static func resize(_ root: inout Node, to length: Int) throws(SpecError) {
        if root["signals"]?["file"] != nil {
            throw SpecError(
                source: "--length \(length)", key: "", problem: "signals from a file have a length of their own")
        }
        guard let old = root["signals"]?["length"]?.whole else { return }
        try SpecOverride("signals.length=\(length)").apply(to: &root)
        for (l, layer) in (root["network"]?.list ?? []).enumerated() where layer["dense"]?.whole == old {
            try SpecOverride("network.\(l).dense=\(length)").apply(to: &root)
        }
    }

    init(_ root: SpecNode) throws(SpecError) {
        let entries = try root.mapping()
        func required(_ name: String) throws(SpecError) -> SpecNode { try entries.required(name, in: root) }
        let nameEntry = try required("name")
        let name = try nameEntry.string()
        guard !name.isEmpty, name.count <= 80,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }),
            !name.hasPrefix("."), !name.hasPrefix("-"), name != "last"
        else {
            throw nameEntry.error(
                "\"\(name.shortened())\": expected 1 to 80 letters, digits, '-', '_' and '.', not beginning with '.' or '-', "
                    + "and not \"last\"")
        }
        let signals = try SignalSpec(try required("signals"))
        let network = try Self.layers(try required("network"))
        let epochs = try required("epochs").integer()
        let optimizer = try Optimizer(try required("optimizer"))
        var schedule = Schedule.constant
        if let entry = entries["schedule"] {
            schedule = try Schedule(entry)
            if let (part, problem) = schedule.objection {
                throw SpecError(
                    source: root.source, line: entry.node.line, key: "schedule.\(part)", problem: problem)
            }
        }
        let codeLinearity = try Self.term(entries["codeLinearity"], CodeLinearity.init)
        let kinkRepair = try Self.term(entries["kinkRepair"], KinkRepair.init)
        let initialization = try Start(try required("initialization"), network: network)
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

    static func layers(_ node: SpecNode) throws(SpecError) -> [Dense] {
        var network: [Dense] = []
        for layer in try node.list() {
            let dense = try Dense(layer)
            if dense.fixed != nil, !network.isEmpty {
                throw (try layer.mapping()["fixed"] ?? layer).error(Dense.fixedProblem)
            }
            network.append(dense)
        }
        return network
    }
}

extension Spec.Record {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
        self.init()
        if let entry = entries["perDecade"] { epochs = .logSpaced(perDecade: try entry.integer()) }
        if let entry = entries["every"] { epochs = .every(try entry.integer()) }
        if let entry = entries["epochs"] {
            var list: [Int] = []
            for item in try entry.list() { list.append(try item.integer()) }
            epochs = .list(list)
        }
        if let entry = entries["snapshots"] { snapshots = try entry.boolean() }
        if let entry = entries["checkpointSeconds"] { checkpointSeconds = try entry.number(as: .float64) }
        if let entry = entries["tensorBoard"] { tensorBoard = try entry.boolean() }
    }
}
