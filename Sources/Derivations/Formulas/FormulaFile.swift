/// The formulas of a text file, one a line.
///
///     # the hidden layer, both activations
///     model: relu, loss: mean
///     db2 = 2/(N*n) * sum_i (W3^T * ((y_i - x_i) .* [u3_i > 0])) .* [u2_i > 0]
///
/// A setting holds for the formulas below it. What follows a `#` is a comment.
public struct FormulaFile: Sendable {
    /// A line with a formula, or with a setting that is unknown.
    public struct Entry: Sendable {
        /// From 1.
        public let line: Int
        /// The column in which the line's text begins, from 1.
        public let column: Int
        /// The text as it was written.
        public let text: String
        /// What it is a derivative of.
        public let setting: FormulaSetting
        /// The formula, or why it cannot be read.
        public let formula: Result<GradientFormula, FormulaError>
    }

    /// The largest file: 1 MiB.
    public static let maximumSize = 1 << 20
    /// The most formulas of a file.
    public static let maximumCount = 1000

    /// The file, or a name for where the text came from.
    public let source: String
    /// The formulas in order.
    public let entries: [Entry]

    /// Reads the lines of a file; a line that is no formula is an entry with an error.
    ///
    /// So is an unknown setting, and it ends the reading: what the lines below it mean cannot be known.
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
