/// Checks the text of a spec before a YAML reader sees it.
enum SpecText {
    /// The text without a byte-order mark.
    static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// The line, from 1, of the first anchor or alias outside quotes and comments; nil where there is none.
    ///
    /// Specs have no use for them, and a few lines of nested aliases stand for more values than a memory holds.
    static func lineOfAlias(_ text: String) -> Int? {
        var line = 1
        var quote: Unicode.Scalar?
        var isComment = false
        var previous: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if scalar == "\n" {
                line += 1
                isComment = false
                continue
            }
            if isComment { continue }
            if let open = quote {
                if scalar == open, open == "'" || previous != "\\" { quote = nil }
                continue
            }
            let beginsToken = " \t\n\r[{,:?-".unicodeScalars.contains(previous)
            switch scalar {
            case "#" where beginsToken: isComment = true
            case "'", "\"": if beginsToken { quote = scalar }
            case "&", "*": if beginsToken { return line }
            default: break
            }
        }
        return nil
    }
}
