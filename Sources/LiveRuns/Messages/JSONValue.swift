/// A value of JSON whose form is known only when it is used.
public enum JSONValue: Sendable, Hashable, Codable {
    /// null.
    case null
    /// true or false.
    case flag(Bool)
    /// A number.
    case number(Double)
    /// A text.
    case text(String)
    /// A list.
    case list([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// Reads a value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number):
            if let whole = Int(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }

    /// The value of a key; nil for what is no object, and without the key.
    subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The text; nil for any other value.
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The number; nil for any other value.
    var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// The number where it is a whole one; nil for any other value.
    var whole: Int? { number.flatMap { Int(exactly: $0) } }

    /// The flag; nil for any other value.
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

    /// The texts of a list of texts; nil for any other value.
    var texts: [String]? {
        guard case .list(let list) = self else { return nil }
        let texts = list.compactMap(\.text)
        return texts.count == list.count ? texts : nil
    }
}
