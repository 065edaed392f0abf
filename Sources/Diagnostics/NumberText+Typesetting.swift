extension NumberText {
    /// Text as a page sets it: "1.23e−27" as 1.23 × 10⁻²⁷, "W1" as W₁, and no line break before a unit.
    ///
    /// - A number with a power of ten is digits, `e`, a sign or none, and digits, with no letter, digit or dot beside
    ///   it, nor a word with a hyphen between; a factor of 1 is left out.
    /// - W and A before one digit get it as a subscript where they stand alone.
    /// - The space between a number and %, s, ms, µs, min, h or MiB becomes one that does not break.
    ///
    /// Everything else stays as it is, so that text that is set already does not change.
    ///
    /// - Complexity: O(length).
    public static func typeset(_ text: String) -> String {
        let characters = Array(text)
        var output = ""
        var index = 0
        while index < characters.count {
            if index == 0 || !isPartOfWord(characters[index - 1]),
                let piece = power(characters, at: index) ?? indexed(characters, at: index),
                !isInName(characters, index..<piece.end)
            {
                output += piece.text
                index = piece.end
            } else if isBeforeUnit(characters, at: index) {
                output.append("\u{A0}")
                index += 1
            } else {
                output.append(characters[index])
                index += 1
            }
        }
        return output
    }

    /// A number in a figure or on a page: "0.0274", "1.23 × 10⁻²⁷".
    public static func typeset(_ value: Double, digits: Int = 3) -> String { typeset(number(value, digits: digits)) }

    private static let units = ["%", "s", "ms", "µs", "min", "h", "MiB"].map(Array.init)

    /// Whether a word is a unit that stands with the number before it, whatever mark follows: "%", "ms", "s.".
    public static func isUnit(_ word: some StringProtocol) -> Bool {
        let letters = Array(word.reversed().drop { ".,;:)".contains($0) }.reversed())
        return units.contains(letters)
    }

    private static func isPartOfWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ".")
    }

    /// Whether a hyphen or an @ ties a range to a word beside it, as in the name of a run: "rate-1e-3-1".
    private static func isInName(_ characters: [Character], _ range: Range<Int>) -> Bool {
        func ties(_ index: Int, to other: Int) -> Bool {
            characters.indices.contains(index) && characters.indices.contains(other)
                && (characters[index] == "-" || characters[index] == "@") && isPartOfWord(characters[other])
        }
        return ties(range.lowerBound - 1, to: range.lowerBound - 2) || ties(range.upperBound, to: range.upperBound + 1)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private static func power(_ characters: [Character], at start: Int) -> (text: String, end: Int)? {
        func digits(_ from: Int) -> Int { characters[from...].prefix(while: isDigit).count }
        var end = start + digits(start)
        guard end > start else { return nil }
        if end + 1 < characters.count, characters[end] == ".", isDigit(characters[end + 1]) {
            end += 1 + digits(end + 1)
        }
        let factor = String(characters[start..<end])
        guard end + 1 < characters.count, characters[end] == "e" else { return nil }
        end += 1
        let isNegative = characters[end] == "−" || characters[end] == "-"
        if isNegative || characters[end] == "+" { end += 1 }
        guard end < characters.count, let exponent = Int(String(characters[end..<(end + digits(end))])) else {
            return nil
        }
        end += digits(end)
        let next = end < characters.count ? characters[end] : " "
        // A dot may end the sentence, but must not begin more digits.
        let isDecimal = next == "." && end + 1 < characters.count && isDigit(characters[end + 1])
        guard next == "." ? !isDecimal : !isPartOfWord(next) else { return nil }
        let ten = "10" + raised(isNegative ? -exponent : exponent)
        return (factor == "1" ? ten : "\(factor)\u{A0}×\u{A0}\(ten)", end)
    }

    private static func indexed(_ characters: [Character], at start: Int) -> (text: String, end: Int)? {
        guard characters[start] == "W" || characters[start] == "A", start + 1 < characters.count,
            isDigit(characters[start + 1]), let digit = characters[start + 1].wholeNumberValue
        else { return nil }
        if start + 2 < characters.count, characters[start + 2] != ".", isPartOfWord(characters[start + 2]) {
            return nil
        }
        let digits: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
        return ("\(characters[start])\(digits[digit])", start + 2)
    }

    private static func isBeforeUnit(_ characters: [Character], at index: Int) -> Bool {
        guard characters[index] == " ", index > 0, characters[index - 1].isNumber || characters[index - 1] == "∞" else {
            return false
        }
        return units.contains { unit in
            let end = index + 1 + unit.count
            guard end <= characters.count, Array(characters[(index + 1)..<end]) == unit else { return false }
            return end == characters.count || characters[end] == "." || !isPartOfWord(characters[end])
        }
    }

    /// A superscript: "⁻²⁷".
    private static func raised(_ exponent: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        return (exponent < 0 ? "⁻" : "")
            + String(String(exponent.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] })
    }
}
