extension SVGElement {
    /// The element with each colour of the theme as a plain attribute, and its custom property beside it in `style`.
    ///
    /// Programs that know no custom properties skip the declaration and draw the light colour; a browser follows the
    /// page.
    func withPlainColors() -> SVGElement {
        var copy = self
        var declarations: [String] = []
        for name in attributeNames {
            guard let value = self[name], let color = PlotTheme.lightColor(of: value) else { continue }
            copy[name] = color
            declarations.append("\(name):\(value)")
        }
        if !declarations.isEmpty {
            copy["style"] = ([self["style"]].compactMap { $0 } + declarations).joined(separator: ";")
        }
        copy.children = children.map { node in
            if case .element(let element) = node { .element(element.withPlainColors()) } else { node }
        }
        return copy
    }

    /// The fills and strokes of the element and of all inside it.
    var colors: Set<String> {
        var found = Set(["fill", "stroke"].compactMap { self[$0] })
        for case .element(let child) in children { found.formUnion(child.colors) }
        return found
    }

    /// The element without the custom properties that ``withPlainColors()`` put beside its colours.
    func withoutProperties() -> SVGElement {
        var copy = self
        if self["style"]?.contains("var(--plot-") == true { copy["style"] = nil }
        copy.children = children.map { node in
            if case .element(let element) = node { .element(element.withoutProperties()) } else { node }
        }
        return copy
    }
}
