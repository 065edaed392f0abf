extension SpaceDrawing {
    /// The edges of the box.
    func drawBox(on canvas: inout FigureCanvas) {
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
    }

    /// Ticks on one edge of each direction, where their numbers cover least of what has been drawn.
    mutating func drawTicks(on canvas: inout FigureCanvas, in rect: PlotRect) {
        for k in 0..<3 where box.upper[k] > box.lower[k] {
            let scales = outerEdges(along: k).map { BoxScale($0, names: resolved(k, along: $0)) }
            // The first one has the usual place: the lowest edge of the floor, or the leftmost vertical one.
            let costs = scales.enumerated().map { index, scale in
                (index == 0 ? 0 : 3)
                    + scale.names.reduce(0) { $0 + 2 * labels.covered(by: $1.box) + (rect.contains($1.place) ? 0 : 50) }
            }
            guard let best = scales.indices.min(by: { costs[$0] < costs[$1] }) else { continue }
            draw(scales[best], k, on: &canvas)
        }
    }

    /// The edges of one direction on the outline of the box, the lowest or leftmost first, each with the direction on
    /// the page that leads away from the box.
    private func outerEdges(along k: Int) -> [BoxScale.Edge] {
        let corners = (0..<3).flatMap { edges(along: $0) }.flatMap { [pixel($0.from), pixel($0.to)] }
        let found = edges(along: k).compactMap { edge -> BoxScale.Edge? in
            let (from, to) = (pixel(edge.from), pixel(edge.to))
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
            let (nx, ny) = (-dy / length, dx / length)
            let sides = corners.map { nx * ($0.x - from.x) + ny * ($0.y - from.y) }
            let (least, most) = (sides.min() ?? 0, sides.max() ?? 0)
            guard most < 0.5 || least > -0.5 else { return nil }
            return most < 0.5
                ? BoxScale.Edge(from: from, to: to, nx: nx, ny: ny, length: length)
                : BoxScale.Edge(from: from, to: to, nx: -nx, ny: -ny, length: length)
        }
        return found.sorted { a, b in k == 2 ? a.middle.x < b.middle.x : a.middle.y > b.middle.y }
    }

    /// The ticks of an axis along an edge.
    private func resolved(_ k: Int, along edge: BoxScale.Edge) -> [(share: Double, label: String)] {
        var axis = figure.axes[k]
        axis.scale = .linear
        let domain = AxisDomain(box.lower[k] * scale[k], box.upper[k] * scale[k])
        let resolved = ResolvedAxis(axis, domain: domain, from: 0, to: 1, target: max(2, Int(edge.length / 55)))
        return resolved.ticks.filter(\.isMajor).compactMap { tick in
            guard let share = resolved.position(of: tick.value), share >= -1e-9, share <= 1 + 1e-9 else { return nil }
            return (share, tick.value == 0 ? "0" : tick.label)
        }
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

    /// Ticks, numbers and the name along an edge.
    private mutating func draw(_ scale: BoxScale, _ k: Int, on canvas: inout FigureCanvas) {
        let edge = scale.edge
        var (data, names) = (PathData(), SVGElement("g", ["text-anchor": "middle"]))
        for name in scale.names {
            data.polyline([name.tick, Pixel(x: name.tick.x + 5 * edge.nx, y: name.tick.y + 5 * edge.ny)])
            // Where edges meet, one number stands for both; a number over a point of the data would hide it.
            guard !tickNumbers.contains(where: { $0.intersects(name.box) }), !labels.hidesDisc(name.box) else {
                continue
            }
            tickNumbers.append(name.box)
            names.append(
                .label(name.text, x: name.place.x, y: name.place.y + TextMetrics.labelSize * 0.35, halo: true))
            labels.cover(name.text, around: name.place)
        }
        if !data.isEmpty { canvas.content.append(.stroke(data, PlotTheme.context)) }
        canvas.content.append(names)
        labels.add(
            name: TextMetrics.fit(figure.axes[k].label, width: 90), PlotTheme.muted,
            off: [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].flatMap { share in
                [20.0, 28, 40].map { far in (edge.place(share), far * edge.nx, far * edge.ny) }
            })
        for name in scale.names { labels.cover([name.tick, name.place]) }
    }
}
