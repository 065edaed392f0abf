internal import Yams

extension SignalSpec {
    /// Reads one line of YAML as ``yaml`` writes it.
    ///
    /// - Parameters:
    ///   - yaml: the data: { family: step, length: 129, … }.
    ///   - source: where it comes from, for messages.
    ///   - overrides: `signals.key=value` pairs, as for a whole spec.
    /// - Throws: ``SpecError``: unknown and missing keys, wrong types, values out of range, keys of a spec that are not the data's.
    public init(yaml: String, source: String, overrides: [String] = []) throws(SpecError) {
        let signals = try Spec.compose(yaml, source: source)
        var root = Node([(Node("signals"), signals)], Tag(.map), .block)
        for override in overrides {
            let parsed = try SpecOverride(override)
            guard parsed.keys.first == "signals" else {
                throw SpecError(
                    source: "--set", key: parsed.keys.joined(separator: "."),
                    problem: "only the data can be set here: expected a key such as signals.amplitude")
            }
            try parsed.apply(to: &root)
        }
        let entries = try SpecNode(node: root, key: "", source: source).mapping(["signals"])
        guard let node = entries["signals"] else {
            throw SpecError(source: source, key: "signals", problem: "it is missing")
        }
        try self.init(node)
    }
}
