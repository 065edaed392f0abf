internal import Diagnostics
internal import Networks

extension SignalSpec {
    /// Reads one line of YAML as ``yaml`` writes it.
    ///
    /// - Parameters:
    ///   - yaml: the data: { family: step, length: 129, … }.
    ///   - source: what to call it in messages.
    ///   - overrides: `signals.key=value` pairs, as for a whole spec.
    /// - Throws: ``SpecError`` for unknown and missing keys, wrong types, values out of range, and overrides of other
    ///   keys than the data's.
    public init(yaml: String, source: String, overrides: [String] = []) throws(SpecError) {
        let node = try Node(yaml: yaml, source: source)
        try self.init(inside: .block([("signals", node)]), source: source, overrides: overrides)
    }

    /// The data with other values; see ``Spec/changed(length:overrides:source:)``.
    ///
    /// - Throws: ``SpecError``, also for an override of another key than the data's.
    public func changed(overrides: [String], source: String) throws(SpecError) -> SignalSpec {
        let root = Node.block([("signals", node.numbered())])
        return try SignalSpec(inside: root, source: source, overrides: overrides)
    }

    /// Reads the entry `signals` of a spec, after the overrides; other entries are ignored.
    init(inside spec: Node, source: String, overrides: [String]) throws(SpecError) {
        var root = spec
        for override in overrides {
            let parsed = try SpecOverride(override)
            guard parsed.keys.first == "signals" else {
                throw SpecError(
                    source: SpecOption.set.name(override), key: "",
                    problem: "only the data can be set here: expected a key such as signals.amplitude")
            }
            try parsed.apply(to: &root)
        }
        guard let node = root["signals"] else {
            throw SpecError(source: source, key: "signals", problem: "it is missing")
        }
        // Data without a spec belong to a network of either precision.
        let format = root["precision"] == nil ? .float64 : Spec.format(root)
        do throws(SpecError) {
            try self.init(SpecNode(node, key: "signals", source: source, format: format))
        } catch {
            throw error.naming(overrides: overrides)
        }
    }
}

extension SignalSpec {
    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
        if let file = entries["file"] {
            try self.init(file: file, entries, of: node)
            return
        }
        for key in FileSignals.keyNames {
            if let entry = entries[key] {
                throw entry.error("it is for signals from a file: expected file beside it, or leave it out")
            }
        }
        guard let familyEntry = entries["family"] else {
            throw node.error("family is missing: expected for example step, or file: data.npz")
        }
        guard let lengthEntry = entries["length"] else {
            throw node.error("length is missing: expected for example 129")
        }
        let length = try lengthEntry.integer()
        let amplitudes = try entries["amplitude"].map(Amplitudes.init) ?? 1
        let name = try familyEntry.word()
        guard var signals = Family.all.first(where: { $0.specName == name }) else {
            throw familyEntry.error("unknown value \"\(name.shortened())\"")
        }
        for key in Set(Family.all.flatMap(\.keyNames)).sorted() where !signals.keyNames.contains(key) {
            if let entry = entries[key] {
                throw entry.error(
                    "signals of family \(name) have no \(key): leave it out; \(node.option.rawValue) 'signals={ family: \(name), length: "
                        + "\(length), … }' changes the family with all of its keys")
            }
        }
        (signals.length, signals.amplitudes) = (length, amplitudes)
        try signals.readKeys(entries, of: node)
        self.init(
            signals.family, holdOut: try entries["holdOut"].map(HoldOut.init) ?? .none,
            test: try entries["test"].map(HoldOut.init) ?? .none,
            target: try entries["target"]?.word(Target.self) ?? .signal,
            noise: try entries["noise"].flatMap(AdditiveNoise.read))
    }

    /// Reads data from a file; the keys of families are refused.
    private init(file: SpecNode, _ entries: SpecNode.Entries, of node: SpecNode) throws(SpecError) {
        let foreign =
            ["family", "length", "amplitude", "noise", "target"] + Set(Family.all.flatMap(\.keyNames)).sorted()
        for key in foreign {
            if let entry = entries[key] {
                let length = key == "length" ? "; the number of entries is that of the file" : ""
                throw entry.error(
                    "signals from a file have no \(key)\(length): leave it out; \(node.option.rawValue) 'signals={ file: data.npz }' "
                        + "replaces a family with all of its keys")
            }
        }
        self.init(
            .file(try FileSignals(file: file, entries)), holdOut: try entries["holdOut"].map(HoldOut.init) ?? .none,
            test: try entries["test"].map(HoldOut.init) ?? .none)
    }

    var node: Node {
        var pairs: [(String, Node)] = file?.keyPairs ?? []
        if let signals = family.signals {
            pairs = [
                ("family", Node(signals.specName)), ("length", Node(signals.length)),
                ("amplitude", signals.amplitudes.node),
            ]
            pairs += signals.keyPairs
        }
        if let noise { pairs.append(("noise", noise.node)) }
        if holdOut != .none { pairs.append(("holdOut", holdOut.node)) }
        if test != .none { pairs.append(("test", test.node)) }
        if target != .signal { pairs.append(("target", Node(target.rawValue))) }
        return .flow(pairs)
    }

    /// The data as one line of YAML: { family: step, length: 129, … }.
    public var yaml: String { String(node.yaml.prefix { $0 != "\n" }) }
}

extension SignalFamily {
    fileprivate var specName: String { Self.name }
    fileprivate var keyNames: [String] { Self.keys.map(\.name) }

    /// Takes the values of the family's own keys from a spec; missing keys leave their values unchanged.
    fileprivate mutating func readKeys(_ entries: SpecNode.Entries, of node: SpecNode) throws(SpecError) {
        for key in Self.keys {
            guard let entry = entries[key.name] else {
                if let requirement = key.requirement { throw node.error("\(key.name) is missing: \(requirement)") }
                continue
            }
            switch key.storage {
            case .boolean(let path): self[keyPath: path] = try entry.boolean()
            case .integer(let path): self[keyPath: path] = try entry.integer()
            case .values(let path): self[keyPath: path] = try ParameterValues(entry)
            case .ownValues(let path): self[keyPath: path] = try ParameterValues(entry)
            case .orientation(let path): self[keyPath: path] = try entry.word(Orientation.self)
            case .scaling(let path): self[keyPath: path] = try entry.word(Gaussians.Scaling.self)
            case .levels(let path): self[keyPath: path] = try PiecewiseConstants.Levels(entry)
            }
        }
    }

    /// The own keys with their values; one that stands for what the family takes by itself is left out.
    fileprivate var keyPairs: [(String, Node)] {
        Self.keys.compactMap { key in
            switch key.storage {
            case .boolean(let path): (key.name, Node(self[keyPath: path]))
            case .integer(let path): (key.name, Node(self[keyPath: path]))
            case .values(let path): (key.name, self[keyPath: path].node)
            case .ownValues(let path): self[keyPath: path].map { (key.name, $0.node) }
            case .orientation(let path): (key.name, Node(self[keyPath: path].rawValue))
            case .scaling(let path): (key.name, Node(self[keyPath: path].rawValue))
            case .levels(let path): (key.name, self[keyPath: path].node)
            }
        }
    }
}
