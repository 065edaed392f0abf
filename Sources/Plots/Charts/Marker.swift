/// The marker shapes of the series.
enum Marker {
    /// Paths that draw a marker of the style at each point.
    static func elements(_ points: [Pixel], style: SeriesStyle, radius: Double) -> [SVGElement] {
        guard !points.isEmpty else { return [] }
        switch style.patternNumber {
        case 2: return [outlined(points, style, [(-1, -1), (1, -1), (1, 1), (-1, 1)], radius * 0.95)]
        case 3: return [outlined(points, style, [(0, -1.25), (1.15, 0.85), (-1.15, 0.85)], radius)]
        case 4: return [outlined(points, style, [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)], radius)]
        case 5: return [crossed(points, style, [(-1, -1), (1, 1), (-1, 1), (1, -1)], radius)]
        case 6: return [crossed(points, style, [(0, -1.25), (0, 1.25), (-1.25, 0), (1.25, 0)], radius)]
        default:
            var data = PathData()
            for point in points { data.dot(at: point) }
            var element = SVGElement.stroke(data, style.paint, width: radius * 2)
            element["stroke-linecap"] = "round"
            return [element]
        }
    }

    /// Circles around the points.
    static func rings(_ points: [Pixel], style: SeriesStyle, radius: Double) -> [SVGElement] {
        points.map { point in
            SVGElement(
                "circle",
                [
                    "cx": .number(point.x), "cy": .number(point.y), "r": .number(radius), "fill": "none",
                    "stroke": .text(style.paint), "stroke-width": 1.5,
                ])
        }
    }

    private static func outlined(
        _ points: [Pixel], _ style: SeriesStyle, _ corners: [(Double, Double)], _ radius: Double
    ) -> SVGElement {
        var data = PathData()
        for point in points {
            data.polygon(corners.map { Pixel(x: point.x + $0.0 * radius, y: point.y + $0.1 * radius) })
        }
        return SVGElement("path", ["d": .text(data.text), "fill": .text(style.paint)])
    }

    private static func crossed(
        _ points: [Pixel], _ style: SeriesStyle, _ ends: [(Double, Double)], _ radius: Double
    ) -> SVGElement {
        var data = PathData()
        for point in points {
            for (index, end) in ends.enumerated() {
                let corner = Pixel(x: point.x + end.0 * radius, y: point.y + end.1 * radius)
                if index.isMultiple(of: 2) { data.move(to: corner) } else { data.line(to: corner) }
            }
        }
        return .stroke(data, style.paint, width: radius * 0.6)
    }
}
