/// Numbers with as many digits as tell them from all others.
extension NumberText {
    /// A number in files and commands: "5", "0.0001", "1.0e-5".
    ///
    /// The digits are the fewest that are read back as the same number. Before an exponent there is always a point:
    /// without it YAML 1.1, which PyYAML reads, has a word.
    public static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        let text = value.description
        guard let e = text.firstIndex(of: "e") else { return text }
        let mantissa = text[..<e]
        let exponent = Int(text[text.index(after: e)...]) ?? 0
        return "\(mantissa)\(mantissa.contains(".") ? "" : ".0")e\(exponent >= 0 ? "+" : "")\(exponent)"
    }

    /// The same number as people read it, as ``number(_:digits:)`` sets it: "5", "0.0001", "1e−5".
    ///
    /// Of a whole number every digit is kept, with commas.
    public static func exact(_ value: Double) -> String {
        guard value.isFinite else { return number(value) }
        if let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 { return count(whole) }
        let text = value.magnitude.description
        let mantissa = text.prefix { $0 != "e" }
        let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }
        return number(value, digits: max(1, digits.count))
    }

    /// Two numbers as a list of a spec, without commas within a number: "[0.5, 2000]", "[1e−5, 1]".
    public static func interval(_ lower: Double, _ upper: Double) -> String {
        printed("[\(plain(lower)), \(plain(upper))]")
    }

    /// A value of a spec as people read it: each number with an exponent as ``exact(_:)`` sets it, all else unchanged.
    ///
    ///     NumberText.printed("{ fromEpoch: 30, learningRate: 1.0e-5 }")    // { fromEpoch: 30, learningRate: 1e−5 }
    public static func printed(_ value: String) -> String {
        guard value.contains("e-") || value.contains("e+") else { return value }
        var (text, word) = ("", "")
        func ended(_ word: String) -> String {
            let isExponential = word.first.map { $0.isNumber || $0 == "-" } == true && word.contains("e")
            return isExponential ? Double(word).map(exact) ?? word : word
        }
        for character in value {
            if " ,:[]{}\"".contains(character) {
                text += ended(word) + String(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return text + ended(word)
    }
}
