internal import Diagnostics

/// A `key=value` of an option: a dotted key, list entries by index, and a YAML value.
struct SpecOverride {
    let keys: [String]
    let value: Node
    /// The override as it was given, shortened for messages.
    private let name: String
    private let option: SpecOption
    private let table: SpecKeys

    /// More parts than the deepest key of a spec has.
    private static let mostParts = 32

    init(_ text: String, option: SpecOption = .set, table: SpecKeys = .spec) throws(SpecError) {
        (self.option, self.table) = (option, table)
        let name = option.name(text)
        self.name = name
        func refused(_ problem: String) -> SpecError { SpecError(source: name, key: "", problem: problem) }
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw refused("expected key=value, for example \(option.example)")
        }
        keys = text[..<equals].split(separator: ".", maxSplits: Self.mostParts, omittingEmptySubsequences: false)
            .map(String.init)
        guard keys.count <= Self.mostParts else {
            throw refused("the key has more than \(Self.mostParts) parts: expected one such as network.1.dense")
        }
        guard !keys.contains("") else {
            throw refused(
                "the key \"\(text[..<equals].description.shortened())\" has an empty part: "
                    + "expected parts with one dot between, as in network.1.dense")
        }
        guard text[text.index(after: equals)...].contains(where: { !$0.isWhitespace }) else {
            throw refused("expected a value after =")
        }
        do throws(SpecError) {
            value = try Node(yaml: String(text[text.index(after: equals)...]), source: name).withoutLines
        } catch {
            throw refused(error.problem)
        }
    }

    /// A value at a dotted key, read already.
    init(_ key: String, _ value: Node, option: SpecOption) {
        (keys, self.value) = (key.split(separator: ".").map(String.init), value)
        (name, self.option, table) = (key, option, .spec)
    }

    /// Puts the value at its key, which is added to a mapping that does not have it.
    ///
    /// - Throws: ``SpecError`` for a key that leads into a scalar, for an index outside of its list, and for a second
    ///   alternative of a choice.
    func apply(to root: inout Node) throws(SpecError) { try set(keys[...], in: &root, path: "") }

    // The depth is that of the key, at most `mostParts`.
    private func set(_ rest: ArraySlice<String>, in node: inout Node, path: String) throws(SpecError) {
        guard let key = rest.first else {
            node = value
            return
        }
        let below = table.path(key, below: path)
        switch node.content {
        case .scalar(let text, _):
            throw error(
                "\(place(rest)) is \"\(text.shortened())\", and nothing is below it" + replacement(rest, known: below))
        case .list(var nodes):
            guard let index = Int(key), nodes.indices.contains(index) else {
                throw error(
                    "\"\(key.shortened())\" is no entry of \(place(rest)), a list of \(nodes.count): expected an index "
                        + "from 0 to \(max(0, nodes.count - 1))" + replacement(rest, known: below))
            }
            try set(rest.dropFirst(), in: &nodes[index], path: below)
            node.content = .list(nodes)
        case .mapping(var entries):
            let index = entries.firstIndex { $0.key == key } ?? entries.endIndex
            if index == entries.endIndex {
                if table[path]?.choiceWords != nil, table[below] != nil, let chosen = entries.first?.key {
                    throw error("\(place(rest)) is \(chosen.shortened())" + replacement(rest, known: below))
                }
                entries.append(Node.Entry(key: key, value: .flow([])))
            }
            try set(rest.dropFirst(), in: &entries[index].value, path: below)
            // A library that is named here is the whole of the rule, or of the loss or the activation, but for the rate
            // and for what is named here, too: what the text says beside it was said of another.
            if rest.count == 1, key == "like", table[below] != nil, keys.first != "schedule" {
                entries.removeAll { $0.key != "like" && $0.key != "learningRate" && $0.value.line != nil }
            }
            node.content = .mapping(entries)
        }
    }

    /// The key before its last parts.
    private func place(_ rest: ArraySlice<String>) -> String {
        keys[..<rest.startIndex].joined(separator: ".")
    }

    /// How to replace what stands before the last parts of the key by what they say; empty where a spec has no such
    /// key.
    private func replacement(_ rest: ArraySlice<String>, known path: String) -> String {
        guard table[path] != nil, rest.startIndex > 0 else { return "" }
        var text = value.yaml.filter { $0 != "\n" }
        for key in rest.reversed() {
            guard let index = Int(key) else {
                text = "{ \(key): \(text) }"
                continue
            }
            guard index == 0 else { return "" }
            text = "[\(text)]"
        }
        return "; to replace it write \(option.rawValue) '\(place(rest))=\(text.shortened(to: 200))'"
    }

    private func error(_ problem: String) -> SpecError { SpecError(source: name, key: "", problem: problem) }
}
