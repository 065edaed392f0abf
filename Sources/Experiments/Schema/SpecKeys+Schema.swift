internal import Diagnostics

extension SpecKeys {
    /// The JSON Schema (draft 2020-12) of specs, for editors: names, types, ranges, defaults and what excludes what.
    ///
    /// It cannot say what depends on several values, such as layers that fit the signals, nor tell a number in quotes
    /// from a word; the reader refuses those.
    ///
    /// - Parameters:
    ///   - title: what it is the schema of.
    ///   - conditions: schemas that the values of a key must fit besides, by path.
    /// - Returns: the schema of a whole spec.
    func schema(of title: String = "A spec of heaviside", conditions: [String: [SchemaValue]] = [:]) -> SchemaValue {
        var pairs: [(String, SchemaValue)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text(title)),
        ]
        pairs += mapping(below: "", oneOf: [], exclusive: [], conditions)
        return .object(pairs)
    }

    private func schema(of key: SpecKey, _ conditions: [String: [SchemaValue]]) -> SchemaValue {
        let forms = key.forms.map { schema(of: $0, at: key.path, conditions) }
        let unit = key.unit.map { " (\($0))" } ?? ""
        var pairs: [(String, SchemaValue)] = [("description", SchemaValue.text(key.summary + unit))]
        pairs += forms.count == 1 ? forms[0] : [("anyOf", .list(forms.map { .object($0) }))]
        if case .value(let yaml) = key.standard, let node = try? Node(yaml: yaml, source: key.path) {
            pairs.append(("default", node.schemaValue))
        }
        if let node = try? Node(yaml: key.example, source: key.path) {
            pairs.append(("examples", SchemaValue.list([node.schemaValue])))
        }
        if let conditions = conditions[key.path] { pairs.append(("allOf", .list(conditions))) }
        return .object(pairs)
    }

    private func schema(
        of form: SpecForm, at path: String, _ conditions: [String: [SchemaValue]]
    ) -> [(String, SchemaValue)] {
        switch form {
        // Without quotes 5 and true are texts too.
        case .text:
            let types = ["string", "number", "boolean"].map(SchemaValue.text)
            return [("type", .list(types)), ("minLength", .number("1"))]
        case .word(let words): return [("enum", .list(words.map { .text($0) }))]
        case .flag: return [("type", .text("boolean"))]
        case .whole(let range):
            var pairs = Self.numeric("integer")
            if range.lowerBound != .min { pairs.append(("minimum", .number("\(range.lowerBound)"))) }
            if range.upperBound != .max { pairs.append(("maximum", .number("\(range.upperBound)"))) }
            return pairs
        case .seed:
            return Self.numeric("integer") + [("minimum", .number("0")), ("maximum", .number("\(UInt64.max)"))]
        case .number(let range): return Self.number(range)
        case .pair(let range):
            return [
                ("type", .text("array")), ("items", .object(Self.number(range))), ("minItems", .number("2")),
                ("maxItems", .number("2")),
            ]
        case .mapping(let oneOf, let exclusive):
            return mapping(below: path, oneOf: oneOf, exclusive: exclusive, conditions)
        case .names:
            let item = self["\(path).*"].map { schema(of: $0, conditions) } ?? .flag(true)
            return [("type", .text("object")), ("additionalProperties", item)]
        case .choice(let words):
            let properties = self.properties(below: path, conditions)
            let object: [(String, SchemaValue)] = [
                ("type", .text("object")), ("properties", .object(properties)), ("additionalProperties", .flag(false)),
                ("minProperties", .number("1")), ("maxProperties", .number("1")),
            ]
            let bare: [(String, SchemaValue)] = [("enum", .list(words.map { .text($0) }))]
            if words.isEmpty { return object }
            return properties.isEmpty ? bare : [("oneOf", .list([.object(bare), .object(object)]))]
        case .value: return []
        case .list(let least):
            let item = self["\(path).*"].map { schema(of: $0, conditions) } ?? .flag(true)
            return [("type", .text("array")), ("items", item), ("minItems", .number("\(least)"))]
        }
    }

    private func properties(below path: String, _ conditions: [String: [SchemaValue]]) -> [(String, SchemaValue)] {
        children(of: path).compactMap { name in
            self[path.isEmpty ? name : "\(path).\(name)"].map { (name, schema(of: $0, conditions)) }
        }
    }

    private func mapping(
        below path: String, oneOf: [String], exclusive: [[String]], _ conditions: [String: [SchemaValue]]
    ) -> [(String, SchemaValue)] {
        func required(_ names: [String]) -> SchemaValue { .object([("required", .list(names.map { .text($0) }))]) }
        var pairs: [(String, SchemaValue)] = [
            ("type", .text("object")), ("properties", .object(properties(below: path, conditions))),
            ("additionalProperties", .flag(false)),
        ]
        let needed = self.required(below: path)
        if !needed.isEmpty { pairs.append(("required", .list(needed.map { .text($0) }))) }
        if !oneOf.isEmpty { pairs.append(("anyOf", .list(oneOf.map { required([$0]) }))) }
        if !exclusive.isEmpty {
            pairs.append(("not", .object([("anyOf", .list(exclusive.map { required($0) }))])))
        }
        return pairs
    }

    private static let groupedNumber =
        #"^(?=.*_)[-+]?[0-9]+(_[0-9]+)*(\.[0-9]+(_[0-9]+)*)?([eE][-+]?[0-9]+)?$"#

    /// A number, also one in groups of digits, as 50_000, which editors read as a text: YAML 1.2 has none.
    private static func numeric(_ type: String) -> [(String, SchemaValue)] {
        [("type", .list([.text(type), .text("string")])), ("pattern", .text(groupedNumber))]
    }

    private static func number(_ range: NumberRange) -> [(String, SchemaValue)] {
        var pairs = numeric("number")
        if range.lower.isFinite {
            pairs.append((range.includesLower ? "minimum" : "exclusiveMinimum", .number("\(range.lower)")))
        }
        if range.upper.isFinite {
            pairs.append((range.includesUpper ? "maximum" : "exclusiveMaximum", .number("\(range.upper)")))
        }
        return pairs
    }
}
