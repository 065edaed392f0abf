public import Diagnostics

/// A parameter of an optimizer's rule: its name, its value, and whether that is in range.
public struct RuleParameter: Sendable, Hashable {
    /// A value, of one of four kinds.
    public enum Value: Sendable, Hashable {
        /// A number.
        case number(Double)
        /// A whole number.
        case count(Int)
        /// One of several words.
        case word(String)
        /// Whether something is done.
        case flag(Bool)
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
    /// The unit of a whole number; nil where it has none.
    public let unit: String?
    /// Whether specs write the value: false for the usual value of a parameter that few rules have.
    public private(set) var isWritten = true

    private init(_ name: String, word: String, words: [String]) {
        (self.name, self.value, self.words) = (name, .word(word), words)
        (self.range, self.problem, self.unit) = (nil, nil, nil)
    }

    private init(_ name: String, flag: Bool) {
        (self.name, self.value, self.words) = (name, .flag(flag), [])
        (self.range, self.problem, self.unit) = (nil, nil, nil)
    }

    private init(_ name: String, _ value: Double, in range: NumberRange, _ expected: String) {
        (self.name, self.value, self.words, self.range) = (name, .number(value), [], range)
        self.problem = range.contains(value) ? nil : "\(NumberText.exact(value)): expected \(expected)"
        self.unit = nil
    }

    private init(_ name: String, count: Int, in range: ClosedRange<Int>, unit: String?, _ expected: String) {
        (self.name, self.value, self.words, self.unit) = (name, .count(count), [], unit)
        let least = Double(range.lowerBound)
        self.range =
            range.upperBound == .max
            ? NumberRange(from: least) : NumberRange(from: least, through: Double(range.upperBound))
        self.problem = range.contains(count) ? nil : "\(count): expected \(expected)"
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
        RuleParameter(name, count: value, in: 1...Int.max, unit: "updates", "at least 1 update")
    }

    /// A whole number in a range.
    static func count(_ name: String, _ value: Int, in range: ClosedRange<Int>) -> RuleParameter {
        RuleParameter(
            name, count: value, in: range, unit: nil,
            "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    /// Whether something is done.
    static func flag(_ name: String, _ value: Bool) -> RuleParameter { RuleParameter(name, flag: value) }

    /// The same parameter, which specs leave out where it has its usual value.
    func omitted(at usual: Value) -> RuleParameter {
        var parameter = self
        parameter.isWritten = value != usual
        return parameter
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

        /// Whether what the name says is done; nil where it is not given.
        func flag(_ name: String) -> Bool? {
            if case .flag(let value) = values[name] { return value }
            return nil
        }

        /// The word of a name; nil where none is given.
        func word<Word: RawRepresentable>(_ name: String) -> Word? where Word.RawValue == String {
            if case .word(let value) = values[name] { return Word(rawValue: value) }
            return nil
        }
    }
}
