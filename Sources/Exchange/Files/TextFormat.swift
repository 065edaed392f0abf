/// What a file of text looks like, by its first bytes.
///
/// Unlike ``ForeignFormat`` this is a guess, for messages about a file in a place where no text belongs.
enum TextFormat {
    case empty
    case yaml
    case table
    case numbers
    case text

    /// Looks at the beginning of a file; nil where it is not text.
    ///
    /// - Complexity: O(1): only the first bytes are looked at.
    init?(_ bytes: [UInt8]) {
        let beginning = bytes.prefix(512)
        // A character of several bytes may be cut off at the end.
        let whole = (0...3).lazy.compactMap { String(validating: beginning.dropLast($0), as: UTF8.self) }.first
        guard let whole, whole.unicodeScalars.allSatisfy({ $0.value >= 0x20 || [0x09, 0x0A, 0x0D].contains($0.value) })
        else { return nil }
        let lines = whole.split(whereSeparator: \.isNewline)
            .filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#") }
        guard let first = lines.first else {
            self = .empty
            return
        }
        if first.hasPrefix("---") || Self.isKey(first) || lines.prefix(3).contains(where: { $0.hasPrefix("- ") }) {
            self = .yaml
        } else if Self.areRows(lines.prefix(2)) {
            self = .table
        } else if first.split(separator: " ").allSatisfy({ Double($0) != nil }) {
            self = .numbers
        } else {
            self = .text
        }
    }

    /// Whether lines have as many fields each, and more than one; a single line has no blank after its separator, as a
    /// sentence has.
    private static func areRows(_ lines: ArraySlice<Substring>) -> Bool {
        [",", ";", "\t"].contains { (separator: Character) in
            let counts = Set(lines.map { line in line.count { $0 == separator } })
            guard counts.count == 1, counts.first ?? 0 > 0, let first = lines.first else { return false }
            return lines.count > 1 || !first.contains("\(separator) ")
        }
    }

    /// Whether a line is `key:` or `key: value`, the key being one word.
    private static func isKey(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return false }
        let after = line.index(after: colon)
        return line[..<colon].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." }
            && (after == line.endIndex || line[after] == " ")
    }

    /// The format with an article.
    var name: String {
        switch self {
        case .empty: "a text without a word"
        case .yaml: "a text that looks like YAML, such as a spec"
        case .table: "a text that looks like a table (.csv)"
        case .numbers: "a text of numbers"
        case .text: "a text"
        }
    }
}
