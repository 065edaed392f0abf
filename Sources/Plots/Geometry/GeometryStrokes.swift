/// The strokes of geometric drawings as SVG.
enum GeometryStrokes {
    static let halfSpaceOpacity = 0.14
    static let planeOpacity = 0.17
    static let arrowHead = 8.0

    /// A broken line; dashes get an edge in the colour of the page, so that they can be seen on other lines too.
    static func line(_ points: [Pixel], _ paint: String, _ stroke: GeometryMark.Stroke) -> [SVGElement] {
        var data = PathData()
        data.polyline(points)
        let width: Double =
            switch stroke {
            case .solid: 2.5
            case .broad: 5.5
            case .dashed: 1.5
            case .dotted: 1.6
            }
        var element = SVGElement.stroke(data, paint, width: width)
        element["stroke-linejoin"] = "round"
        switch stroke {
        case .solid: break
        case .broad: element["stroke-opacity"] = "0.38"
        case .dashed:
            element["stroke-dasharray"] = "6 4"
            var edge = SVGElement.stroke(data, PlotTheme.surface, width: width)
            edge["stroke-opacity"] = "0.8"
            return [edge, element]
        case .dotted:
            element["stroke-dasharray"] = "0.1 3.6"
            element["stroke-linecap"] = "round"
        }
        return [element]
    }

    static func area(_ corners: [Pixel], _ paint: String, opacity: Double) -> SVGElement {
        var data = PathData()
        data.polygon(corners)
        return SVGElement(
            "path", ["d": .text(data.text), "fill": .text(paint), "fill-opacity": .number(opacity)])
    }

    /// The tint of the region where no point can lie.
    static func outside(_ corners: [Pixel]) -> SVGElement { area(corners, PlotTheme.grid, opacity: 0.6) }

    static func outline(_ corners: [Pixel], _ paint: String, width: Double = 1) -> SVGElement {
        var data = PathData()
        data.polygon(corners)
        return .stroke(data, paint, width: width)
    }

    /// A shaft with its head; where there is no room for a shaft, the head alone.
    static func arrow(_ from: Pixel, _ to: Pixel, _ paint: String) -> [SVGElement] {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0.5 else { return [] }
        let neck = Pixel(
            x: to.x - dx / length * arrowHead * 0.8, y: to.y - dy / length * arrowHead * 0.8)
        var elements = length > arrowHead ? [SVGElement.stroke(path([from, neck]), paint, width: 2)] : []
        elements.append(head(at: to, dx: dx / length, dy: dy / length, paint))
        return elements
    }

    /// The head of an arrow in the direction (dx, dy), of length 1.
    static func head(at tip: Pixel, dx: Double, dy: Double, _ paint: String) -> SVGElement {
        let corners = [(0.0, 0.0), (-1, 0.42), (-0.8, 0), (-1, -0.42)].map { along, across in
            Pixel(
                x: tip.x + arrowHead * (along * dx - across * dy), y: tip.y + arrowHead * (along * dy + across * dx))
        }
        return area(corners, paint, opacity: 1)
    }

    static func dots(_ points: [Pixel], _ paint: String, _ dot: GeometryMark.Dot) -> [SVGElement] {
        points.map { point in
            guard dot != .cross else { return cross(point, paint) }
            var element = SVGElement("circle", ["cx": .number(point.x), "cy": .number(point.y)])
            switch dot {
            case .filled:
                element["r"] = "3.75"
                element["fill"] = paint
                element["stroke"] = PlotTheme.surface
                element["stroke-width"] = "1.25"
            case .hollow:
                element["r"] = "6"
                element["fill"] = "none"
                element["stroke"] = paint
                element["stroke-width"] = "1.5"
            case .ring:
                element["r"] = "9.5"
                element["fill"] = "none"
                element["stroke"] = paint
                element["stroke-width"] = "1.5"
            case .cross: break
            }
            return element
        }
    }

    private static func cross(_ point: Pixel, _ paint: String) -> SVGElement {
        var data = PathData()
        for (dx, dy) in [(4.0, 4.0), (4, -4)] {
            data.move(to: Pixel(x: point.x - dx, y: point.y - dy))
            data.line(to: Pixel(x: point.x + dx, y: point.y + dy))
        }
        return .stroke(data, paint, width: 2)
    }

    /// The square in the corner of a right angle at `foot`, between the directions to `origin` and along the line.
    static func rightAngle(at foot: Pixel, towards origin: Pixel, _ paint: String) -> SVGElement? {
        let (dx, dy) = (origin.x - foot.x, origin.y - foot.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 18 else { return nil }
        let (ux, uy) = (dx / length * 7, dy / length * 7)
        let corners = [(1.0, 0.0), (1, 1), (0, 1)].map { along, across in
            Pixel(x: foot.x + along * ux - across * uy, y: foot.y + along * uy + across * ux)
        }
        return .stroke(path(corners), paint, width: 1)
    }

    private static func path(_ points: [Pixel]) -> PathData {
        var data = PathData()
        data.polyline(points)
        return data
    }
}
