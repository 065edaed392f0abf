internal import Networks
internal import Yams

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
    ///   - length: another length for the signals, and for every layer that is as wide as they were; nil leaves them.
    ///   - overrides: `key=value` pairs with dotted keys. Both changes are made to the text before it is read, so that they can
    ///     mend a spec that would be refused without them.
    /// - Throws: ``SpecError``: unknown and missing keys, wrong types, values out of range.
    public init(yaml: String, source: String, length: Int? = nil, overrides: [String] = []) throws(SpecError) {
        var node = try Self.compose(yaml, source: source)
        if let length { try Self.resize(&node, to: length) }
        for override in overrides { try SpecOverride(override).apply(to: &node) }
        try self.init(SpecNode(node: node, key: "", source: source))
    }

    private static func resize(_ node: inout Node, to length: Int) throws(SpecError) {
        guard let old = node["signals"]?["length"]?.scalar?.string else { return }
        try SpecOverride("signals.length=\(length)").apply(to: &node)
        for (l, layer) in (node["network"]?.array() ?? []).enumerated() where layer["dense"]?.scalar?.string == old {
            try SpecOverride("network.\(l).dense=\(length)").apply(to: &node)
        }
    }

    static func compose(_ yaml: String, source: String) throws(SpecError) -> Node {
        let yaml = SpecText.withoutMark(yaml)
        if let line = SpecText.lineOfAlias(yaml) {
            throw SpecError(
                source: source, line: line, key: "", problem: "an anchor or alias (& or *): a spec has none")
        }
        var found: Node?
        do {
            found = try Yams.compose(yaml: yaml)
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw SpecError(source: source, line: mark.line, key: "", problem: "not YAML: \(problem)")
        } catch let YamlError.parser(_, problem, mark, _) {
            throw SpecError(source: source, line: mark.line, key: "", problem: "not YAML: \(problem)")
        } catch let YamlError.composer(_, problem, mark, _) {
            throw SpecError(source: source, line: mark.line, key: "", problem: "not YAML: \(problem)")
        } catch let YamlError.duplicatedKeysInMapping(duplicates, context) {
            let keys = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
            throw SpecError(
                source: source, line: context.mark.line, key: "", problem: "a key is given twice: \(keys.prefix(200))")
        } catch {
            let problem = "\(error)".split(separator: "\n").first ?? "it cannot be read"
            throw SpecError(source: source, key: "", problem: "not YAML: \(problem)")
        }
        guard let found else {
            throw SpecError(
                source: source, key: "", problem: "the spec is empty: expected keys \(keys.joined(separator: ", "))")
        }
        return found
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
                source: root.source, line: optimizerEntry.node.mark?.line, key: "optimizer.\(parameter)",
                problem: problem)
        }
        var schedule = Schedule.constant
        if let entry = entries["schedule"] {
            schedule = try Schedule(entry)
            if let (part, problem) = schedule.objection {
                throw SpecError(
                    source: root.source, line: entry.node.mark?.line, key: "schedule.\(part)", problem: problem)
            }
        }
        let codeLinearity = try Self.term(
            entries["codeLinearity"], example: "{ projection: 0.9 }", CodeLinearity.init)
        let kinkRepair = try Self.term(entries["kinkRepair"], example: "{ every: 1 }", KinkRepair.init)
        self.init(
            name: name, signals: signals, network: network,
            initialization: try Start(try required("initialization")), loss: try Loss(try required("loss")),
            optimizer: optimizer, schedule: schedule, codeLinearity: codeLinearity, kinkRepair: kinkRepair,
            batching: try entries["batch"].map(Batching.init) ?? .full,
            epochs: epochs, precision: try entries["precision"]?.word(Precision.self) ?? .float32,
            path: try entries["path"]?.word(ComputationPath.self) ?? .auto,
            record: try entries["record"].map(Record.init) ?? Record(), seed: try entries["seed"]?.seed() ?? 1)
    }
}

extension Spec.Start {
    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(
            ["uniform", "glorot", "he", "zeros", "file", "lifted", "construction"], bare: ["zeros"])
        if name == "zeros" {
            self = .drawn(.zeros)
            return
        }
        guard let value else { throw node.error("\(name) needs a value: expected { \(name): … }") }
        switch name {
        case "uniform":
            let bounds = try value.list()
            guard bounds.count == 2 else { throw value.error("expected two numbers, [lower, upper]") }
            let (lower, upper) = (try bounds[0].number(), try bounds[1].number())
            guard lower <= upper else { throw value.error("[\(lower), \(upper)]: expected lower ≤ upper") }
            self = .drawn(.uniform(lower...upper))
        case "glorot": self = .drawn(.glorot(try value.word(Initialization.Distribution.self)))
        case "he": self = .drawn(.he(try value.word(Initialization.Distribution.self)))
        case "file": self = .file(try value.string())
        case "lifted":
            let entries = try value.mapping(["file", "amplitude"])
            guard let file = entries["file"], let entry = entries["amplitude"] else {
                throw value.error(
                    "expected { file: model.safetensors, amplitude: 5 }, the amplitude that the model is for")
            }
            let amplitude = try entry.number()
            guard amplitude > 0 else { throw entry.error("\(amplitude): expected a positive number") }
            self = .lifted(file: try file.string(), amplitude: amplitude)
        default: self = .construction(try Construction(value))
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
