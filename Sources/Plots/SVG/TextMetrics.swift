/// Rough but safe text widths, for layout without a font engine.
enum TextMetrics {
    /// The size of tick labels, keys and notes.
    static let labelSize = 11.0
    /// The size of captions in files.
    static let captionSize = 12.0
    /// The size of figure titles.
    static let titleSize = 14.0

    /// The width of a line of text, a little more than in common user-interface fonts.
    static func width(_ text: String, size: Double = labelSize, bold: Bool = false) -> Double {
        let ems = MathText.runs(text).reduce(0.0) { sum, run in
            sum + run.text.reduce(0.0) { $0 + advance($1) } * (run.level == .base ? 1 : MathText.indexScale)
        }
        return ems * size * (bold ? 1.08 : 1)
    }

    private static func advance(_ character: Character) -> Double {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar {
        case "i", "j", "l", "I", "!", "|", ".", ",", ":", ";", "'", " ", "\u{A0}", "\u{202F}", "(", ")", "[", "]":
            return 0.36
        case "f", "t", "r", "-": return 0.42
        case "m", "w", "M", "W", "@", "%", "…", "→", "←", "↑", "↓", "−", "×", "=", "+": return 0.98
        case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": return 0.42
        case "A"..."Z": return 0.76
        case "\u{1100}"..."\u{11FF}", "\u{2E80}"..."\u{FFEF}", "\u{1F000}"...: return 1.05
        default: return 0.65
        }
    }

    /// The text, cut with an ellipsis if it is wider than the given width.
    static func fit(_ text: String, width limit: Double, size: Double = labelSize, bold: Bool = false) -> String {
        if width(text, size: size, bold: bold) <= limit { return text }
        // What is cut is set on one level, since a cut index would be no index.
        var kept = ""
        for character in MathText.plain(text) {
            guard width(kept + String(character) + "…", size: size, bold: bold) <= limit else { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// The text in lines no wider than the given width, at most `lines` of them; spaces that do not break stay.
    static func wrap(_ text: String, width limit: Double, size: Double, bold: Bool, lines maximum: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        let words = text.split { $0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" }
        for (index, word) in words.enumerated() {
            let longer = current.isEmpty ? String(word) : current + " " + word
            if current.isEmpty || width(longer, size: size, bold: bold) <= limit {
                current = longer
            } else if lines.count + 1 == maximum {
                current = ([current] + words[index...].map(String.init)).joined(separator: " ")
                break
            } else {
                lines.append(current)
                current = String(word)
            }
        }
        if !current.isEmpty { lines.append(current) }
        return lines.map { fit($0, width: limit, size: size, bold: bold) }
    }
}
