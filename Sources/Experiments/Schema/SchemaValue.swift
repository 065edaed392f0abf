/// A JSON value whose keys keep their order, and whose numbers are written as they are.
enum SchemaValue {
    case text(String)
    case number(String)
    case flag(Bool)
    case list([SchemaValue])
    /// An object: its names, and as many values.
    case members([String], [SchemaValue])

    /// An object with these names and values.
    static func object(_ pairs: [(String, SchemaValue)]) -> SchemaValue {
        SchemaValue.members(pairs.map(\.0), pairs.map(\.1))
    }

    /// The JSON text; each key and each entry of a list of objects on a line of its own.
    func json(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return number
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let values):
            let texts = values.map { $0.json(indent: inner) }
            guard values.contains(where: \.isObject) else { return "[\(texts.joined(separator: ", "))]" }
            return "[\n\(texts.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)]"
        case .members(let names, let values):
            guard !names.isEmpty else { return "{}" }
            let lines = zip(names, values).map { "\(inner)\(Self.quoted($0)): \($1.json(indent: inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        }
    }

    private var isObject: Bool {
        if case .members = self { true } else { false }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
