extension String {
    /// The text on one line, with everything that could steer a terminal spelt out.
    ///
    /// Control characters, format characters (which include the bidirectional marks), line separators and paragraph
    /// separators become `\u{…}` with the hexadecimal code point.
    public var printable: String { printable(keepingNewlines: false) }

    /// The text, with everything that could steer a terminal spelt out; its own line ends stay where they are wanted.
    ///
    /// - Parameter keepingNewlines: whether `\n` stays; every other control character is always spelt out.
    /// - Returns: the text that is safe to print.
    public func printable(keepingNewlines: Bool) -> String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where keepingNewlines && scalar == "\n":
                result.unicodeScalars.append(scalar)
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The beginning of the text with "…" after it, where it is longer than `limit` code points; else the text.
    ///
    /// Code points are counted, since a single character may be any number of them.
    public func shortened(to limit: Int = 80) -> String {
        guard
            let end = unicodeScalars.index(
                unicodeScalars.startIndex, offsetBy: limit, limitedBy: unicodeScalars.endIndex),
            end != unicodeScalars.endIndex
        else { return self }
        return String(unicodeScalars[..<end]) + "…"
    }
}
