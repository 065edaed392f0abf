extension SpaceDrawing {
    /// The edges of the box, with ticks on one of each direction.
    mutating func drawBox(on canvas: inout FigureCanvas, _ rect: PlotRect) {
        let centre = pixel((box.lower + box.upper) / 2)
        var wires = PathData()
        for k in 0..<3 {
            for edge in edges(along: k) { wires.polyline([pixel(edge.from), pixel(edge.to)]) }
        }
        canvas.content.append(.stroke(wires, PlotTheme.missing))
        var axes = PathData()
        for k in 0..<3 {
            var end = SIMD3<Double>.zero
            end[k] = box.upper[k]
            if box.lower == .zero { axes.polyline([pixel(.zero), pixel(end)]) }
        }
        if !axes.isEmpty { canvas.content.append(.stroke(axes, PlotTheme.context, width: 1.25)) }
        for k in 0..<3 { drawTicks(k, centre, on: &canvas) }
    }

    private func edges(along k: Int) -> [(from: SIMD3<Double>, to: SIMD3<Double>)] {
        let (i, j) = ((k + 1) % 3, (k + 2) % 3)
        return [box.lower[i], box.upper[i]].flatMap { x in
            [box.lower[j], box.upper[j]].map { y in
                var (from, to) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
                (from[i], from[j], from[k]) = (x, y, box.lower[k])
                (to[i], to[j], to[k]) = (x, y, box.upper[k])
                return (from, to)
            }
        }
    }

    /// Ticks, numbers and the name along an outermost edge: the lowest one of the floor, or the leftmost vertical one.
    private mutating func drawTicks(_ k: Int, _ centre: Pixel, on canvas: inout FigureCanvas) {
        let candidates = edges(along: k).map { (edge: $0, middle: pixel(($0.from + $0.to) / 2)) }
        let outermost = candidates.max { a, b in k == 2 ? a.middle.x > b.middle.x : a.middle.y < b.middle.y }
        guard let (edge, middle) = outermost, box.upper[k] > box.lower[k] else { return }
        let (from, to) = (pixel(edge.from), pixel(edge.to))
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
        var (nx, ny) = (-dy / length, dx / length)
        if nx * (middle.x - centre.x) + ny * (middle.y - centre.y) < 0 { (nx, ny) = (-nx, -ny) }
        var axis = figure.axes[k]
        axis.scale = .linear
        let domain = AxisDomain(box.lower[k] * scale[k], box.upper[k] * scale[k])
        let resolved = ResolvedAxis(axis, domain: domain, from: 0, to: 1, target: max(2, Int(length / 55)))
        var (data, names) = (PathData(), SVGElement("g", ["text-anchor": "middle"]))
        for tick in resolved.ticks where tick.isMajor {
            guard let share = resolved.position(of: tick.value), share >= -1e-9, share <= 1 + 1e-9 else { continue }
            let place = Pixel(x: from.x + share * dx, y: from.y + share * dy)
            data.polyline([place, Pixel(x: place.x + 5 * nx, y: place.y + 5 * ny)])
            let number = tick.value == 0 ? "0" : tick.label
            let half = TextMetrics.width(number) / 2
            let name = Pixel(x: place.x + (9 + half * abs(nx)) * nx, y: place.y + (9 + 4 * abs(ny)) * ny)
            labels.cover([place, name])
            // Where edges meet, one number stands for both.
            let box = PlotRect(left: name.x - half - 1, top: name.y - 7, width: 2 * half + 2, height: 14)
            guard !tickNumbers.contains(where: { $0.intersects(box) }) else { continue }
            tickNumbers.append(box)
            names.append(.label(number, x: name.x, y: name.y + TextMetrics.labelSize * 0.35))
            labels.cover(number, around: name)
        }
        if !data.isEmpty { canvas.content.append(.stroke(data, PlotTheme.context)) }
        canvas.content.append(names)
        labels.add(
            name: TextMetrics.fit(axis.label, width: 90), PlotTheme.muted,
            off: [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].flatMap { share in
                [20.0, 28, 40].map { far in
                    (Pixel(x: from.x + share * dx, y: from.y + share * dy), far * nx, far * ny)
                }
            })
    }
}
