/// One series in a key, with a sample of each kind of mark it is drawn with.
struct KeyEntry: Hashable {
    /// The kinds of sample.
    enum Sample: Hashable {
        case line, points, stems, area, shades, rings
    }

    static let swatchWidth = 20.0

    let series: Series
    var samples: Set<Sample>

    /// The named series of the marks, each once, in order of appearance; one without anything to draw is left out.
    static func entries(for marks: [Mark]) -> [KeyEntry] {
        var entries: [KeyEntry] = []
        for mark in marks {
            guard let series = mark.series, !series.name.isEmpty, mark.hasPlace else { continue }
            let samples: Set<Sample>
            switch mark {
            case .points, .zeros: samples = [.points]
            case .shaded: samples = [.shades]
            case .rings: samples = [.rings]
            case .stems: samples = [.stems]
            case .band: samples = [.area]
            case .area: samples = [.area, .line]
            default: samples = [.line]
            }
            if let index = entries.firstIndex(where: { $0.series == series }) {
                entries[index].samples.formUnion(samples)
            } else {
                entries.append(KeyEntry(series: series, samples: samples))
            }
        }
        return entries
    }

    /// A sample whose left end is at `x` and whose middle is at `y`.
    func swatch(x: Double, y: Double, width: Double = swatchWidth) -> [SVGElement] {
        var elements: [SVGElement] = []
        if samples.contains(.area) {
            elements.append(
                SVGElement(
                    "rect",
                    [
                        "x": .number(x), "y": .number(y - 4), "width": .number(width), "height": 8,
                        "fill": .text(series.style.paint), "fill-opacity": .number(MarkDrawing.areaOpacity),
                    ]))
        }
        if samples.contains(.line) {
            var data = PathData()
            data.polyline([Pixel(x: x, y: y), Pixel(x: x + width, y: y)])
            elements.append(MarkDrawing.line(data, series.style))
        }
        if samples.contains(.shades) {
            let palette = HeatPalette.viridis
            let step = width / Double(palette.levels)
            elements += (0..<palette.levels).map { level in
                let shade = palette.markerLevel((Double(level) + 0.5) / Double(palette.levels))
                return SVGElement(
                    "rect",
                    [
                        "x": .number(x + Double(level) * step), "y": .number(y - 4), "width": .number(step + 0.3),
                        "height": 8, "fill": .text(palette.color(level: shade)),
                    ])
            }
        }
        let middle = Pixel(x: x + width / 2, y: y)
        if samples.contains(.rings) { elements += Marker.rings([middle], style: series.style, radius: 4.5) }
        if samples.contains(.stems) {
            var data = PathData()
            for offset in [-5.0, 0, 5] {
                data.move(to: Pixel(x: middle.x + offset, y: y + 5))
                data.vertical(to: y - 3 + abs(offset) / 3)
            }
            elements.append(.stroke(data, series.style.paint, width: MarkDrawing.lineWidth))
        }
        if samples.contains(.points) {
            elements += Marker.elements([middle], style: series.style, radius: MarkDrawing.markerRadius)
        }
        return elements
    }
}
