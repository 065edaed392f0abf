/// A whole number as people and programs write one: 50000, 50_000, 5e4, 1.5e3 or 50000.0.
public enum WholeNumber {
    /// The number that a text is; nil for text that is no whole number, or one that the type cannot hold.
    ///
    /// Digits may be grouped by single underscores. As for the type "integer" of a JSON Schema, the value decides and
    /// not how it is written: a fraction is allowed as far as its digits are 0 or a power of ten makes it whole. No
    /// floating-point number is involved, so that no digit is lost.
    public static func value<Number: FixedWidthInteger>(of text: String) -> Number? {
        digits(of: text).flatMap { Number($0) }
    }

    /// Whether a text is a whole number, of whatever size.
    public static func isWhole(_ text: String) -> Bool {
        if digits(of: text) != nil { return true }
        // A power of ten beyond those that ``value(of:)`` writes out.
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        return parts.count == 2 && digits(of: String(parts[0]) + "e40") != nil && (Int(parts[1]) ?? 0) > 40
    }

    /// The whole number of double precision nearest to the whole number that a text is, where the two differ; nil where
    /// they are the same, for a text that is no whole number, and for one with no more digits than tell a number from
    /// its neighbours.
    ///
    ///     WholeNumber.rounded("9007199254740993")    // 9007199254740992, though it is written as another number
    ///     WholeNumber.rounded("1e23")                // nil: the nearest number has no shorter name
    public static func rounded(_ text: String) -> String? {
        guard let digits = digits(of: text), let value = Double(digits), value.magnitude >= 0x1p53, value.isFinite,
            let nearest = Self.digits(of: value.description), nearest != digits
        else { return nil }
        return nearest
    }

    /// Whether every underscore in a text stands between two digits, as in 50_000.25.
    public static func isGrouped(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func isDigit(_ place: Int) -> Bool { bytes.indices.contains(place) && (48...57).contains(bytes[place]) }
        return bytes.indices.allSatisfy { bytes[$0] != UInt8(ascii: "_") || isDigit($0 - 1) && isDigit($0 + 1) }
    }

    /// The digits of a whole number, with a sign where it is negative; nil for another text.
    private static func digits(of text: String) -> String? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative || text.hasPrefix("+") ? 1 : 0).lowercased().split(
            separator: "e", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(mantissa.count), mantissa.allSatisfy(isDigits) else { return nil }
        let whole = mantissa[0].filter { $0 != "_" }
        let fraction = mantissa.count == 2 ? mantissa[1].filter { $0 != "_" } : ""
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
        let all = whole + fraction
        guard let last = all.lastIndex(where: { $0 != "0" }) else { return "0" }
        let significant = all[...last]
        // More zeros than any type holds would only be counted; a text has fewer digits than would overflow.
        guard exponent <= 40, exponent >= -text.count else { return nil }
        let zeros = exponent + whole.count - significant.count
        guard zeros >= 0 else { return nil }
        return (isNegative ? "-" : "") + significant + String(repeating: "0", count: zeros)
    }

    /// Whether the text is digits, with at most single underscores between them.
    private static func isDigits(_ text: Substring) -> Bool {
        let groups = text.split(separator: "_", omittingEmptySubsequences: false)
        return groups.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }
    }
}
