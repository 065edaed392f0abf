internal import Diagnostics

/// Lines of text no longer than a terminal is wide.
public enum TextLines {
    /// The narrowest terminal that lines are wrapped for.
    private static let narrowest = 40
    /// The blanks before the rest of a line, beside those before its beginning.
    private static let hanging = 2
    /// The last column where the text after a name may begin.
    private static let lastText = 36

    /// The lines, each that is too long in several.
    ///
    /// A line is broken at a blank, and a number keeps its unit. Its rest stands below what follows the name that it
    /// begins with, two or more blanks apart, or two columns to the right of its beginning. A word that is too long by
    /// itself, and a line with colours, stays as it is.
    ///
    /// - Parameters:
    ///   - lines: the lines, without line breaks.
    ///   - width: the greatest length of a line; 40 where it is less.
    /// - Returns: the lines, in their order.
    public static func wrapped(_ lines: [String], width: Int) -> [String] {
        lines.flatMap { line -> [String] in
            guard line.count > max(narrowest, width), !line.contains("\u{1B}") else { return [line] }
            let indent = line.prefix { $0 == " " }.count
            let start = textColumn(line) ?? indent
            return wrapped(
                String(line.dropFirst(start)), width: width, first: String(line.prefix(start)),
                rest: String(repeating: " ", count: start == indent ? indent + hanging : start))
        }
    }

    /// Where the text of a line begins that has names before it; nil where there is none.
    private static func textColumn(_ line: String) -> Int? {
        var (column, blanks, found): (Int, Int, Int?) = (0, 0, nil)
        var hasName = false
        for character in line.prefix(lastText + 1) {
            if character == " " {
                blanks += 1
            } else {
                if hasName, blanks > 1 { found = column }
                (blanks, hasName) = (0, true)
            }
            column += 1
        }
        return found
    }

    /// A text in lines of at most `width` characters, the first of which begins with `first`, and the others with
    /// `rest`; none for a text without words.
    public static func wrapped(_ text: String, width: Int, first: String, rest: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces(text) {
            if line.isEmpty {
                line = first + piece.drop { $0 == " " }
            } else if line.count + piece.count > max(narrowest, width) {
                lines.append(line)
                line = rest + piece.drop { $0 == " " }
            } else {
                line += piece
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// A text in the columns of a table: lines of at most `width` characters, or as long as its longest word.
    static func cell(_ text: String, width: Int) -> [String] {
        guard text.count > width else { return [text] }
        var lines = [""]
        for piece in pieces(text) {
            let last = lines[lines.count - 1]
            if last.isEmpty || last.count + piece.count > width {
                let word = String(piece.drop { $0 == " " })
                if last.isEmpty { lines[lines.count - 1] = word } else { lines.append(word) }
            } else {
                lines[lines.count - 1] += piece
            }
        }
        return lines
    }

    /// The length of the longest part of a text that is not broken.
    static func longestWord(_ text: String) -> Int {
        pieces(text).map { piece in piece.drop { $0 == " " }.count }.max() ?? 0
    }

    /// The words of a text, each with the blanks before it; a number and its unit are one word.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var blanks = ""
        var isNumber = false
        for part in text.split(separator: " ", omittingEmptySubsequences: false) {
            guard !part.isEmpty else {
                blanks += " "
                continue
            }
            if isNumber, blanks.isEmpty, NumberText.isUnit(part), let last = pieces.indices.last {
                pieces[last] += " " + part
            } else {
                pieces.append((pieces.isEmpty ? blanks : " " + blanks) + part)
            }
            blanks = ""
            isNumber = part.last?.isNumber == true
        }
        return pieces
    }
}
