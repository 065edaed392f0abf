extension Spec {
    /// A key in which some of several specs differ.
    public struct Variation: Sendable, Hashable {
        /// The key, dotted: "optimizer.adam.learningRate".
        public let key: String
        /// The value in each spec, on one line; nil where the key is missing.
        public let values: [String?]
    }

    /// The keys in which some of the specs differ from others, in the order of a spec; none for fewer than two specs.
    ///
    /// Lists of different lengths, and mappings that choose differently, differ as a whole.
    ///
    /// - Complexity: O(specs · keys²).
    public static func variations(among specs: [Spec]) -> [Variation] {
        variations(specs.map { $0.node.withoutLines }, key: "")
    }

    /// The single values in which some of the specs differ from others, in the order of a spec: like
    /// ``variations(among:)``, but with a key for each number and word: "optimizer.adam.learningRate" and
    /// "optimizer.sgd.learningRate" where the specs choose different optimizers. A list of words and numbers that have
    /// different counts is one value.
    ///
    /// - Complexity: O(specs · keys²).
    public static func leafVariations(among specs: [Spec]) -> [Variation] {
        leafVariations(specs.map { $0.node.withoutLines }, key: "")
    }

    private static func leafVariations(_ nodes: [Node?], key: String) -> [Variation] {
        func below(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
        guard let first = nodes.first, nodes.contains(where: { $0 != first }) else { return [] }
        let lists = nodes.compactMap { $0?.list }
        let hasOneCount = Set(lists.map(\.count)).count == 1
        func isLeaf(_ node: Node) -> Bool {
            guard node.entries == nil else { return false }
            return node.list.map { !hasOneCount && $0.allSatisfy { $0.list == nil && $0.entries == nil } } ?? true
        }
        var found: [Variation] = []
        let leaves = nodes.map { node in node.flatMap { isLeaf($0) ? $0.inline : nil } }
        if leaves.contains(where: { $0 != nil }) { found.append(Variation(key: key, values: leaves)) }
        let branches = nodes.map { node in node.flatMap { isLeaf($0) ? nil : $0 } }
        var names: [String] = []
        for entry in branches.compactMap({ $0?.entries }).joined() where !names.contains(entry.key) {
            names.append(entry.key)
        }
        for name in names { found += leafVariations(branches.map { $0?[name] }, key: below(name)) }
        for index in 0..<(branches.compactMap { $0?.list?.count }.max() ?? 0) {
            let entries = branches.map { node in node?.list.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
            found += leafVariations(entries, key: below("\(index)"))
        }
        return found
    }

    private static func variations(_ nodes: [Node?], key: String) -> [Variation] {
        func below(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
        guard let first = nodes.first, nodes.contains(where: { $0 != first }) else { return [] }
        let mappings = nodes.compactMap { $0?.entries }
        if mappings.count == nodes.count, let leading = mappings.first,
            leading.count > 1 || mappings.allSatisfy({ $0.map { $0.key } == leading.map { $0.key } })
        {
            var names: [String] = []
            for entry in mappings.joined() where !names.contains(entry.key) { names.append(entry.key) }
            return names.flatMap { name in variations(nodes.map { $0?[name] }, key: below(name)) }
        }
        let lists = nodes.compactMap { $0?.list }
        if lists.count == nodes.count, let leading = lists.first, lists.allSatisfy({ $0.count == leading.count }) {
            return leading.indices.flatMap { index in variations(lists.map { $0[index] }, key: below("\(index)")) }
        }
        return [Variation(key: key, values: nodes.map { $0?.inline })]
    }
}

extension Node {
    /// The value on one line.
    fileprivate var inline: String {
        switch content {
        case .scalar(let text, _): text
        case .list(let nodes): "[\(nodes.map(\.inline).joined(separator: ", "))]"
        case .mapping(let entries):
            "{ \(entries.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", ")) }"
        }
    }
}
