extension SignalSpec {
    /// Reads one line of YAML as ``yaml`` writes it.
    ///
    /// - Parameters:
    ///   - yaml: the data: { family: step, length: 129, … }.
    ///   - source: where it comes from, for messages.
    ///   - overrides: `signals.key=value` pairs, as for a whole spec.
    /// - Throws: ``SpecError``: unknown and missing keys, wrong types, values out of range, and overrides of keys that are
    ///   not the data's.
    public init(yaml: String, source: String, overrides: [String] = []) throws(SpecError) {
        let node = try Node(yaml: yaml, source: source)
        try self.init(inside: .block([("signals", node)]), source: source, overrides: overrides)
    }

    /// The data with other values; see ``Spec/changed(length:overrides:source:)``.
    ///
    /// - Throws: ``SpecError``, also for a key of a spec that is not the data's.
    public func changed(overrides: [String], source: String) throws(SpecError) -> SignalSpec {
        let root = Node.block([("signals", node.numbered())])
        return try SignalSpec(inside: root, source: source, overrides: overrides)
    }

    /// Reads the entry `signals` of a spec, after the overrides; the other entries are not looked at.
    init(inside spec: Node, source: String, overrides: [String]) throws(SpecError) {
        var root = spec
        for override in overrides {
            let parsed = try SpecOverride(override)
            guard parsed.keys.first == "signals" else {
                throw SpecError(
                    source: "--set", key: parsed.keys.joined(separator: "."),
                    problem: "only the data can be set here: expected a key such as signals.amplitude")
            }
            try parsed.apply(to: &root)
        }
        guard let node = root["signals"] else {
            throw SpecError(source: source, key: "signals", problem: "it is missing")
        }
        try self.init(SpecNode(node: node, key: "signals", source: source))
    }
}
