internal import Yams

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
        guard let node = (try? Yams.compose(yaml: yaml)) ?? nil else {
            throw SpecError(source: "--set", key: self.text, problem: "\"\(yaml)\" is not a YAML value")
        }
        // Marks of the override would point into another text.
        value = Self.unmarked(node)
    }

    func apply(to root: inout Node) throws(SpecError) {
        root = try replaced(root, keys[...])
    }

    private func replaced(_ node: Node, _ keys: ArraySlice<String>) throws(SpecError) -> Node {
        guard let key = keys.first else { return value }
        if var sequence = node.sequence {
            guard let index = Int(key), sequence.indices.contains(index) else {
                throw error("\"\(key)\" is no entry of a list of \(sequence.count): expected an index from 0")
            }
            sequence[index] = try replaced(sequence[index], keys.dropFirst())
            return .sequence(sequence)
        }
        if var mapping = node.mapping {
            let child = mapping[Node(key)] ?? Node([(Node, Node)]())
            mapping[Node(key)] = try replaced(child, keys.dropFirst())
            return .mapping(mapping)
        }
        throw error("there is nothing below a plain value at \"\(key)\"")
    }

    private func error(_ problem: String) -> SpecError { SpecError(source: "--set", key: text, problem: problem) }

    private static func unmarked(_ node: Node) -> Node {
        switch node {
        case .scalar(var scalar):
            scalar.mark = nil
            return .scalar(scalar)
        case .sequence(let sequence):
            return Node(sequence.map(unmarked), sequence.tag)
        case .mapping(let mapping):
            return Node(mapping.map { (unmarked($0), unmarked($1)) }, mapping.tag)
        case .alias:
            return node
        }
    }
}
