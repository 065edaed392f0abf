public import Diagnostics

/// A form that the value of a key may have. A key with several forms takes any of them.
public enum SpecForm: Sendable, Hashable {
    /// Any text.
    case text
    /// One of these words.
    case word([String])
    /// true or false.
    case flag
    /// A whole number.
    case whole(ClosedRange<Int>)
    /// A whole number from 0 to 2^64 − 1.
    case seed
    /// A number.
    case number(NumberRange)
    /// Two numbers, [lower, upper], the first at most the second.
    case pair(NumberRange)
    /// The keys below with their values: at least one of `oneOf` where that is not empty, and never both of a pair in
    /// `exclusive`.
    case mapping(oneOf: [String] = [], exclusive: [[String]] = [])
    /// Names of one's own with values, each as the key `*` below has it.
    case names
    /// One of the keys below with its value, or one of these words.
    case choice(words: [String])
    /// At least so many values, each as the key `*` below has it.
    case list(least: Int)
    /// A value in the form of another key: of the one that a sweep changes.
    case value

    /// What to write, as a phrase: "a number from 0 to 1", "true or false", "one of sum, halfSum, mean".
    public var phrase: String {
        switch self {
        case .text: "text"
        case .word(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
        case .flag: "true or false"
        case .whole(let range): Self.phrase(range)
        case .seed: "a whole number from 0 to 2^64 − 1"
        case .number(let range): range.description
        case .pair(let range): "[lower, upper], each \(range)"
        case .mapping: "{ … } with the keys below"
        case .names: "{ name: value, … }"
        case .choice(let words):
            words.isEmpty ? "one of the keys below" : "\(words.joined(separator: ", ")), or one of the keys below"
        case .list(0): "a list"
        case .list(1): "a list of at least one entry"
        case .list(let least): "a list of at least \(least) entries"
        case .value: "a value that the key takes"
        }
    }

    private static func phrase(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): "a whole number"
        case (let lower, .max): "a whole number from \(lower)"
        case (let lower, let upper): "a whole number from \(lower) to \(upper)"
        }
    }
}
