/// A figure under construction: what has been drawn, and how much of the top is taken.
struct FigureCanvas {
    let id: String
    let width: Double
    /// Where the next row from the top begins.
    var top = 0.0
    var content: [SVGElement] = []

    /// Creates an empty figure; unreasonable widths are replaced.
    init(id: String, width: Double) {
        let scalars = id.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", ":": Character(scalar)
            default: "-"
            }
        }
        self.id = scalars.isEmpty ? "plot" : String(scalars)
        self.width = FigureCanvas.size(width, least: 160, usual: 640)
    }

    /// A size kept within sensible bounds.
    static func size(_ size: Double, least: Double, usual: Double) -> Double {
        size.isFinite ? min(max(size, least), 10_000) : usual
    }

    /// Adds the title in at most two lines.
    mutating func addTitle(_ title: String) {
        let size = TextMetrics.titleSize
        for line in TextMetrics.wrap(title, width: width, size: size, bold: true, lines: 2) {
            top += size + 3
            content.append(.label(line, x: 0, y: top - 4, fill: PlotTheme.ink, size: size, bold: true))
        }
        if top > 0 { top += 5 }
    }

    /// Adds a caption in as many lines as it needs, as far as a page goes.
    mutating func addCaption(_ caption: String) {
        let size = TextMetrics.captionSize
        for line in TextMetrics.wrap(caption, width: width, size: size, bold: false, lines: 60) {
            top += size + 5
            content.append(.label(line, x: 0, y: top, size: size))
        }
    }

    /// The finished figure.
    func root(kind: String, title: String, description: String, height: Double) -> SVGElement {
        var root = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "plot plot-\(kind)", "id": .text(id),
                "viewBox": .text("0 0 \(SVGNumber.format(width) ?? "640") \(SVGNumber.format(height) ?? "360")"),
                "width": "100%", "role": "img",
                "aria-labelledby": .text(description.isEmpty ? "\(id)-title" : "\(id)-title \(id)-desc"),
                "font-family": .text(PlotTheme.fontFamily), "font-size": .number(TextMetrics.labelSize),
                "fill": .text(PlotTheme.muted),
            ])
        root.append(SVGElement("title", ["id": "\(id)-title"], text: MathText.plain(title)))
        if !description.isEmpty {
            root.append(SVGElement("desc", ["id": "\(id)-desc"], text: MathText.plain(description)))
        }
        root.append(contentsOf: content)
        return root.withPlainColors()
    }
}
