internal import Diagnostics
internal import Exact

/// Rational numbers as people read them.
enum ExactText {
    /// The exact number where it is short, else its decimal size.
    static func number(_ value: Rational, longest: Int = 12) -> String {
        let exact = value.description
        if exact.utf8.count <= longest { return exact.replacing("-", with: "−") }
        let decimal = value.doubleValue
        return decimal.isFinite ? "≈ \(NumberText.number(decimal))" : beyond(value)
    }

    /// A number that is too large for a decimal one.
    private static func beyond(_ value: Rational) -> String { value.signum > 0 ? "beyond 10^308" : "beyond −10^308" }

    /// "(1, −1)"; of a long vector the first entries.
    static func vector(_ entries: [Rational], longest: Int = 6, digits: Int = 6) -> String {
        var shown = entries.prefix(entries.count <= longest ? longest : longest - 1).map { entry($0, digits: digits) }
        if entries.count > longest { shown.append("…") }
        return "(\(shown.joined(separator: ", ")))"
    }

    /// The exact number where it has few digits, else three of them.
    static func entry(_ value: Rational, digits: Int = 6) -> String {
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
    static func subscripted(_ number: Int) -> String {
        let digits: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
        return String(String(max(0, number)).compactMap(\.wholeNumberValue).map { digits[$0] })
    }
}
