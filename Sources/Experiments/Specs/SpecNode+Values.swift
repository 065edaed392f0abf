internal import Diagnostics
internal import Networks

// Words and numbers of a spec, in the forms and the ranges of the table.

extension SpecNode {
    func string() throws(SpecError) -> String {
        guard let text = node.text else { throw error("expected a word, found \(found)") }
        return text
    }

    /// The path of a file.
    func file() throws(SpecError) -> String {
        let text = try string()
        guard !text.isEmpty, !text.contains("\0") else {
            throw error("expected the path of a file, as in \(entry?.example ?? "model.safetensors"), found \(found)")
        }
        return text
    }

    /// One of the words that the table allows.
    func word() throws(SpecError) -> String {
        for case .word(let words) in entry?.forms ?? [] where node.text.map(words.contains) != true {
            guard let text = node.text else { throw error("expected \(SpecForm.word(words).phrase), found \(found)") }
            let others = (entry?.forms ?? []).contains { form in
                switch form {
                case .list, .mapping: true
                default: false
                }
            }
            throw error(
                "unknown value \"\(text.shortened())\"; " + NearestName.hint(text, among: words)
                    + (others ? ", or a value such as \(entry?.example ?? "")" : ""))
        }
        return try string()
    }

    func word<Value: RawRepresentable & CaseIterable>(
        _ type: Value.Type
    ) throws(SpecError) -> Value where Value.RawValue == String {
        let text = try word()
        guard let value = Value(rawValue: text) else {
            throw error(
                "unknown value \"\(text.shortened())\"; "
                    + NearestName.hint(text, among: Value.allCases.map(\.rawValue)))
        }
        return value
    }

    func boolean() throws(SpecError) -> Bool {
        switch node.plainText {
        case "true": return true
        case "false": return false
        default: throw error("expected true or false, found \(found)" + unquoting(["true", "false"].contains))
        }
    }

    func integer() throws(SpecError) -> Int {
        guard let value = node.whole else {
            throw error(
                "expected \(wholePhrase), found \(found)" + unquoting { (WholeNumber.value(of: $0) as Int?) != nil }
                    + plainDigits)
        }
        for case .whole(let range) in entry?.forms ?? [] where !range.contains(value) {
            throw error("\(value): expected \(SpecForm.whole(range).phrase)")
        }
        return value
    }

    private var wholePhrase: String {
        for case .whole(let range) in entry?.forms ?? [] { return SpecForm.whole(range).phrase }
        return "a whole number"
    }

    func seed() throws(SpecError) -> UInt64 {
        guard let text = node.plainText, let value: UInt64 = WholeNumber.value(of: text) else {
            throw error(
                "expected \(SpecForm.seed.phrase), found \(found)"
                    + unquoting { (WholeNumber.value(of: $0) as UInt64?) != nil } + plainDigits)
        }
        return value
    }

    /// A number in the range of the table that a format holds.
    ///
    /// - Parameter format: the format; nil for the one of the run. Shares, times and positions, which no weight and no
    ///   value of the data meets, are double-precision numbers in every run.
    /// - Returns: the number.
    /// - Throws: ``SpecError`` for other text, and for a number that is out of range or not in the format.
    func number(as format: NumberFormat? = nil) throws(SpecError) -> Double {
        for case .number(let range) in entry?.forms ?? [] { return try number(in: range, as: format ?? self.format) }
        return try number(in: .finite, as: format ?? self.format)
    }

    /// Two numbers in the range of the table, the first at most the second, that a format holds; nil for the run's.
    func pair(as format: NumberFormat? = nil) throws(SpecError) -> ClosedRange<Double> {
        let format = format ?? self.format
        var range = NumberRange.finite
        for case .pair(let found) in entry?.forms ?? [] { range = found }
        let bounds = node.list == nil ? [] : try list()
        guard bounds.count == 2 else { throw error("expected two numbers, [lower, upper]") }
        let (lower, upper) = (try bounds[0].number(in: range, as: format), try bounds[1].number(in: range, as: format))
        guard lower <= upper else {
            throw error("\(NumberText.interval(lower, upper)): expected lower ≤ upper")
        }
        return lower...upper
    }

    private func number(in range: NumberRange, as format: NumberFormat) throws(SpecError) -> Double {
        let text = (node.plainText ?? "").filter { $0 != "_" }
        guard let value = Double(text), !value.isNaN, WholeNumber.isGrouped(node.plainText ?? "") else {
            throw error(
                "expected a finite number, found \(found)" + unquoting { Double($0)?.isFinite == true } + plainDigits)
        }
        if value.isInfinite || value == 0 {
            // Beyond the largest number and below the smallest one a text is read as ∞ and as 0.
            let digits = text.prefix { !"eEpP".contains($0) }.drop { "+-".contains($0) }
            let isHexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
            let hasDigit = (isHexadecimal ? digits.dropFirst(2) : digits).contains { $0.isHexDigit && $0 != "0" }
            if value.isInfinite {
                throw error(
                    "expected a finite number, found \(found)"
                        + (digits.contains(where: \.isNumber) ? ", which is infinite even in float64" : ""))
            }
            if hasDigit {
                let right = range.contains(0) ? "0, or a larger number" : "\(range)"
                throw error("\(text.shortened()) is 0 even in float64: expected \(right)")
            }
        }
        guard range.contains(value) else { throw error("\(text.shortened()): expected \(range)") }
        if let nearest = WholeNumber.rounded(text) {
            throw error(
                "\(text.shortened()) is \(nearest.shortened()) in float64: expected a number that float64 has, such as that "
                    + "one")
        }
        // What rounding does to the data is said in the run's results; the numbers of a recipe are refused, but for the
        // ends of their range, which the reference names.
        let isEnd = value == range.lower || value == range.upper
        let problem =
            isEnd || path == "signals" || path.hasPrefix("signals.")
            ? format.objection(to: value, zeroIsRight: range.contains(0)) : format.objection(to: value, in: range)
        if let problem { throw error(problem) }
        return value
    }

    /// What to write for a number as people and reports print it; empty for another text.
    private var plainDigits: String {
        node.plainText.flatMap(PrintedNumber.plain).map { ": write \($0)" } ?? ""
    }

    /// What to do about quotes around a text that would be right without them; empty for another value.
    private func unquoting(_ isRight: (String) -> Bool) -> String {
        guard case .scalar(let text, isQuoted: true) = node.content, isRight(text.filter { $0 != "_" }) else {
            return ""
        }
        return ": write \(text.shortened()) without quotes"
    }
}
