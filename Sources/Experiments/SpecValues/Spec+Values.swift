extension Spec {
    /// Every number, word and flag of the spec, with its dotted key, in the order of a spec; entries of lists by index.
    public var values: [(key: String, value: String)] { Self.values(of: node, key: "") }

    private static func values(of node: Node, key: String) -> [(key: String, value: String)] {
        func below(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
        return switch node.content {
        case .scalar(let text, _): [(key, text)]
        case .list(let nodes): nodes.enumerated().flatMap { values(of: $1, key: below("\($0)")) }
        case .mapping(let entries): entries.flatMap { values(of: $0.value, key: below($0.key)) }
        }
    }
}
