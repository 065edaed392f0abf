/// Draws marks as SVG.
struct MarkDrawing {
    static let lineWidth = 1.75
    static let markerRadius = 2.5
    static let shadedRadius = 3.5
    static let ringRadius = 5.5
    static let areaOpacity = 0.3

    let frame: PlotFrame
    /// The scale of line widths and markers, less than 1 in small panels.
    var weight = 1.0

    /// The elements of one mark, without its label.
    func elements(_ mark: Mark, _ geometry: MarkGeometry) -> [SVGElement] {
        switch mark {
        case .rule(let position, _): return rule(position)
        case .note: return []
        case .stems(_, let series): return stems(geometry, series.style)
        case .points(_, let series):
            return Marker.elements(geometry.dots, style: series.style, radius: Self.markerRadius * weight)
        case .zeros(_, let series):
            return Marker.elements(geometry.dots, style: series.style, radius: Self.markerRadius * weight)
        case .rings(_, let series):
            return Marker.rings(geometry.dots, style: series.style, radius: Self.ringRadius * weight)
        case .starts(_, let series): return starts(geometry, series.style)
        case .shaded(_, let values, _): return shaded(geometry, values)
        case .line(_, let series), .steps(_, let series, _), .area(_, let series, _), .band(_, _, let series),
            .ranges(_, let series):
            return curve(geometry, series.style)
        }
    }

    /// A line in the colour and the dashes of a style.
    static func line(_ data: PathData, _ style: SeriesStyle, weight: Double = 1) -> SVGElement {
        var element = SVGElement.stroke(data, style.paint, width: lineWidth * weight)
        element["stroke-linejoin"] = "round"
        if !style.dashes.isEmpty {
            element["stroke-dasharray"] = style.dashes.map(String.init).joined(separator: " ")
        }
        return element
    }

    private func curve(_ geometry: MarkGeometry, _ style: SeriesStyle) -> [SVGElement] {
        var elements: [SVGElement] = []
        if !geometry.polygons.isEmpty {
            var data = PathData()
            for polygon in geometry.polygons { data.polygon(polygon) }
            elements.append(
                SVGElement(
                    "path",
                    [
                        "d": .text(data.text), "fill": .text(style.paint),
                        "fill-opacity": .number(Self.areaOpacity),
                    ]))
        }
        if !geometry.lines.isEmpty {
            var data = PathData()
            for line in geometry.lines { data.polyline(line) }
            elements.append(Self.line(data, style, weight: weight))
        }
        // Beside a line a point is a part of it; alone it has to be seen.
        let radius = geometry.lines.isEmpty ? Self.markerRadius : Self.lineWidth
        return elements + Marker.elements(geometry.isolated, style: style, radius: radius * weight)
    }

    private func stems(_ geometry: MarkGeometry, _ style: SeriesStyle) -> [SVGElement] {
        guard let first = geometry.stems.first, let last = geometry.stems.last else { return [] }
        var data = PathData()
        for stem in geometry.stems {
            data.move(to: stem.base)
            data.vertical(to: stem.tip.y)
        }
        let spacing = abs(last.base.x - first.base.x) / Double(max(1, geometry.stems.count - 1))
        let crowded = geometry.stems.count > 1 && spacing < 3
        let width = crowded ? max(0.5, spacing / 2) : 1.25
        let lines = SVGElement.stroke(data, style.paint, width: width * weight)
        if crowded { return [lines] }
        let radius = min(Self.markerRadius, geometry.stems.count > 1 ? spacing * 0.36 : Self.markerRadius)
        return [lines] + Marker.elements(geometry.dots, style: style, radius: radius * weight)
    }

    /// Solid whatever the style, since they are shorter than dashes.
    private func starts(_ geometry: MarkGeometry, _ style: SeriesStyle) -> [SVGElement] {
        var data = PathData()
        for line in geometry.lines { data.polyline(line) }
        return data.isEmpty ? [] : [.stroke(data, style.paint, width: 1.5 * Self.lineWidth * weight)]
    }

    /// One path a colour; an outline keeps the lightest ones visible on a light page, and the darkest on a dark one.
    private func shaded(_ geometry: MarkGeometry, _ values: [Double]) -> [SVGElement] {
        let palette = HeatPalette.viridis
        let extent = DataExtent(values)
        var levels = Array(repeating: PathData(), count: palette.levels)
        var outline = PathData()
        for (dot, index) in zip(geometry.dots, geometry.dotIndices) where index < values.count {
            guard values[index].isFinite else { continue }
            let share = extent.lower < extent.upper ? (values[index] - extent.lower) / (extent.upper - extent.lower) : 0
            levels[palette.markerLevel(share)].dot(at: dot)
            outline.dot(at: dot)
        }
        guard !outline.isEmpty else { return [] }
        func dots(_ data: PathData, _ paint: String, _ radius: Double) -> SVGElement {
            var element = SVGElement.stroke(data, paint, width: 2 * radius * weight)
            element["stroke-linecap"] = "round"
            return element
        }
        return [dots(outline, PlotTheme.muted, Self.shadedRadius + 0.8)]
            + palette.colored(levels).map { dots($0.data, $0.color, Self.shadedRadius) }
    }

    private func rule(_ position: RulePosition) -> [SVGElement] {
        let rect = frame.rect
        var data = PathData()
        switch position {
        case .horizontal(let value):
            guard let y = frame.y.position(of: value), frame.y.contains(value) else { return [] }
            data.move(to: Pixel(x: rect.left, y: y))
            data.horizontal(to: rect.right)
        case .vertical(let value):
            guard let x = frame.x.position(of: value), frame.x.contains(value) else { return [] }
            data.move(to: Pixel(x: x, y: rect.bottom))
            data.vertical(to: rect.top)
        }
        var element = SVGElement.stroke(data, PlotTheme.muted, width: weight)
        element["stroke-dasharray"] = "4 3"
        return [element]
    }
}
