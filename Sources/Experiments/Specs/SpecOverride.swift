/// A `--set key=value`: a dotted key, list entries by index, and a YAML value.
struct SpecOverride {
    let keys: [String]
    let value: Node
    private let text: String

    init(_ text: String) throws(SpecError) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw SpecError(
                source: "--set", key: text, problem: "expected key=value, for example network.1.dense=64")
        }
        keys = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        self.text = String(text[..<equals])
        let yaml = String(text[text.index(after: equals)...])
        guard SpecText.lineOfAlias(yaml) == nil else {
            throw SpecError(source: "--set", key: self.text, problem: "an anchor or alias (& or *): a spec has none")
        }
        guard let value = Node(value: yaml) else {
            throw SpecError(source: "--set", key: self.text, problem: "\"\(yaml)\" is not a YAML value")
        }
        self.value = value
    }

    /// Puts the value at its key, which is added to a mapping that does not have it.
    ///
    /// - Throws: ``SpecError`` for a key that leads into a scalar, and for an index outside of its list.
    func apply(to root: inout Node) throws(SpecError) { try set(keys[...], in: &root) }

    private func set(_ keys: ArraySlice<String>, in node: inout Node) throws(SpecError) {
        guard let key = keys.first else {
            node = value
            return
        }
        switch node.content {
        case .scalar:
            throw error("there is nothing below a plain value at \"\(key)\"")
        case .list(var nodes):
            guard let index = Int(key), nodes.indices.contains(index) else {
                throw error("\"\(key)\" is no entry of a list of \(nodes.count): expected an index from 0")
            }
            try set(keys.dropFirst(), in: &nodes[index])
            node.content = .list(nodes)
        case .mapping(var entries):
            let index = entries.firstIndex { $0.key == key } ?? entries.endIndex
            if index == entries.endIndex { entries.append(Node.Entry(key: key, value: .flow([]))) }
            try set(keys.dropFirst(), in: &entries[index].value)
            node.content = .mapping(entries)
        }
    }

    private func error(_ problem: String) -> SpecError { SpecError(source: "--set", key: text, problem: problem) }
}
