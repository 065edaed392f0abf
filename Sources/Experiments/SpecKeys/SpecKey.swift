/// A key of a spec: where it stands, what it takes, and what it means.
public struct SpecKey: Sendable, Hashable {
    /// What holds where the key is missing.
    public enum Standard: Sendable, Hashable {
        /// The key must be there.
        case required
        /// This value, in YAML.
        case value(String)
        /// What the phrase says.
        case phrase(String)
        /// Nothing: the key is one of the alternatives of a choice, or an entry of a list.
        case alternative
    }

    /// The dotted path; `*` stands for each entry of a list, or each name of one's own: `network.*.dense`.
    public let path: String
    /// The forms that the value may have.
    public let forms: [SpecForm]
    /// What holds where the key is missing.
    public let standard: Standard
    /// A value, in YAML.
    public let example: String
    /// The unit of a number; nil where it has none.
    public let unit: String?
    /// What the key means, as a sentence.
    public let summary: String
    /// The mapping around the example, in YAML, where that of the parent's example does not take the key.
    public let parent: String?

    /// Creates a key; by default without a unit, and with an example that fits the parent's.
    public init(
        _ path: String, _ forms: [SpecForm], _ standard: Standard, example: String, unit: String? = nil,
        in parent: String? = nil, _ summary: String
    ) {
        (self.path, self.forms, self.standard, self.example) = (path, forms, standard, example)
        (self.unit, self.parent, self.summary) = (unit, parent, summary)
    }

    /// The last part of the path.
    public var name: String { String(path[(path.lastIndex(of: ".").map(path.index(after:)) ?? path.startIndex)...]) }

    /// The path of the mapping or list that the key stands in; empty for a key of the spec itself.
    public var parentPath: String { path.lastIndex(of: ".").map { String(path[..<$0]) } ?? "" }

    /// The forms as one phrase.
    public var phrase: String { forms.map(\.phrase).joined(separator: "; or ") }

    /// The words that choose an alternative without a value; nil where the key is no choice.
    var choiceWords: [String]? {
        for form in forms { if case .choice(let words) = form { return words } }
        return nil
    }
}
