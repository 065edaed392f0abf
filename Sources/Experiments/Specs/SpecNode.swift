internal import Diagnostics

/// A value of a spec with its place, read strictly: each mapping knows its keys and refuses others.
struct SpecNode {
    let node: Node
    let key: String
    let source: String

    func error(_ problem: String) -> SpecError {
        SpecError(source: source, line: node.line, key: key, problem: problem)
    }

    private func child(_ name: String, _ node: Node) -> SpecNode {
        SpecNode(node: node, key: key.isEmpty ? name : "\(key).\(name)", source: source)
    }

    /// The values of a mapping by name; names that are not in `known`, and names that come twice, are refused.
    func mapping(_ known: [String]) throws(SpecError) -> [String: SpecNode] {
        guard let found = node.entries else {
            throw error("expected a mapping with keys \(known.joined(separator: ", "))")
        }
        var result: [String: SpecNode] = [:]
        for entry in found {
            let value = entry.value
            guard let name = entry.key else { throw error("a key must be a word") }
            guard known.contains(name) else {
                throw child(name, value).error("unknown key; " + NearestName.hint(name, among: known))
            }
            guard result.updateValue(child(name, value), forKey: name) == nil else {
                throw child(name, value).error("this key is given twice")
            }
        }
        return result
    }

    /// The only key of a mapping such as `{ rmsProp: … }` with its value, or a bare word without a value.
    ///
    /// The names in `bare` take no value.
    func choice(_ known: [String], bare: [String] = []) throws(SpecError) -> (name: String, value: SpecNode?) {
        if isScalar { return (try word(among: known), nil) }
        let entries = try mapping(known)
        guard let entry = entries.first, entries.count == 1 else {
            throw error("expected exactly one of \(known.joined(separator: ", "))")
        }
        guard !bare.contains(entry.key) else { throw entry.value.error("\(entry.key) takes no value") }
        return (entry.key, entry.value)
    }

    /// The same for the raw values of an enum, so that a switch over them needs no default.
    func choice<Name: RawRepresentable & CaseIterable>(
        _ names: Name.Type, bare: [Name] = []
    ) throws(SpecError) -> (name: Name, value: SpecNode?) where Name.RawValue == String {
        let found = try choice(names.allCases.map(\.rawValue), bare: bare.map(\.rawValue))
        guard let name = Name(rawValue: found.name) else { throw error("unknown value \"\(found.name)\"") }
        return (name, found.value)
    }

    func list() throws(SpecError) -> [SpecNode] {
        guard let nodes = node.list else { throw error("expected a list") }
        return nodes.enumerated().map { child(String($0), $1) }
    }

    var isList: Bool { node.list != nil }
    var isScalar: Bool { node.text != nil }

    func string() throws(SpecError) -> String {
        guard let text = node.text else { throw error("expected a word") }
        return text
    }

    func word<Value: RawRepresentable & CaseIterable>(
        _ type: Value.Type
    ) throws(SpecError) -> Value where Value.RawValue == String {
        let text = try word(among: type.allCases.map(\.rawValue))
        guard let value = Value(rawValue: text) else { throw error("unknown value \"\(text)\"") }
        return value
    }

    func word(among known: [String]) throws(SpecError) -> String {
        let text = try string()
        guard known.contains(text) else {
            throw error("unknown value \"\(text)\"; " + NearestName.hint(text, among: known))
        }
        return text
    }

    func boolean() throws(SpecError) -> Bool {
        switch node.plainText {
        case "true": return true
        case "false": return false
        default: throw error("expected true or false, found \(found)")
        }
    }

    func integer() throws(SpecError) -> Int {
        guard let text = node.plainText, let value = Int(text.filter { $0 != "_" }) else {
            throw error("expected a whole number, found \(found)")
        }
        return value
    }

    func seed() throws(SpecError) -> UInt64 {
        guard let text = node.plainText, let value = UInt64(text.filter { $0 != "_" }) else {
            throw error("expected a whole number from 0 to 2^64 − 1, found \(found)")
        }
        return value
    }

    func number() throws(SpecError) -> Double {
        guard let text = node.plainText, let value = Double(text.filter { $0 != "_" }), value.isFinite else {
            throw error("expected a finite number, found \(found)")
        }
        return value
    }

    private var found: String {
        if let text = node.text { return "\"\(text.prefix(80))\"" }
        return node.list != nil ? "a list" : "a mapping"
    }
}
