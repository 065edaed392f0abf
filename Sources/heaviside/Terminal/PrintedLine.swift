import Diagnostics
import Plots

/// A line of results as a terminal that shows colours gets it.
enum PrintedLine {
    private static let escape = "\u{1B}["

    /// The text, with everything that could steer a terminal spelt out but the colours of plots.
    static func text(_ text: String) -> String {
        text.split(separator: escape, omittingEmptySubsequences: false).enumerated().map { index, part in
            let code = String(part.prefix { $0 != "m" })
            let isColor = index > 0 && code.count < part.count && TerminalPlot.colors.contains(code)
            return (index == 0 ? "" : isColor ? escape : escape.printable)
                + String(part).printable(keepingNewlines: true)
        }.joined()
    }
}
