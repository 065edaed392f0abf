internal import Diagnostics

extension RunQuery {
    private static let mostCharacters = 2000
    private static let mostLevels = 64

    /// Reads a query.
    ///
    /// - Throws: ``RunError``, with the column, for text that is none.
    public init(_ text: String) throws(RunError) {
        // Code points are counted: a character may consist of any number of them.
        let count = text.unicodeScalars.count
        guard count <= Self.mostCharacters else {
            throw RunError(place: "--where", problem: "\(count) characters: expected at most \(Self.mostCharacters)")
        }
        var parser = Parser(text)
        condition = try parser.disjunction(levels: Self.mostLevels)
        try parser.expectEnd()
    }

    private struct Token {
        let text: String
        let isQuoted: Bool
        let column: Int
    }

    private struct Parser {
        private var tokens: ArraySlice<Token>
        private let end: Int
        private let problem: RunError?

        init(_ text: String) {
            var tokens: [Token] = []
            var rest = Array(text)[...]
            var problem: RunError?
            func column() -> Int { rest.startIndex + 1 }
            while let character = rest.first, problem == nil {
                let start = column()
                if character.isWhitespace {
                    rest.removeFirst()
                } else if character == "'" || character == "\"" {
                    rest.removeFirst()
                    let word = rest.prefix { $0 != character }
                    rest = rest.dropFirst(word.count)
                    if rest.popFirst() == nil {
                        problem = RunError(place: "--where, column \(start)", problem: "the quote is never closed")
                    }
                    tokens.append(Token(text: String(word), isQuoted: true, column: start))
                } else if "()~".contains(character) {
                    rest.removeFirst()
                    tokens.append(Token(text: String(character), isQuoted: false, column: start))
                } else if "=<>!".contains(character) {
                    let sign = rest.prefix { "=<>!".contains($0) }
                    rest = rest.dropFirst(sign.count)
                    tokens.append(Token(text: String(sign), isQuoted: false, column: start))
                } else {
                    let word = rest.prefix { !$0.isWhitespace && !"()~=<>!'\"".contains($0) }
                    rest = rest.dropFirst(word.count)
                    tokens.append(Token(text: String(word), isQuoted: false, column: start))
                }
            }
            self.tokens = tokens[...]
            self.problem = problem
            end = text.count + 1
        }

        private func error(_ expected: String) -> RunError {
            if let problem { return problem }
            let column = tokens.first?.column ?? end
            let found = tokens.first.map { "found \"\($0.text.shortened())\"" } ?? "the query ends"
            return RunError(place: "--where, column \(column)", problem: "\(found): expected \(expected)")
        }

        func expectEnd() throws(RunError) {
            if problem != nil || !tokens.isEmpty { throw error("and, or, or the end") }
        }

        private mutating func take(_ word: String) -> Bool {
            guard let token = tokens.first, !token.isQuoted, token.text.lowercased() == word else { return false }
            tokens.removeFirst()
            return true
        }

        mutating func disjunction(levels: Int) throws(RunError) -> Condition {
            var condition = try conjunction(levels: levels)
            while take("or") { condition = .or(condition, try conjunction(levels: levels)) }
            return condition
        }

        private mutating func conjunction(levels: Int) throws(RunError) -> Condition {
            var condition = try factor(levels: levels)
            while take("and") { condition = .and(condition, try factor(levels: levels)) }
            return condition
        }

        private mutating func factor(levels: Int) throws(RunError) -> Condition {
            guard levels > 0 else { throw error("at most \(mostLevels) levels of parentheses and nots") }
            if take("not") { return .not(try factor(levels: levels - 1)) }
            if take("(") {
                let condition = try disjunction(levels: levels - 1)
                guard take(")") else { throw error(")") }
                return condition
            }
            guard let key = tokens.first, !key.isQuoted, key.text.first?.isLetter == true else {
                throw error("a key such as loss, as in loss<0.1")
            }
            tokens.removeFirst()
            guard let sign = tokens.first, !sign.isQuoted, let comparison = Comparison(rawValue: sign.text) else {
                throw error("one of \(Comparison.allCases.map(\.rawValue).joined(separator: " "))")
            }
            tokens.removeFirst()
            guard let value = tokens.first, value.isQuoted || !"()~=<>!".contains(value.text.prefix(1)) else {
                throw error("a number, a word, or a text in quotes")
            }
            tokens.removeFirst()
            return .comparison(key: key.text, comparison, Self.value(value), typed: value.text)
        }

        /// A number whose digits stand in groups, "3_000", without the signs between them; any other text as it is.
        private static func ungrouped(_ text: String) -> String {
            let groups = text.split(separator: "_", omittingEmptySubsequences: false)
            let isGrouped = zip(groups, groups.dropFirst()).allSatisfy {
                $0.last?.isNumber == true && $1.first?.isNumber == true
            }
            return groups.count > 1 && isGrouped ? groups.joined() : text
        }

        private static func value(_ token: Token) -> RunValue {
            if token.isQuoted { return .text(token.text) }
            if let number = Double(ungrouped(token.text)), !number.isNaN { return .number(number) }
            return token.text == "true" || token.text == "false" ? .flag(token.text == "true") : .text(token.text)
        }
    }
}
