/// Text that is safe to print and of a known length.
enum TerminalText {
    /// The text on one level, without control, format and line-breaking characters.
    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in MathText.plain(text).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// The clean text, cut with an ellipsis if it is longer than the width.
    static func fit(_ text: String, width: Int) -> String {
        let text = clean(text)
        return text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
    }

    private static let slotColors = [
        1: "38;5;33", 2: "38;5;208", 3: "38;5;36", 4: "38;5;175", 5: "38;5;178", 6: "38;5;117",
    ]

    /// The parameters of every sequence that sets a colour here, or ends one.
    static let colors = Set(slotColors.values).union(["90", "1", "0"])

    /// The text in the colour of a series.
    static func paint(_ text: String, _ style: SeriesStyle, color: Bool) -> String {
        guard color, !text.isEmpty else { return text }
        let code = style.slotNumber.flatMap { slotColors[$0] } ?? (style == .muted ? "90" : "1")
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The items side by side, in at most the given number of lines.
    static func wrap(_ items: [(text: String, length: Int)], width: Int, lines maximum: Int) -> [String] {
        var lines: [String] = []
        var used = 0
        for item in items {
            if let last = lines.last, used + 3 + item.length <= width {
                lines[lines.count - 1] = last + "   " + item.text
                used += 3 + item.length
            } else if lines.count < maximum {
                lines.append(item.text)
                used = item.length
            } else {
                break
            }
        }
        return lines
    }
}
