/// A plot made of braille characters, for a terminal.
///
/// It accepts the same marks as ``Chart``. Lines of different series differ in their dashes and markers in their shape,
/// so that the plot can be read without colour; areas and bands are drawn as their outlines. Rules are dotted lines,
/// and their labels and notes appear below the title.
///
/// ```swift
/// let plot = TerminalPlot(
///     "Training loss", x: Axis("epoch", scale: .log10), y: Axis("loss", scale: .log10),
///     marks: [.line(PlotPoint.samples(losses, from: 1))])
/// for line in plot.lines() { print(line) }
/// ```
public struct TerminalPlot: Sendable, Hashable {
    /// The parameters of every escape sequence in a plot: `ESC [ … m` with one of them sets a colour, or ends it.
    public static let colors = TerminalText.colors

    /// The title; empty for none.
    public var title: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// The layers, drawn in order.
    public var marks: [Mark]
    /// The greatest length of a line in characters.
    public var width: Int
    /// The number of lines.
    public var height: Int
    /// Whether to colour the series with ANSI escape sequences.
    public var color: Bool

    /// Creates a plot.
    ///
    /// The size is kept between 24 × 8 and 1000 × 1000 characters. Control characters in titles and labels are dropped,
    /// so that they cannot reach the terminal.
    public init(
        _ title: String = "", x: Axis = Axis(), y: Axis = Axis(), marks: [Mark], width: Int = 72, height: Int = 20,
        color: Bool = false
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.marks = marks
        self.width = min(max(width, 24), 1000)
        self.height = min(max(height, 8), 1000)
        self.color = color
    }

    /// The lines of the plot from top to bottom, without trailing blanks or line breaks.
    ///
    /// There are exactly ``height`` lines of at most ``width`` characters each.
    ///
    /// - Complexity: O(number of points + number of dots).
    public func lines() -> [String] {
        var head: [String] = []
        if !title.isEmpty { head.append(TerminalText.fit(title, width: width)) }
        head += TerminalText.wrap(keyItems, width: width, lines: max(1, height / 6))
        let domains = Chart(title, x: x, y: y, marks: marks).domains
        let yLabel = TerminalText.clean(y.label)
        if !yLabel.isEmpty {
            head.append(TerminalText.fit((domains.y.isReversed ? "↓ " : "↑ ") + yLabel, width: width))
        }
        let xLabel = TerminalText.clean(x.label)
        let rows = max(height - head.count - 2 - (xLabel.isEmpty ? 0 : 1), 1)
        var body = TerminalBody(self, domains: domains, rows: rows).lines()
        if !xLabel.isEmpty {
            let text = TerminalText.fit(domains.x.isReversed ? "← " + xLabel : xLabel + " →", width: width)
            body.append(String(repeating: " ", count: max(0, width - text.count)) + text)
        }
        return head + body
    }

    /// Names with samples, the labels of rules and notes.
    private var keyItems: [(text: String, length: Int)] {
        var items: [(text: String, length: Int)] = []
        for entry in KeyEntry.entries(for: marks) {
            let name = TerminalText.fit(entry.series.name, width: width - 7)
            let sample = TerminalBody.sample(entry)
            items.append((TerminalText.paint(sample, entry.series.style, color: color) + " " + name, 6 + name.count))
        }
        for mark in marks {
            switch mark {
            case .rule(_, let label) where !TerminalText.clean(label).isEmpty:
                let name = TerminalText.fit(label, width: width - 7)
                items.append(("⠂⠂⠂⠂⠂ " + name, 6 + name.count))
            case .note(let text) where !TerminalText.clean(text).isEmpty:
                let name = TerminalText.fit(text, width: width - 1)
                items.append((name, name.count))
            default: continue
            }
        }
        return items
    }
}
