extension Figure {
    /// The figure as a file of its own, with a page as its background and with colours for programs that do not support
    /// custom properties.
    ///
    /// The colours are the light ones; where the reader prefers dark pages and the program supports style sheets, the
    /// dark ones.
    public func standaloneSVG(id: String) -> SVGElement {
        let drawn = svg(id: id)
        var root = drawn.withLiteralColors()
        let dark = PlotTheme.properties.map { property in
            "[fill=\"\(property.light)\"] { fill: \(property.dark); } [stroke=\"\(property.light)\"] { stroke: \(property.dark); }"
        }
        let style = SVGElement(
            "style", text: "@media (prefers-color-scheme: dark) {\n  \(dark.joined(separator: "\n  "))\n}\n")
        let page = SVGElement("rect", ["width": "100%", "height": "100%", "fill": .text(PlotTheme.surface)])
            .withLiteralColors()
        let head = root.children.prefix { node in
            if case .element(let element) = node { element.name == "title" || element.name == "desc" } else { false }
        }
        root.children.insert(contentsOf: [.element(style), .element(page)], at: head.count)
        return root
    }
}

extension SVGElement {
    /// The element with every custom property replaced by its fallback.
    fileprivate func withLiteralColors() -> SVGElement {
        var copy = self
        for name in attributeNames {
            guard let value = self[name], value.hasPrefix("var("), let comma = value.firstIndex(of: ","),
                value.hasSuffix(")")
            else { continue }
            copy[name] = String(value[value.index(comma, offsetBy: 2)..<value.index(before: value.endIndex)])
        }
        copy.children = children.map { node in
            if case .element(let element) = node { .element(element.withLiteralColors()) } else { node }
        }
        return copy
    }
}
