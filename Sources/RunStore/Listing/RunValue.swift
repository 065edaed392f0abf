internal import Diagnostics

/// A value of a run's records: what `runs` compares, sorts by and prints.
public enum RunValue: Sendable, Hashable {
    /// A number.
    case number(Double)
    /// A word or a text.
    case text(String)
    /// True or false.
    case flag(Bool)
    /// Several words, such as the tags of a run; a comparison asks whether one of them is so.
    case words([String])

    /// The value as a person writes it.
    public var description: String {
        switch self {
        case .number(let value):
            value == value.rounded() && abs(value) <= 0x1p63 - 1024 ? "\(Int(value))" : NumberText.plain(value)
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .words(let words): words.joined(separator: " ")
        }
    }

    /// Whether this value comes before another one: numbers by size, then texts by their characters, then words,
    /// then flags.
    static func comesBefore(_ first: RunValue, _ second: RunValue) -> Bool {
        switch (first, second) {
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): a < b
        case (.words, .words): first.description < second.description
        case (.flag(let a), .flag(let b)): !a && b
        case (.number, _), (.text, .words), (.text, .flag), (.words, .flag): true
        case (.text, _), (.words, _), (.flag, _): false
        }
    }
}
