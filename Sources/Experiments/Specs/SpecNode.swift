internal import Diagnostics
internal import Networks

/// A value of a spec with its place, read strictly: the table of keys says what may stand there.
struct SpecNode {
    let node: Node
    let key: String
    let source: String
    /// The table that names of keys, forms and ranges are taken from.
    let keys: SpecKeys
    /// The path of the key in the table.
    let path: String
    /// The format that every number must fit.
    let format: NumberFormat
    /// The option that changes keys, as messages name it.
    let option: SpecOption

    init(
        _ node: Node, key: String = "", source: String, keys: SpecKeys = .spec, format: NumberFormat = .float64,
        option: SpecOption = .set
    ) {
        (self.node, self.key, self.source, self.keys, self.format) = (node, key, source, keys, format)
        self.option = option
        path = keys.path(of: key.split(separator: ".").map(String.init))
    }

    private init(_ name: String, _ node: Node, in parent: SpecNode) {
        (self.node, source, keys, format) = (node, parent.source, parent.keys, parent.format)
        option = parent.option
        key = parent.key.isEmpty ? name : "\(parent.key).\(name)"
        path = keys.path(name, below: parent.path)
    }

    /// What the table says of the key; nil for the spec as a whole.
    var entry: SpecKey? { keys[path] }

    func error(_ problem: String) -> SpecError {
        SpecError(source: source, line: node.line, key: key, problem: problem)
    }

    /// An error of the value `name` of this mapping; where the value is not given, of its default.
    func error(at name: String, _ problem: String) -> SpecError {
        if let value = node[name] { return child(name, value).error(problem) }
        let missing = child(name, node)
        return missing.entry == nil ? error(problem) : missing.error("by default \(problem)")
    }

    /// The error of a key that must be there, with an example.
    func missing(_ name: String) -> SpecError {
        let example = entry?.example ?? keys[name].map { "\(name): \($0.example)" }
        return error("\(name) is missing" + (example.map { ": expected for example \($0)" } ?? ""))
    }

    /// What was probably meant by an unknown key: one with a near name, or the one of this name farther below, in what
    /// the spec has already before others: `optimizer.rmsProp.learningRate` for `optimizer.learningRate`.
    private func hint(_ name: String, among known: [String]) -> String {
        let hint = NearestName.hint(name, among: known)
        guard name != "*", NearestName.find(name, among: known) == nil else { return hint }
        let below = path.isEmpty ? "" : "\(path)."
        let names = SpecKeys.names(meant: name)
        let places = keys.all.filter { names.contains(SpecKeys.plain($0.name)) && $0.path.hasPrefix(below) }
        func isGiven(_ place: SpecKey) -> Bool {
            let names = place.parentPath.dropFirst(below.count).split(separator: ".").map(String.init)
            return names.reduce(node as Node?) { $0?[$1] } != nil
        }
        guard let place = places.first(where: isGiven) ?? places.first else { return hint }
        return "did you mean \"\(place.path.replacing("*", with: "0"))\"? (\(hint))"
    }

    private func child(_ name: String, _ node: Node) -> SpecNode { SpecNode(name, node, in: self) }

    /// The values of a mapping by name, checked against the table: unknown names, names that come twice, missing ones
    /// and ones that exclude each other are refused.
    func mapping() throws(SpecError) -> Entries {
        let known = keys.children(of: path)
        let found = try entries(known)
        for name in keys.required(below: path) where found[name] == nil {
            throw missing(name)
        }
        for case .mapping(let oneOf, let exclusive) in entry?.forms ?? [] {
            for pair in exclusive where pair.allSatisfy({ found[$0] != nil }) {
                throw both(pair, of: found)
            }
            guard !oneOf.isEmpty, oneOf.allSatisfy({ found[$0] == nil }) else { continue }
            throw error("expected \(oneOf.joined(separator: " or ")), as in \(entry?.example ?? "")")
        }
        return Entries(values: found, known: known)
    }

    /// Two keys exclude each other: where an override, which has no line, has added one to what the text says, the
    /// error is about that one, and says how to replace the other.
    private func both(_ pair: [String], of found: [String: SpecNode]) -> SpecError {
        let added = pair.filter { found[$0]?.node.line == nil }
        guard added.count == 1, let new = added.first, let old = pair.first(where: { $0 != new }) else {
            return (found[pair[0]] ?? self).error("\(pair.joined(separator: " and ")): expected one of them")
        }
        let kept = Node(.mapping((node.entries ?? []).filter { $0.key != old })).yamlLine
        return (found[new] ?? self).error(
            "\(key) has \(old), which excludes \(new): expected one of them; to replace it write \(option.rawValue) "
                + "'\(key)=\(kept.shortened(to: 200))'")
    }

    private func entries(_ known: [String]) throws(SpecError) -> [String: SpecNode] {
        guard let found = node.entries else {
            throw error("expected a mapping with keys \(known.joined(separator: ", ")), found \(self.found)")
        }
        var result: [String: SpecNode] = [:]
        for entry in found {
            let (name, value) = (entry.key, entry.value)
            guard known.contains(name) else {
                throw child(name, value).error("unknown key; " + hint(name, among: known))
            }
            guard result.updateValue(child(name, value), forKey: name) == nil else {
                throw child(name, value).error("this key is given twice")
            }
        }
        return result
    }

    /// The values of a mapping; to ask for a name that the table does not have is a mistake of the reader.
    struct Entries {
        fileprivate let values: [String: SpecNode]
        fileprivate let known: [String]

        subscript(name: String) -> SpecNode? {
            precondition(known.contains(name), "\(name) stands in no table of keys")
            return values[name]
        }

        /// The value of a name; nil also where the table does not have it here.
        func known(_ name: String) -> SpecNode? { values[name] }

        /// The value of a name that the table calls required.
        func required(_ name: String, in node: SpecNode) throws(SpecError) -> SpecNode {
            guard let value = self[name] else { throw node.missing(name) }
            return value
        }
    }

    /// The only key of a mapping such as `{ rmsProp: … }` with its value, or a bare word without a value.
    func choice() throws(SpecError) -> (name: String, value: SpecNode?) {
        let (words, known) = (entry?.choiceWords ?? [], keys.children(of: path))
        let all = known + words.filter { !known.contains($0) }
        if let word = node.text {
            if words.contains(word) { return (word, nil) }
            guard let needed = known.contains(word) ? keys["\(path).\(word)"] : nil else {
                throw error("unknown value \"\(word.shortened())\"; " + NearestName.hint(word, among: all))
            }
            throw error("\(word) needs a value: expected for example { \(word): \(needed.example) }")
        }
        guard node.entries != nil else {
            throw error("expected one of \(all.joined(separator: ", ")), found \(found)")
        }
        let given = try entries(all)
        if let word = given.keys.first(where: { !known.contains($0) }) {
            throw (given[word] ?? self).error("\(word) takes no value: expected \(word) alone")
        }
        guard let only = given.first, given.count == 1 else { throw error(severalChosen(all)) }
        return (only.key, only.value)
    }

    /// The same for the raw values of an enum, so that a switch over them needs no default.
    func choice<Name: RawRepresentable & CaseIterable>(
        _ names: Name.Type
    ) throws(SpecError) -> (name: Name, value: SpecNode?) where Name.RawValue == String {
        let found = try choice()
        guard let name = Name(rawValue: found.name) else { throw error("unknown value \"\(found.name.shortened())\"") }
        return (name, found.value)
    }

    /// What is wrong with several alternatives, or with none.
    private func severalChosen(_ known: [String]) -> String {
        let found = (node.entries ?? []).map { $0.key.shortened() }
        return "found \(found.isEmpty ? "none" : found.joined(separator: " and ")): expected exactly one of "
            + known.joined(separator: ", ")
    }

    func list() throws(SpecError) -> [SpecNode] {
        guard let nodes = node.list else { throw error("expected a list, found \(found)") }
        for case .list(let least) in entry?.forms ?? [] where nodes.count < least {
            throw error("expected at least \(least == 1 ? "one entry" : "\(least) entries")")
        }
        return nodes.enumerated().map { child(String($0), $1) }
    }

    /// The values of a mapping whose names are one's own, in their order.
    func named() throws(SpecError) -> [(name: String, value: SpecNode)] {
        guard let found = node.entries else {
            throw error("expected a mapping, as in \(entry?.example ?? "{ name: value }"), found \(self.found)")
        }
        var names: Set<String> = []
        for entry in found where !names.insert(entry.key).inserted {
            throw child(entry.key, entry.value).error("this key is given twice")
        }
        return found.map { ($0.key, child($0.key, $0.value)) }
    }

    var isList: Bool { node.list != nil }
    var isScalar: Bool { node.text != nil }

    /// What stands here, as messages name it.
    var found: String {
        switch node.content {
        case .scalar("", isQuoted: false): "nothing"
        case .scalar(let text, isQuoted: false): "\"\(text.shortened())\""
        case .scalar(let text, isQuoted: true): "the text \"\(text.shortened())\" in quotes"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
