internal import Networks

extension SpecKeys {
    /// The JSON Schema (draft 2020-12) of specs, as text: names, types, ranges, defaults, and what excludes what.
    public static var jsonSchema: String {
        SpecKeys.spec.schema(conditions: ["name": [names], "signals": families + [file], "network": [laterLayers]])
            .json()
    }

    /// The characters of a name, its length, and the one word that is none; a number that is a name has no sign.
    private static var names: SchemaValue {
        .object([
            ("pattern", .text("^[A-Za-z0-9_][A-Za-z0-9_.-]*$")), ("maxLength", .number("80")),
            ("not", .object([("const", .text("last"))])), ("minimum", .number("0")),
        ])
    }

    /// Which keys each family of signals has, and which of them it needs.
    private static var families: [SchemaValue] {
        let own = Set(SignalSpec.Family.all.flatMap { family in family.ownKeys.map(\.name) })
        return SignalSpec.Family.all.map { family in
            let (name, keys) = (type(of: family).name, family.ownKeys)
            let foreign = own.subtracting(keys.map(\.name)).sorted()
            let condition: [(String, SchemaValue)] = [
                ("properties", .object([("family", .object([("const", .text(name))]))])),
                ("required", .list([.text("family")])),
            ]
            let consequence: [(String, SchemaValue)] = [
                ("required", .list((["length"] + keys.filter(\.isRequired).map(\.name)).map { .text($0) })),
                ("properties", .object(foreign.map { ($0, .flag(false)) })),
            ]
            return .object([("if", .object(condition)), ("then", .object(consequence))])
        }
    }

    /// What signals from a file do not have, and what other signals do not have.
    private static var file: SchemaValue {
        let foreign =
            ["family", "length", "amplitude", "target"]
            + Set(SignalSpec.Family.all.flatMap { family in family.ownKeys.map(\.name) }).sorted()
        func without(_ names: [String]) -> SchemaValue {
            .object([("properties", .object(names.map { ($0, .flag(false)) }))])
        }
        return .object([
            ("if", .object([("required", .list([.text("file")]))])), ("then", without(foreign)),
            ("else", without(FileSignals.keyNames)),
        ])
    }

    /// Only the first layer has fixed weights.
    private static var laterLayers: SchemaValue {
        let fixed: [(String, SchemaValue)] = [("not", .object([("required", .list([.text("fixed")]))]))]
        return .object([("prefixItems", .list([.flag(true)])), ("items", .object(fixed))])
    }
}

extension SignalFamily {
    /// The family's own keys: each name, and whether it must be given.
    var ownKeys: [(name: String, isRequired: Bool)] { Self.keys.map { ($0.name, $0.requirement != nil) } }
}

extension Node {
    /// The value as JSON.
    var schemaValue: SchemaValue {
        switch content {
        case .scalar(let text, let isQuoted):
            if isQuoted { return SchemaValue.text(text) }
            if text == "true" || text == "false" { return SchemaValue.flag(text == "true") }
            return Double(text)?.isFinite == true ? SchemaValue.number(text) : SchemaValue.text(text)
        case .list(let nodes): return SchemaValue.list(nodes.map(\.schemaValue))
        case .mapping(let entries): return SchemaValue.object(entries.map { ($0.key, $0.value.schemaValue) })
        }
    }
}
