extension Figure {
    /// The figure as a file of its own: with a page as its background, a margin on every side, and room for words.
    ///
    /// The colours are plain attributes with the light values, so that any program draws them; where the reader prefers
    /// dark pages and the program supports style sheets, the dark ones.
    ///
    /// - Parameters:
    ///   - id: as for ``svg(id:)``.
    ///   - title: a title above the drawing; empty for figures that draw their own.
    ///   - caption: what to see, set below the drawing; empty for none.
    ///   - switchesToDark: whether the file has the style sheet for dark pages.
    /// - Returns: the root element, with its width and height.
    public func standaloneSVG(
        id: String, title: String = "", caption: String = "", switchesToDark: Bool = true
    ) -> SVGElement {
        var root = svg(id: id).withoutProperties()
        let box = (root["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        let (width, height) = box.count == 4 ? (box[2], box[3]) : (640, 360)
        var (head, foot) = (FigureCanvas(id: id, width: width), FigureCanvas(id: id, width: width))
        head.addTitle(title)
        foot.addCaption(caption)
        let above = head.top
        let below = foot.content.isEmpty ? 0 : foot.top + StandaloneFigure.captionGap
        let margin = StandaloneFigure.margin
        let (left, top) = (-margin, -margin - above)
        let (fullWidth, fullHeight) = (width + 2 * margin, above + height + below + 2 * margin)
        root["viewBox"] = [left, top, fullWidth, fullHeight].compactMap(SVGNumber.format).joined(separator: " ")
        root["width"] = SVGNumber.format(fullWidth)
        root["height"] = SVGNumber.format(fullHeight)
        var page = SVGElement(
            "rect",
            [
                "x": .number(left), "y": .number(top), "width": .number(fullWidth), "height": .number(fullHeight),
                "fill": .text(PlotTheme.surface),
            ])
        page = page.withPlainColors().withoutProperties()
        let first = root.children.prefix { node in
            if case .element(let element) = node { element.name == "title" || element.name == "desc" } else { false }
        }
        root.children.insert(.element(page), at: first.count)
        let groups = [(head, -above), (foot, height + StandaloneFigure.captionGap)].map { words, y in
            SVGElement("g", ["transform": .text("translate(0 \(SVGNumber.format(y) ?? "0"))")], children: words.content)
        }
        for group in groups where !group.children.isEmpty {
            root.append(group.withPlainColors().withoutProperties())
        }
        if switchesToDark {
            let style = SVGElement("style", text: StandaloneFigure.darkStyle(root.colors))
            root.children.insert(.element(style), at: first.count)
        }
        return root
    }
}

/// What files of one figure have in common.
private enum StandaloneFigure {
    /// The room on every side.
    static let margin = 16.0
    /// The room between the drawing and its caption.
    static let captionGap = 6.0

    /// The dark values of the colours that a figure uses.
    static func darkStyle(_ colors: Set<String>) -> String {
        let rules = PlotTheme.properties.filter { colors.contains($0.light) }.map { property in
            "[fill=\"\(property.light)\"] { fill: \(property.dark); } [stroke=\"\(property.light)\"] { stroke: \(property.dark); }"
        }
        return "@media (prefers-color-scheme: dark) {\n  \(rules.joined(separator: "\n  "))\n}\n"
    }
}
