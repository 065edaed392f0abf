extension SVGElement {
    /// A line of text with the markup of ``MathText`` and its baseline at `y`; a halo in the colour of the page lets it
    /// stand on lines.
    static func label(
        _ text: String, x: Double, y: Double, anchor: String? = nil, fill: String? = nil, size: Double? = nil,
        bold: Bool = false, halo: Bool = false
    ) -> SVGElement {
        var element = SVGElement("text", ["x": .number(x), "y": .number(y)])
        element.children = textNodes(text, size: size ?? TextMetrics.labelSize)
        // Some programs drop spaces, of any kind, at the ends of a span.
        if element.children.count > 1 { element["xml:space"] = "preserve" }
        element["text-anchor"] = anchor
        element["fill"] = fill
        element["font-size"] = size.flatMap(SVGNumber.format)
        if bold { element["font-weight"] = "600" }
        if halo {
            element["paint-order"] = "stroke"
            element["stroke"] = PlotTheme.surface
            element["stroke-width"] = "3"
            element["stroke-linejoin"] = "round"
        }
        return element
    }

    /// The text as it is; sub- and superscripts as smaller spans, moved off the baseline and back again.
    private static func textNodes(_ text: String, size: Double) -> [SVGNode] {
        var height = 0.0
        let runs = MathText.runs(text)
        if runs.allSatisfy({ $0.level == .base }) { return [.text(text)] }
        return runs.map { run in
            let shift = run.level == .base ? 0 : run.level == .lower ? size * 0.22 : size * -0.38
            defer { height = shift }
            var span = SVGElement("tspan", ["dy": .number(shift - height)], text: run.text)
            if run.level != .base { span["font-size"] = SVGNumber.format(size * MathText.indexScale) }
            return shift == height && run.level == .base ? .text(run.text) : .element(span)
        }
    }

    /// A stroked path without fill.
    static func stroke(_ data: PathData, _ paint: String, width: Double = 1) -> SVGElement {
        SVGElement(
            "path",
            ["d": .text(data.text), "fill": "none", "stroke": .text(paint), "stroke-width": .number(width)])
    }
}
