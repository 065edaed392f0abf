public import Diagnostics

/// Why a formula, or a file of them, cannot be checked.
public struct FormulaError: InputError, Hashable, Encodable {
    /// The file, or a name for where the text came from.
    public internal(set) var source = ""
    /// The line, from 1; nil where the whole file is at fault.
    public internal(set) var line: Int?
    /// The column in characters, from 1; nil where the whole line is at fault.
    public internal(set) var column: Int?
    /// What is wrong.
    public let problem: String
    /// What would be right.
    public let expected: String?

    init(column: Int? = nil, _ problem: String, expected: String) {
        self.column = column
        self.problem = Self.shortened(problem)
        self.expected = Self.shortened(expected)
    }

    /// The text, with the middle left out where it is long.
    private static func shortened(_ text: String) -> String {
        text.count <= 240 ? text : "\(text.prefix(160)) … \(text.suffix(60))"
    }

    /// The error with its line and source, where these were not known when it arose.
    func at(line: Int? = nil, of source: String) -> FormulaError {
        var error = self
        error.source = source
        error.line = self.line ?? line
        return error
    }

    /// The file, line and column, such as "gradients.txt:3:14".
    public var place: String {
        [source, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
}
