/// A number as reports print it and word processors set it: "1e−4", "557,600".
public enum PrintedNumber {
    /// What a dash or a minus sign other than the hyphen is replaced by: U+2212 of the reports, and its likes.
    private static let minuses: Set<Character> = [
        "\u{2212}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{FE63}", "\u{FF0D}",
    ]

    /// The advice for a text that is a number but for its minus sign, or for the commas between its digits: the number
    /// with a hyphen and without commas, and why; nil for every other text.
    ///
    ///     PrintedNumber.plain("1e−4")       // 1e-4, with a hyphen for U+2212
    ///     PrintedNumber.plain("557,600")    // 557600, without commas
    public static func plain(_ text: String) -> String? {
        let sign = text.first(where: minuses.contains)
        let hyphened = String(text.map { minuses.contains($0) ? "-" : $0 })
        let groups = hyphened.split(separator: ",", omittingEmptySubsequences: false)
        let first = groups[0].drop { "+-".contains($0) }
        // Three digits after each comma, and no 0 before the first: 0,500 may be a half.
        let hasGroups =
            groups.count > 1 && (1...3).contains(first.count) && first.first != "0"
            && groups.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
        let plain = hasGroups ? groups.joined() : hyphened
        guard sign != nil || hasGroups, Double(plain)?.isFinite == true else { return nil }
        let code = sign?.unicodeScalars.first.map { String($0.value, radix: 16, uppercase: true) } ?? ""
        let reasons = [sign == nil ? nil : "with a hyphen for U+\(code)", hasGroups ? "without commas" : nil]
        return "\(plain), \(reasons.compactMap { $0 }.joined(separator: " and "))"
    }
}
