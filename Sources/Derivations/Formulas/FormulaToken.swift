internal import Exact

/// A number, a word or a sign of a formula, with the column in which it begins.
struct FormulaToken: Sendable, Hashable {
    /// The signs.
    enum Symbol: String, Sendable, CaseIterable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case entrywise = ".*"
        case over = "/"
        case power = "^"
        case open = "("
        case close = ")"
        case openBracket = "["
        case closeBracket = "]"
        case comma = ","
        case equals = "="
        case above = ">"
        case atLeast = ">="
        case below = "<"
        case atMost = "<="
    }

    enum Kind: Sendable, Hashable {
        case number(Rational)
        case word(String)
        case symbol(Symbol)
        /// The end of the line.
        case end
    }

    let kind: Kind
    /// The text of the token.
    let text: String
    /// The column in which it begins, from 1.
    let column: Int

    /// The token as a message names it.
    var quoted: String { kind == .end ? "the end of the line" : "'\(text)'" }

    var symbol: Symbol? {
        if case .symbol(let symbol) = kind { symbol } else { nil }
    }

    var word: String? {
        if case .word(let word) = kind { word } else { nil }
    }
}
