extension FormulaSetting {
    private static let keys = ["model", "loss", "layout", "width"]

    /// Reads a line such as "model: relu, loss: mean"; settings that it does not name are kept.
    mutating func read(_ line: Substring) throws(FormulaError) {
        var column = 1
        for part in line.split(separator: ",", omittingEmptySubsequences: false) {
            try read(part: part, column: column)
            column += part.count + 1
        }
    }

    private mutating func read(part: Substring, column: Int) throws(FormulaError) {
        let halves = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let key = Self.word(halves[0], column: column)
        guard halves.count == 2, Self.keys.contains(key.text) else {
            throw FormulaError(
                column: key.column, "the setting '\(key.text)' is unknown",
                expected: Self.alternatives(Self.keys.map { "\($0):" }))
        }
        let value = Self.word(halves[1], column: column + halves[0].count + 1)
        switch key.text {
        case "model":
            model = try Self.choice(value, key: key.text, among: Model.allCases.map { ($0.rawValue, $0) })
        case "loss": chosenScaling = try Self.choice(value, key: key.text, among: Self.scalings)
        case "layout": layout = try Self.choice(value, key: key.text, among: Self.layouts)
        default: width = try Self.choice(value, key: key.text, among: Width.allCases.map { ($0.rawValue, $0) })
        }
    }

    private static func choice<Value>(
        _ word: (text: String, column: Int), key: String, among choices: [(word: String, value: Value)]
    ) throws(FormulaError) -> Value {
        guard let choice = choices.first(where: { $0.word == word.text }) else {
            throw FormulaError(
                column: word.column, "\(key): '\(word.text)' is unknown", expected: alternatives(choices.map(\.word)))
        }
        return choice.value
    }

    /// A part of a line without surrounding spaces, and the column in which it begins.
    private static func word(_ text: Substring, column: Int) -> (text: String, column: Int) {
        let space = text.prefix { $0.isWhitespace }.count
        var word = text.dropFirst(space)
        while let last = word.last, last.isWhitespace { word.removeLast() }
        return (String(word), column + space)
    }

    /// The words as "a, b or c".
    static func alternatives(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
