public import Diagnostics

/// A parameter of an optimizer's rule: its name, its value, and whether that is in range.
public struct RuleParameter: Sendable, Hashable {
    /// A value, of one of three kinds.
    public enum Value: Sendable, Hashable {
        /// A number.
        case number(Double)
        /// A whole number.
        case count(Int)
        /// One of several words.
        case word(String)
    }

    /// The name that specs use.
    public let name: String
    /// The value.
    public let value: Value
    /// The words that the value may be; empty for a number.
    public let words: [String]
    /// The numbers that the value may be; nil for a word.
    public let range: NumberRange?
    /// What is wrong with the value, and what would be right; nil where it is in range.
    public let problem: String?

    private init(_ name: String, word: String, words: [String]) {
        (self.name, self.value, self.words) = (name, .word(word), words)
        (self.range, self.problem) = (nil, nil)
    }

    private init(_ name: String, _ value: Double, in range: NumberRange, _ expected: String) {
        (self.name, self.value, self.words, self.range) = (name, .number(value), [], range)
        self.problem = range.contains(value) ? nil : "\(NumberText.exact(value)): expected \(expected)"
    }

    private init(_ name: String, count: Int, least: Int, _ expected: String) {
        (self.name, self.value, self.words, self.range) = (name, .count(count), [], NumberRange(from: Double(least)))
        self.problem = count >= least ? nil : "\(count): expected \(expected)"
    }

    /// A number from 0 up to, but not including, 1.
    static func fraction(_ name: String, _ value: Double) -> RuleParameter {
        RuleParameter(name, value, in: NumberRange(from: 0, below: 1), "0 ≤ \(name) < 1")
    }

    /// A number from 0 to 1.
    static func share(_ name: String, _ value: Double) -> RuleParameter {
        RuleParameter(name, value, in: NumberRange(from: 0, through: 1), "0 ≤ \(name) ≤ 1")
    }

    /// A finite number that is not negative.
    static func nonNegative(_ name: String, _ value: Double) -> RuleParameter {
        RuleParameter(name, value, in: NumberRange(from: 0), "a finite number ≥ 0")
    }

    /// A positive number that single precision can hold as a normal one.
    ///
    /// Without ε a unit that gets no gradient would step by 0/0; subnormal numbers are flushed to 0 during training.
    static func positive(_ name: String, _ value: Double) -> RuleParameter {
        // The numbers that round to a normal one: half a unit below the least, and less than half above the greatest.
        let range = NumberRange(from: 0x1p-126 - 0x1p-150, below: 0x1.ffffffp127)
        return RuleParameter(name, value, in: range, "a number from 1.2e-38 to 3.4e38")
    }

    /// A number of updates, at least 1.
    static func updates(_ name: String, _ value: Int) -> RuleParameter {
        RuleParameter(name, count: value, least: 1, "at least 1 update")
    }

    /// One of the words of an enumeration.
    static func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ value: Word
    ) -> RuleParameter where Word.RawValue == String {
        RuleParameter(name, word: value.rawValue, words: Word.allCases.map(\.rawValue))
    }

    /// The values that a spec gives for some of a rule's parameters.
    struct Values {
        /// η, which some standard values depend on.
        let learningRate: Double
        private let values: [String: Value]

        init(_ values: [String: Value], learningRate: Double) {
            (self.values, self.learningRate) = (values, learningRate)
        }

        /// The number of a name; nil where none is given.
        func number(_ name: String) -> Double? {
            if case .number(let value) = values[name] { return value }
            return nil
        }

        /// The whole number of a name; nil where none is given.
        func count(_ name: String) -> Int? {
            if case .count(let value) = values[name] { return value }
            return nil
        }

        /// The word of a name; nil where none is given.
        func word<Word: RawRepresentable>(_ name: String) -> Word? where Word.RawValue == String {
            if case .word(let value) = values[name] { return Word(rawValue: value) }
            return nil
        }
    }
}
