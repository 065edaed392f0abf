/// The name of a series beside the end of its line, or the label of a horizontal rule.
struct EndLabel {
    /// The distance between the baselines of neighbours.
    static let spacing = 14.0
    /// The room before the text: a gap, a sample of the line, and a gap.
    static let inset = 24.0

    /// The series; nil for a rule.
    let entry: KeyEntry?
    let name: String
    /// The vertical coordinate of the end of the line.
    let value: Double
    /// The horizontal coordinate of the end of the line, where it lies within the plot; nil where the label stands
    /// beside the plot.
    var inside: Double?

    /// The room this label needs before its text.
    var inset: Double { entry == nil ? 6 : Self.inset }

    /// Whether this is the label of the given rule.
    func isRule(_ position: RulePosition, _ label: String) -> Bool {
        entry == nil && position == .horizontal(value) && label == name
    }

    /// The labels at the right edge, moved apart where their lines end close together.
    static func elements(_ labels: [EndLabel], in frame: PlotFrame) -> [SVGElement] {
        let rect = frame.rect
        var rows = labels.filter { $0.inside == nil }.map { label in
            let y = frame.y.position(of: label.value) ?? rect.bottom
            return (label: label, y: min(max(y, rect.top), rect.bottom))
        }
        rows.sort { $0.y < $1.y }
        for index in rows.indices.dropFirst() {
            rows[index].y = max(rows[index].y, rows[index - 1].y + spacing)
        }
        var limit = rect.bottom
        for index in rows.indices.reversed() {
            rows[index].y = min(rows[index].y, limit)
            limit = rows[index].y - spacing
        }
        return rows.flatMap { label, y in
            (label.entry?.swatch(x: rect.right + 6, y: y, width: 13) ?? [])
                + [.label(label.name, x: rect.right + label.inset, y: y + 4, fill: PlotTheme.ink)]
        }
    }
}
