/// The formulas of a text file, one a line.
///
///     # the hidden layer, both activations
///     model: relu, loss: mean
///     db2 = 2/(N*n) * sum_i (W3^T * ((y_i - x_i) .* [u3_i > 0])) .* [u2_i > 0]
///
/// A setting applies to the formulas below it. What follows a `#` is a comment.
public struct FormulaFile: Sendable {
    /// A line with a formula or with an unknown setting.
    public struct Entry: Sendable {
        /// The line, from 1.
        public let line: Int
        /// The column in which the line's text begins, from 1.
        public let column: Int
        /// The text as it was written.
        public let text: String
        /// The setting of the formula.
        public let setting: FormulaSetting
        /// The formula, or why it cannot be parsed.
        public let formula: Result<GradientFormula, FormulaError>
    }

    /// The largest file: 1 MiB.
    public static let maximumSize = 1 << 20
    /// The largest number of formulas in a file.
    public static let maximumCount = 1000

    /// The file, or a name for where the text came from.
    public let source: String
    /// The formulas in order.
    public let entries: [Entry]

    /// Reads the lines of a file; a line that is not a formula becomes an entry with an error.
    ///
    /// An unknown setting also becomes an entry with an error, and reading stops there: the meaning of the lines below
    /// it cannot be known.
    ///
    /// - Throws: ``FormulaError`` where the file is too large, is not UTF-8 or has no formula.
    public init(_ bytes: [UInt8], source: String) throws(FormulaError) {
        guard bytes.count <= Self.maximumSize else {
            throw FormulaError("the file has \(bytes.count) bytes", expected: "at most \(Self.maximumSize)").at(
                of: source)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FormulaError("the file is not UTF-8", expected: "a text of formulas").at(of: source)
        }
        self.source = source
        var setting = FormulaSetting()
        var entries: [Entry] = []
        let lines = (text.first == "\u{FEFF}" ? text.dropFirst() : text[...])
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (k, whole) in lines.enumerated() {
            let line = whole.prefix { $0 != "#" }
            if line.allSatisfy(\.isWhitespace) { continue }
            let isSetting = line.contains(":") && !line.contains(":=")
            let formula: Result<GradientFormula, FormulaError>
            do {
                if isSetting {
                    try setting.read(line)
                    continue
                }
                formula = .success(try GradientFormula(line, setting: setting))
            } catch {
                formula = .failure(error.at(line: k + 1, of: source))
            }
            guard entries.count < Self.maximumCount else {
                throw FormulaError("too many formulas", expected: "at most \(Self.maximumCount)").at(
                    line: k + 1, of: source)
            }
            entries.append(
                Entry(
                    line: k + 1, column: line.prefix(while: \.isWhitespace).count + 1, text: Self.trimmed(line),
                    setting: setting, formula: formula))
            if isSetting { break }
        }
        guard !entries.isEmpty else {
            throw FormulaError("the file has no formula", expected: "a line such as db2 = sum_i W3^T * (y_i - x_i)").at(
                of: source)
        }
        self.entries = entries
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line.drop(while: \.isWhitespace)
        while let last = line.last, last.isWhitespace { line.removeLast() }
        return String(line)
    }
}
