internal import Exact

/// Splits a line into numbers, words and signs.
struct FormulaLexer {
    /// The longest line: 2000 characters. It bounds everything that is built from a line.
    static let maximumLength = 2000
    /// The most digits of a number.
    static let maximumDigits = 40

    /// Signs that other notations use, with the equivalent here.
    private static let foreign: [Character: String] = [
        "−": "-", "–": "-", "·": "*", "×": "*", "∗": "*", "⋅": "*", "⊙": ".*", "∘": ".*", "Σ": "sum_i", "∑": "sum_i",
        "ᵀ": "^T", "⊤": "^T", "'": "^T", "≥": ">=", "≤": "<=", "∂": "dW3 = …", "ŷ": "y_hat", "{": "(", "}": ")",
        "½": "1/2", "²": "a product", ";": "a new line", "_": "a letter before it",
    ]

    private let characters: [Character]
    private var position = 0

    private init(_ line: Substring) { characters = Array(line) }

    /// The tokens of a line, followed by an end token. What follows a `#` is a comment.
    static func tokens(of line: Substring) throws(FormulaError) -> [FormulaToken] {
        guard line.prefix(maximumLength + 1).count <= maximumLength else {
            throw FormulaError(
                column: maximumLength + 1, "the line is too long", expected: "at most \(maximumLength) characters")
        }
        var lexer = FormulaLexer(line)
        var tokens: [FormulaToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(FormulaToken(kind: .end, text: "", column: lexer.position + 1))
        return tokens
    }

    private mutating func next() throws(FormulaError) -> FormulaToken? {
        while let character = current, character.isWhitespace { position += 1 }
        guard let first = current, first != "#" else { return nil }
        let start = position
        if Self.isDigit(first) { return try number() }
        if Self.isLetter(first) {
            while let character = current, Self.isLetter(character) || Self.isDigit(character) || character == "_" {
                position += 1
            }
            let word = String(characters[start..<position])
            return FormulaToken(kind: .word(word), text: word, column: start + 1)
        }
        for length in [2, 1] where start + length <= characters.count {
            let text = String(characters[start..<start + length])
            if let symbol = FormulaToken.Symbol(rawValue: text) {
                position += length
                return FormulaToken(kind: .symbol(symbol), text: text, column: start + 1)
            }
        }
        if first == ":", start + 1 < characters.count, characters[start + 1] == "=" {
            throw FormulaError(column: start + 1, "found ':='", expected: "'='")
        }
        let hint = Self.foreign[first].map { "\($0) in its place" } ?? "a number, a name or one of + - * .* / ^ ( ) [ ]"
        throw FormulaError(column: start + 1, "found '\(first)'", expected: hint)
    }

    /// Reads digits, with an optional decimal point among them.
    private mutating func number() throws(FormulaError) -> FormulaToken {
        let start = position
        let whole = digits()
        var decimals = ""
        if current == ".", position + 1 < characters.count, Self.isDigit(characters[position + 1]) {
            position += 1
            decimals = digits()
        }
        let text = String(characters[start..<position])
        let count = whole.count + decimals.count
        let denominator = "1" + String(repeating: "0", count: decimals.count)
        guard count <= Self.maximumDigits, let value = Rational("\(whole)\(decimals)/\(denominator)") else {
            throw FormulaError(
                column: start + 1, "a number of \(count) digits", expected: "at most \(Self.maximumDigits)")
        }
        return FormulaToken(kind: .number(value), text: text, column: start + 1)
    }

    private mutating func digits() -> String {
        let start = position
        while let character = current, Self.isDigit(character) { position += 1 }
        return String(characters[start..<position])
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
    private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }
}
