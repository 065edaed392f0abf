extension Spec {
    /// A key in which two specs differ.
    public struct Difference: Sendable, Hashable {
        /// The key, dotted: "optimizer.adam.learningRate".
        public let key: String
        /// The value in the first spec, on one line; nil where the key is missing.
        public let first: String?
        /// The value in the second spec.
        public let second: String?
    }

    /// The keys in which another spec differs from this one, in the order of a spec.
    ///
    /// Lists of different lengths, and mappings that choose differently, differ as a whole.
    public func differences(from other: Spec) -> [Difference] { Self.differences(other.node, node, key: "") }

    private static func differences(_ first: Node, _ second: Node, key: String) -> [Difference] {
        func below(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
        if first.withoutLines == second.withoutLines { return [] }
        if let left = first.entries, let right = second.entries, left.count > 1 || left.map(\.key) == right.map(\.key) {
            let names = left.map(\.key) + right.map(\.key).filter { name in !left.contains { $0.key == name } }
            return names.flatMap { name in
                switch (first[name], second[name]) {
                case (let left?, let right?): differences(left, right, key: below(name))
                case (let left, let right):
                    [Difference(key: below(name), first: left?.inline, second: right?.inline)]
                }
            }
        }
        if let left = first.list, let right = second.list, left.count == right.count {
            return left.indices.flatMap { differences(left[$0], right[$0], key: below("\($0)")) }
        }
        return [Difference(key: key, first: first.inline, second: second.inline)]
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
