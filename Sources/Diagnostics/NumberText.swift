internal import Foundation

/// Numbers as people read them: in sentences, tables, captions and evidence.
public enum NumberText {
    /// "557,600".
    public static func count(_ value: Int) -> String {
        (value < 0 ? "−" : "") + grouped(String(value.magnitude))
    }

    /// Digits with a comma before every three but the first.
    private static func grouped(_ digits: some StringProtocol) -> String {
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return grouped
    }

    /// Some significant digits without trailing zeros: "0.0274", "4.99", "−1.91", "6.16e−5";
    /// "∞", or words where it is not a number.
    ///
    /// Whole numbers below a million are shown whole, whatever `digits` is, with commas as ``count(_:)`` sets them.
    public static func number(_ value: Double, digits: Int = 3) -> String {
        guard !value.isNaN else { return "not a number" }
        let (magnitude, sign) = (value.magnitude, value < 0 ? "−" : "")
        guard value.isFinite else { return sign + "∞" }
        if magnitude == magnitude.rounded(), magnitude < 1e6 { return sign + grouped(String(Int(magnitude))) }
        let parts = String(format: "%.\(digits - 1)e", magnitude).components(separatedBy: "e")
        let exponent = Int(parts[1]) ?? 0
        if (-3..<6).contains(exponent) {
            let decimal = trimmed(String(format: "%.\(max(0, digits - 1 - exponent))f", magnitude))
            let whole = decimal.prefix { $0 != "." }
            return sign + grouped(whole) + decimal.dropFirst(whole.count)
        }
        return sign + trimmed(parts[0]) + "e" + (exponent < 0 ? "−" : "") + String(abs(exponent))
    }

    /// Numbers with spaces between.
    public static func list(_ values: [Double], digits: Int = 2) -> String {
        values.map { number($0, digits: digits) }.joined(separator: " ")
    }

    private static func trimmed(_ decimal: String) -> String {
        guard decimal.contains(".") else { return decimal }
        var text = decimal[...]
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }

    /// "28 %", "1.9 %", "0.04 %": two digits below 10 %, three above.
    public static func percent(_ share: Double) -> String {
        // Rounded to the digits that are shown, so that 0.28 is 28 and not 28.000000000000004.
        let hundredths = 100 * share
        let digits = abs(share) < 0.1 ? 2 : 3
        guard hundredths.isFinite, hundredths != 0 else { return number(hundredths, digits: digits) + " %" }
        let scale = pow(10, Double(digits - 1) - floor(log10(abs(hundredths))))
        return number((hundredths * scale).rounded() / scale, digits: digits) + " %"
    }

    /// Percentages of one list, with equally many decimals, two at most: "12.3 %", "1.9 %" and "0 %" for exactly 0.
    ///
    /// A share that rounds to 0 is "< 0.01 %"; shares from a million percent on, and shares that are all below 0.1 %,
    /// are each shown as ``percent(_:)`` shows them, and so is a list with a share that is not finite.
    public static func percents(_ shares: [Double]) -> [String] {
        let texts = shares.map(percent)
        guard shares.allSatisfy(\.isFinite), (shares.map(abs).max() ?? 0) >= 1e-3 else { return texts }
        let decimals = texts.filter { !$0.contains("e") }.map { text in
            max(0, text.prefix { $0 != " " }.drop { $0 != "." }.count - 1)
        }
        let most = min(2, decimals.max() ?? 0)
        return zip(shares, texts).map { share, text in
            // A number with all its digits up to a million, as elsewhere.
            if share == 0 || abs(share) >= 1e4 { return text }
            let decimal = String(format: "%.\(most)f", 100 * abs(share))
            guard decimal.contains(where: { ("1"..."9").contains($0) }) else {
                return "< " + (most == 0 ? "1" : "0." + String(repeating: "0", count: most - 1) + "1") + " %"
            }
            return (share < 0 ? "−" : "") + decimal + " %"
        }
    }

    /// "0.800" but "0.999973": enough digits to tell a fit from a perfect one.
    public static func fit(_ r2: Double) -> String {
        guard r2 > 0.99, r2 < 1 - 1e-12 else {
            return String(format: "%.3f", r2).replacingOccurrences(of: "-", with: "−")
        }
        let nines = min(12, Int(-log10(1 - r2)))
        return String(format: "%.\(min(nines + 2, 12))f", r2)
    }

    /// "97 s", "1 min 37 s", "2 h 5 min", "850 ms", "12 µs".
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "unknown" }
        if seconds < 1e-3 { return number(seconds * 1e6) + " µs" }
        if seconds < 1 { return number(seconds * 1e3) + " ms" }
        if seconds < 60 { return number(seconds) + " s" }
        let whole = Int(min(seconds, 1e12).rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    /// "1 unit", "7 units", "2 entries".
    public static func plural(_ value: Int, _ noun: String) -> String {
        "\(count(value)) \(value == 1 ? noun : plural(noun))"
    }

    /// "units" of "unit", "entries" of "entry", "arrays" of "array", "classes" of "class".
    public static func plural(_ noun: String) -> String {
        let isAfterVowel = noun.dropLast().last.map("aeiou".contains) ?? true
        if noun.hasSuffix("ss") { return noun + "es" }
        return noun.hasSuffix("y") && !isAfterVowel ? noun.dropLast() + "ies" : noun + "s"
    }
}
