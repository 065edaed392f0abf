internal import Diagnostics
internal import Exact

/// Parses a formula, `parameter = expression`, by recursive descent.
///
///     formula    = "d" parameter [ "[" index [ "," index ] "]" ] "=" expression
///     expression = [ "+" | "-" ] term { ( "+" | "-" ) term }
///     term       = factor { ( "*" | ".*" | "/" ) factor }
///     factor     = "-" factor | "sum_" index term | primary [ "^T" ] [ "[" index [ "," index ] "]" ]
///     primary    = number | name | "(" expression ")" | "[" expression comparison "0" "]" | "diag(" expression ")"
struct FormulaParser {
    /// The deepest nesting of parentheses, masks and sums.
    static let maximumDepth = 40

    private let vocabulary: FormulaVocabulary
    private let tokens: [FormulaToken]
    private var position = 0
    private var depth = 0

    init(_ tokens: [FormulaToken], vocabulary: FormulaVocabulary) {
        self.tokens = tokens
        self.vocabulary = vocabulary
    }

    /// Parses the left side up to `=`: the parameter and its indices.
    mutating func target() throws(FormulaError) -> (parameter: String, indices: [FormulaIndex], column: Int) {
        let names = vocabulary.parameters.map { "d" + $0.name }
        guard let word = current.word, word.hasPrefix("d"),
            vocabulary.shape(ofParameter: String(word.dropFirst())) != nil
        else {
            var expected = "the derivative by a parameter: " + FormulaSetting.alternatives(names)
            if let word = current.word, let near = NearestName.find(word, among: names) {
                expected += " (\(near)?)"
            }
            throw FormulaError(column: current.column, "found \(current.quoted)", expected: expected)
        }
        let column = current.column
        position += 1
        let indices = current.symbol == .openBracket ? try indices() : []
        if indices.count == 2, indices[0] == indices[1] {
            throw FormulaError(
                column: column, "the index \(indices[0]) appears twice on the left", expected: "two different letters")
        }
        try take(.equals, else: indices.isEmpty ? "= or [" : "=")
        return (String(word.dropFirst()), indices, column)
    }

    /// Parses the right side up to the end of the line.
    mutating func wholeExpression() throws(FormulaError) -> FormulaExpression {
        let result = try expression()
        guard current.kind == .end else { throw unexpected("an operator (+ - * .* /) or the end of the line") }
        return result
    }

    private mutating func expression() throws(FormulaError) -> FormulaExpression {
        try descend()
        defer { depth -= 1 }
        let column = current.column
        var terms: [FormulaExpression.Term] = []
        repeat {
            let sign = current
            if sign.symbol == .plus || sign.symbol == .minus { position += 1 }
            terms.append(.init(isNegative: sign.symbol == .minus, value: try term(), column: sign.column))
        } while current.symbol == .plus || current.symbol == .minus
        if terms.count == 1, !terms[0].isNegative { return terms[0].value }
        return FormulaExpression(.sum(terms), column: column)
    }

    private mutating func term() throws(FormulaError) -> FormulaExpression {
        let first = try factor()
        var factors: [FormulaExpression.Factor] = []
        while let operation {
            let column = current.column
            position += 1
            factors.append(.init(operation: operation, value: try factor(), column: column))
        }
        return factors.isEmpty ? first : FormulaExpression(.product(first, factors), column: first.column)
    }

    private var operation: FormulaExpression.Operation? {
        switch current.symbol {
        case .times: .times
        case .entrywise: .entrywise
        case .over: .over
        default: nil
        }
    }

    private mutating func factor() throws(FormulaError) -> FormulaExpression {
        let column = current.column
        var isNegative = false
        while current.symbol == .minus {
            isNegative.toggle()
            position += 1
        }
        let value: FormulaExpression
        if let word = current.word, word == "sum" || word.hasPrefix("sum_") {
            value = try total(word)
        } else {
            value = try postfixed()
        }
        return isNegative ? FormulaExpression(.negated(value), column: column) : value
    }

    private mutating func total(_ word: String) throws(FormulaError) -> FormulaExpression {
        let token = current
        guard let index = FormulaIndex(word.dropFirst("sum_".count)) else {
            throw unexpected("sum_ and one small letter, as in sum_i; several sums are sum_i sum_j")
        }
        guard vocabulary.sizes[index.description] == nil else {
            throw unexpected("another letter: \(index) is a number here")
        }
        position += 1
        try descend()
        defer { depth -= 1 }
        return FormulaExpression(.total(index, try term()), column: token.column)
    }

    /// Parses a primary with an optional transpose or an entry of it.
    private mutating func postfixed() throws(FormulaError) -> FormulaExpression {
        var result = try primary()
        var (isTransposed, isEntry) = (false, false)
        while true {
            if current.symbol == .power {
                position += 1
                guard current.word == "T" else { throw unexpected("T: ^T transposes, and there are no powers") }
                guard !isTransposed else { throw unexpected("an operator: this is already transposed") }
                isTransposed = true
                position += 1
                result = FormulaExpression(.transposed(result), column: result.column)
            } else if current.symbol == .openBracket {
                guard !isEntry else { throw unexpected("an operator: an entry has no index") }
                isEntry = true
                result = FormulaExpression(.entry(result, try indices()), column: result.column)
            } else {
                return result
            }
        }
    }

    private mutating func primary() throws(FormulaError) -> FormulaExpression {
        let token = current
        switch token.kind {
        case .number(let value):
            position += 1
            return FormulaExpression(.number(value), column: token.column)
        case .word("diag"):
            position += 1
            try take(.open, else: "( after diag")
            let inner = try expression()
            try take(.close, else: "an operator or )")
            return FormulaExpression(.diagonal(inner), column: token.column)
        case .word(let word):
            let form = try name(word)
            position += 1
            return FormulaExpression(form, column: token.column)
        case .symbol(.open):
            position += 1
            let inner = try expression()
            try take(.close, else: "an operator or )")
            return inner
        case .symbol(.openBracket):
            position += 1
            let inner = try expression()
            let comparison = try comparison()
            guard case .number(let zero) = current.kind, zero.isZero else {
                throw unexpected("0: a mask compares with 0")
            }
            position += 1
            try take(.closeBracket, else: "]")
            return FormulaExpression(.mask(inner, comparison), column: token.column)
        default:
            throw unexpected("a number, a name, sum_i, ( or [")
        }
    }

    private mutating func comparison() throws(FormulaError) -> FormulaExpression.Comparison {
        guard let symbol = current.symbol, let comparison = FormulaExpression.Comparison(rawValue: symbol.rawValue)
        else { throw unexpected("an operator, or one of > >= < <=") }
        position += 1
        return comparison
    }

    /// Resolves a word: a value, a size, or a value of a sample.
    private func name(_ word: String) throws(FormulaError) -> FormulaExpression.Form {
        if vocabulary.values[word] != nil || vocabulary.sizes[word] != nil { return .name(word) }
        if vocabulary.samples[word] != nil {
            throw unexpected("\(word)_i: each sample has its own \(word), under a sum over samples")
        }
        if let split = word.lastIndex(of: "_"), let index = FormulaIndex(word[word.index(after: split)...]) {
            let base = String(word[..<split])
            if vocabulary.samples[base] != nil {
                guard vocabulary.sizes[index.description] == nil else {
                    throw unexpected("another letter: \(index) is a number here")
                }
                return .sample(base, index)
            }
            if vocabulary.values[base] != nil {
                throw unexpected("\(base): it is the same for every sample, and its entries are written \(base)[j]")
            }
        }
        let near = NearestName.find(word, among: vocabulary.names).map { "\($0), or another of " } ?? "one of "
        throw FormulaError(
            column: current.column, "unknown name \(current.quoted)",
            expected: near + vocabulary.names.joined(separator: ", "))
    }

    /// Parses `[r]` or `[j,r]`.
    private mutating func indices() throws(FormulaError) -> [FormulaIndex] {
        try take(.openBracket, else: "[")
        var result: [FormulaIndex] = []
        repeat {
            if !result.isEmpty { position += 1 }
            guard let word = current.word, let index = FormulaIndex(word) else {
                throw unexpected("an index, that is one small letter; a mask is joined by .*")
            }
            guard vocabulary.sizes[word] == nil else { throw unexpected("another letter: \(word) is a number here") }
            position += 1
            result.append(index)
        } while current.symbol == .comma && result.count < 2
        try take(.closeBracket, else: result.count < 2 ? ", or ]" : "]: there are at most two indices")
        return result
    }

    private mutating func take(_ symbol: FormulaToken.Symbol, else expected: String) throws(FormulaError) {
        guard current.symbol == symbol else { throw unexpected(expected) }
        position += 1
    }

    private mutating func descend() throws(FormulaError) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw FormulaError(
                column: current.column, "parentheses and sums are nested too deeply",
                expected: "at most \(Self.maximumDepth) levels")
        }
    }

    private func unexpected(_ expected: String) -> FormulaError {
        FormulaError(column: current.column, "found \(current.quoted)", expected: expected)
    }

    /// The last token is the end of the line and is never passed.
    private var current: FormulaToken { tokens[min(position, tokens.count - 1)] }
}
