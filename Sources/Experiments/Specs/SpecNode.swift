internal import Diagnostics
internal import Yams

/// A YAML value with the place it stands at, read strictly: each mapping knows its keys and refuses others.
struct SpecNode {
    let node: Node
    let key: String
    let source: String

    func error(_ problem: String) -> SpecError {
        SpecError(source: source, line: node.mark?.line, key: key, problem: problem)
    }

    private func child(_ name: String, _ node: Node) -> SpecNode {
        SpecNode(node: node, key: key.isEmpty ? name : "\(key).\(name)", source: source)
    }

    /// The values of a mapping by name; a name that is not in `known` is refused, and so is one that comes twice.
    func mapping(_ known: [String]) throws(SpecError) -> [String: SpecNode] {
        guard let mapping = node.mapping else {
            throw error("expected a mapping with keys \(known.joined(separator: ", "))")
        }
        var result: [String: SpecNode] = [:]
        for (name, value) in mapping {
            guard let name = name.scalar?.string else { throw error("a key must be a word") }
            guard known.contains(name) else {
                throw child(name, value).error("unknown key; " + NearestName.hint(name, among: known))
            }
            guard result.updateValue(child(name, value), forKey: name) == nil else {
                throw child(name, value).error("this key is given twice")
            }
        }
        return result
    }

    /// The only key of a mapping such as `{ rmsProp: … }` with its value, or a bare word with no value; the names in `bare` must
    /// come without one.
    func choice(_ known: [String], bare: [String] = []) throws(SpecError) -> (name: String, value: SpecNode?) {
        if let word = node.scalar?.string {
            guard known.contains(word) else {
                throw error("unknown value \"\(word)\"; " + NearestName.hint(word, among: known))
            }
            return (word, nil)
        }
        let entries = try mapping(known)
        guard let entry = entries.first, entries.count == 1 else {
            throw error("expected exactly one of \(known.joined(separator: ", "))")
        }
        guard !bare.contains(entry.key) else { throw entry.value.error("\(entry.key) takes no value") }
        return (entry.key, entry.value)
    }

    func list() throws(SpecError) -> [SpecNode] {
        guard let sequence = node.sequence else { throw error("expected a list") }
        return sequence.enumerated().map { child(String($0), $1) }
    }

    var isList: Bool { node.sequence != nil }
    var isScalar: Bool { node.scalar != nil }

    func string() throws(SpecError) -> String {
        guard let scalar = node.scalar else { throw error("expected a word") }
        return scalar.string
    }

    func word<Value: RawRepresentable & CaseIterable>(
        _ type: Value.Type
    ) throws(SpecError) -> Value where Value.RawValue == String {
        let text = try string()
        guard let value = Value(rawValue: text) else {
            throw error("unknown value \"\(text)\"; " + NearestName.hint(text, among: Value.allCases.map(\.rawValue)))
        }
        return value
    }

    func boolean() throws(SpecError) -> Bool {
        switch plainText {
        case "true": return true
        case "false": return false
        default: throw error("expected true or false, found \(found)")
        }
    }

    func integer() throws(SpecError) -> Int {
        guard let text = plainText, let value = Int(text.filter { $0 != "_" }) else {
            throw error("expected a whole number, found \(found)")
        }
        return value
    }

    func seed() throws(SpecError) -> UInt64 {
        guard let text = plainText, let value = UInt64(text.filter { $0 != "_" }) else {
            throw error("expected a whole number from 0 to 2^64 − 1, found \(found)")
        }
        return value
    }

    func number() throws(SpecError) -> Double {
        guard let text = plainText, let value = Double(text.filter { $0 != "_" }), value.isFinite else {
            throw error("expected a finite number, found \(found)")
        }
        return value
    }

    private var plainText: String? {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return nil }
        return scalar.string
    }

    private var found: String {
        if let scalar = node.scalar { return "\"\(scalar.string.prefix(80))\"" }
        return node.sequence != nil ? "a list" : "a mapping"
    }
}
