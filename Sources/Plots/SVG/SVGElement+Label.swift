extension SVGElement {
    /// A line of text with its baseline at `y`; a halo in the colour of the page lets it stand on lines.
    static func label(
        _ text: String, x: Double, y: Double, anchor: String? = nil, fill: String? = nil, size: Double? = nil,
        bold: Bool = false, halo: Bool = false
    ) -> SVGElement {
        var element = SVGElement("text", ["x": .number(x), "y": .number(y)], text: text)
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

    /// A stroked path without fill.
    static func stroke(_ data: PathData, _ paint: String, width: Double = 1) -> SVGElement {
        SVGElement(
            "path",
            ["d": .text(data.text), "fill": "none", "stroke": .text(paint), "stroke-width": .number(width)])
    }
}
