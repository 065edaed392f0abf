internal import Diagnostics
package import Exact

/// Rational numbers as people read them.
package enum ExactText {
    /// The exact number where it is short, else its decimal size.
    static func number(_ value: Rational, longest: Int = 12) -> String {
        let exact = value.description
        if exact.utf8.count <= longest { return exact.replacing("-", with: "−") }
        let decimal = value.doubleValue
        return decimal.isFinite ? "≈ \(NumberText.number(decimal))" : beyond(value)
    }

    /// A number that is too large for a decimal one.
    private static func beyond(_ value: Rational) -> String { value.signum > 0 ? "beyond 10^308" : "beyond −10^308" }

    /// "= 1/3", "≈ 0.1": a number with the sign that is right for it.
    static func equation(_ value: Rational) -> String { equation(number(value)) }

    /// "= (1, −1)", "≈ (0.3, 1)".
    static func equation(_ entries: [Rational]) -> String { equation(vector(entries)) }

    private static func equation(_ text: String) -> String { text.hasPrefix("≈") ? text : "= \(text)" }

    /// "(1, −1)", "≈ (0.3, 1)" where an entry is rounded; of a long vector the first entries.
    static func vector(_ entries: [Rational], longest: Int = 6, digits: Int = 6) -> String {
        let first = entries.prefix(entries.count <= longest ? longest : longest - 1)
        let text = list(Array(first), of: entries.count, digits: digits)
        return text.isRounded ? "≈ (\(text.words))" : "(\(text.words))"
    }

    /// "z = 0, 1/2, 1", "z ≈ 0, 0.1, 0.2": values of one name; of many the first.
    static func values(_ name: String, _ values: [Rational], longest: Int = 6, digits: Int = 6) -> String {
        let text = list(Array(values.prefix(longest)), of: values.count, digits: digits)
        return "\(name) \(text.isRounded ? "≈" : "=") \(text.words)"
    }

    /// Some of `count` numbers with commas between, and whether one of them is rounded.
    private static func list(_ shown: [Rational], of count: Int, digits: Int) -> (words: String, isRounded: Bool) {
        var words = shown.map { entry($0, digits: digits) }
        if shown.count < count { words.append("…") }
        return (
            words.joined(separator: ", "),
            shown.contains { $0.description.utf8.count > digits && $0.doubleValue.isFinite }
        )
    }

    /// The exact number where it has few digits, else three of them.
    private static func entry(_ value: Rational, digits: Int) -> String {
        let exact = value.description
        if exact.utf8.count <= digits { return exact.replacing("-", with: "−") }
        let decimal = value.doubleValue
        return decimal.isFinite ? NumberText.number(decimal) : beyond(value)
    }

    /// "5", "√(1/2) ≈ 0.707": the root of a number ≥ 0, as a number where it is one, with its decimal size.
    static func root(_ squared: Rational) -> String {
        let size = squared.doubleValue.squareRoot()
        guard size.isFinite else { return "beyond 10^154" }
        if let exact = Rational(exactly: size), exact * exact == squared { return number(exact) }
        let text = squared.description
        let decimal = NumberText.number(size)
        return text.utf8.count > 8
            ? "≈ \(decimal)" : text.contains("/") ? "√(\(text)) ≈ \(decimal)" : "√\(text) ≈ \(decimal)"
    }

    /// A subscript: "₁₂".
    package static func subscripted(_ number: Int) -> String {
        let digits: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
        return String(String(max(0, number)).compactMap(\.wholeNumberValue).map { digits[$0] })
    }
}
