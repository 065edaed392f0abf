extension FigureCanvas {
    /// Adds a key in as many rows as it needs.
    mutating func addKey(_ entries: [KeyEntry]) {
        guard !entries.isEmpty else { return }
        var x = 0.0
        var group = SVGElement("g", ["class": "plot-key", "fill": .text(PlotTheme.ink)])
        for entry in entries {
            let name = TextMetrics.fit(entry.series.name, width: width - KeyEntry.swatchWidth - 6)
            let length = KeyEntry.swatchWidth + 6 + TextMetrics.width(name)
            if x > 0 && x + length > width {
                x = 0
                top += 16
            }
            group.append(contentsOf: entry.swatch(x: x, y: top + 8))
            group.append(.label(name, x: x + KeyEntry.swatchWidth + 6, y: top + 12))
            x += length + 16
        }
        top += 22
        content.append(group)
    }
}
