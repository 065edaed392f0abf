/// Draws geometric marks in a plane.
struct PlaneDrawing {
    private let figure: GeometryFigure
    private let marks: [GeometryMark]
    private var labels = GeometryLabels()
    private var content: [SVGElement] = []

    init(_ figure: GeometryFigure, _ marks: [GeometryMark]) {
        self.figure = figure
        self.marks = marks
    }

    /// Draws into the left part of a figure; returns where the drawing ends, and the marks that can be seen in it.
    func draw(
        on canvas: inout FigureCanvas, width: Double, height: Double
    ) -> (bottom: Double, marks: [GeometryMark]) {
        let frame = frame(top: canvas.top, width: width, height: height)
        var drawing = self
        drawing.drawGround(frame)
        var seen: Set<Int> = []
        func drawAll(_ draw: (inout PlaneDrawing, GeometryMark) -> Void) {
            for (index, mark) in marks.enumerated() {
                let before = drawing.content.count
                draw(&drawing, mark)
                if drawing.content.count > before { seen.insert(index) }
            }
        }
        drawAll { $0.drawArea($1, frame) }
        drawing.drawAxes(frame)
        drawAll { $0.drawBroad($1, frame) }
        drawAll { $0.drawLine($1, frame) }
        drawAll { $0.drawArrow($1, frame) }
        drawAll { $0.drawDots($1, frame) }
        canvas.content += drawing.content
        let yLabel = TextMetrics.fit(frame.y.arrowLabel(vertical: true), width: width)
        if !yLabel.isEmpty { canvas.content.append(.label(yLabel, x: 0, y: frame.rect.top - 11)) }
        let xLabel = TextMetrics.fit(frame.x.arrowLabel(vertical: false), width: width)
        if !xLabel.isEmpty {
            canvas.content.append(.label(xLabel, x: frame.rect.right, y: frame.rect.bottom + 34, anchor: "end"))
        }
        canvas.content += frame.axisLines()
        canvas.content.append(frame.xLabels(within: 0...width))
        canvas.content.append(frame.yLabels())
        canvas.content += drawing.labels.elements(in: frame.rect)
        let bottom = frame.rect.bottom + (figure.axes[0].label.isEmpty ? 24 : 42)
        return (bottom, marks.indices.filter(seen.contains).map { marks[$0] })
    }

    /// The frame; with equal scales the shorter domain is widened to fill it.
    private func frame(top: Double, width: Double, height: Double) -> PlotFrame {
        var domains = figure.domains(marks)
        let left = PlotFrame.widestLabel(figure.axes[1], domains[1]) + 9
        let across = max(width - left, 40)
        let (spanX, spanY) = (domains[0].end - domains[0].start, domains[1].end - domains[1].start)
        var down = height
        if figure.hasEqualScales {
            down = min(max(across * spanY / spanX, height * 0.6), height)
            let unit = min(across / spanX, down / spanY)
            domains[0] = Self.widened(domains[0], to: across / unit)
            domains[1] = Self.widened(domains[1], to: down / unit)
        }
        let rect = PlotRect(
            left: left, top: (top + (figure.axes[1].label.isEmpty ? 8 : 24)).rounded(), width: across, height: down)
        return PlotFrame(
            rect: rect,
            x: .horizontal(figure.axes[0], domain: domains[0], from: rect.left, to: rect.right, spacing: 60),
            y: ResolvedAxis(
                figure.axes[1], domain: domains[1], from: rect.bottom, to: rect.top, target: max(2, Int(down / 60))))
    }

    private static func widened(_ domain: AxisDomain, to span: Double) -> AxisDomain {
        let extra = max(0, span - (domain.end - domain.start)) / 2
        return AxisDomain(domain.start - extra, domain.end + extra)
    }

    private func pixel(_ vector: [Double], _ frame: PlotFrame) -> Pixel? {
        frame.pixel(PlotPoint(vector[0], vector[1]))
    }

    /// The tint outside the orthant.
    private mutating func drawGround(_ frame: PlotFrame) {
        guard figure.setsOffOrthant, let origin = frame.pixel(PlotPoint(0, 0)) else { return }
        let rect = frame.rect
        let (x, y) = (min(max(origin.x, rect.left), rect.right), min(max(origin.y, rect.top), rect.bottom))
        let outside = [
            Pixel(x: rect.left, y: rect.top), Pixel(x: x, y: rect.top), Pixel(x: x, y: y), Pixel(x: rect.right, y: y),
            Pixel(x: rect.right, y: rect.bottom), Pixel(x: rect.left, y: rect.bottom),
        ]
        content.append(GeometryStrokes.outside(outside))
    }

    /// The two lines where a coordinate is 0.
    private mutating func drawAxes(_ frame: PlotFrame) {
        guard let origin = frame.pixel(PlotPoint(0, 0)) else { return }
        let rect = frame.rect
        let ends = [
            (Pixel(x: rect.left, y: origin.y), Pixel(x: rect.right, y: origin.y)),
            (Pixel(x: origin.x, y: rect.bottom), Pixel(x: origin.x, y: rect.top)),
        ]
        for (from, to) in ends where rect.contains(from, margin: 0.5) {
            var data = PathData()
            data.polyline([from, to])
            content.append(.stroke(data, PlotTheme.context))
            labels.cover([from, to])
        }
    }

    private mutating func drawArea(_ mark: GeometryMark, _ frame: PlotFrame) {
        guard case .halfSpace(let normal, let level, let series, let label) = mark else { return }
        let domains = (frame.x.domain, frame.y.domain)
        let corners = [
            [domains.0.start, domains.1.start], [domains.0.end, domains.1.start], [domains.0.end, domains.1.end],
            [domains.0.start, domains.1.end],
        ]
        let inside = ConvexClipping.clip(
            corners, toNonPositive: { zip(normal, $0).reduce(0) { $0 + $1.0 * $1.1 } - level })
        let polygon = inside.compactMap { pixel($0, frame) }
        guard polygon.count > 2 else { return }
        content.append(GeometryStrokes.area(polygon, series.style.paint, opacity: GeometryStrokes.halfSpaceOpacity))
        let centre = Pixel(
            x: polygon.reduce(0) { $0 + $1.x } / Double(polygon.count),
            y: polygon.reduce(0) { $0 + $1.y } / Double(polygon.count))
        let places = [0.0, 0.3, 0.55, 0.75].flatMap { share in
            polygon.map { Pixel(x: centre.x + share * ($0.x - centre.x), y: centre.y + share * ($0.y - centre.y)) }
        }
        labels.add(label, series.style.paint, in: places)
    }

    private mutating func drawBroad(_ mark: GeometryMark, _ frame: PlotFrame) {
        guard case .path(let points, let series, .broad) = mark else { return }
        drawPath(points, series, .broad, frame)
    }

    private mutating func drawPath(
        _ points: [[Double]], _ series: Series, _ stroke: GeometryMark.Stroke, _ frame: PlotFrame
    ) {
        for piece in frame.rect.clip(polyline: points.compactMap { pixel($0, frame) }) where piece.count > 1 {
            content += GeometryStrokes.line(piece, series.style.paint, stroke)
            labels.cover(piece)
        }
    }

    private mutating func drawLine(_ mark: GeometryMark, _ frame: PlotFrame) {
        switch mark {
        case .hyperplane(let normal, let level, let series, let label):
            let size = max(abs(normal[0]), abs(normal[1]))
            guard size > 0 else { return }
            let unit = normal.map { $0 / size }
            let factor = level / size / (unit[0] * unit[0] + unit[1] * unit[1])
            let foot = unit.map { $0 * factor }
            guard let ends = ends(through: foot, direction: [-unit[1], unit[0]], frame) else { return }
            drawFoot(foot, series, frame)
            content += GeometryStrokes.line([ends.0, ends.1], series.style.paint, .solid)
            labels.cover([ends.0, ends.1])
            labels.add(label, series.style.paint, along: ends.0, ends.1)
        case .line(let through, let direction, let series, let stroke):
            guard let ends = ends(through: through, direction: direction, frame) else { return }
            content += GeometryStrokes.line([ends.0, ends.1], series.style.paint, stroke)
            labels.cover([ends.0, ends.1])
        case .path(let points, let series, let stroke) where stroke != .broad:
            drawPath(points, series, stroke, frame)
        default: break
        }
    }

    /// The line from the origin to the nearest point of a line, with its right angle.
    private mutating func drawFoot(_ foot: [Double], _ series: Series, _ frame: PlotFrame) {
        guard figure.hasEqualScales, let origin = frame.pixel(PlotPoint(0, 0)), let end = pixel(foot, frame),
            frame.rect.contains(end), frame.rect.contains(origin),
            let corner = GeometryStrokes.rightAngle(at: end, towards: origin, series.style.paint)
        else { return }
        content += GeometryStrokes.line([origin, end], series.style.paint, .dotted)
        content.append(corner)
        labels.cover([origin, end])
    }

    /// The ends, within the frame, of a line without ends.
    private func ends(through point: [Double], direction: [Double], _ frame: PlotFrame) -> (Pixel, Pixel)? {
        let (dx, dy) = (frame.x.domain, frame.y.domain)
        let size = max(abs(direction[0]), abs(direction[1]))
        guard size > 0 else { return nil }
        let centre = [(dx.start + dx.end) / 2, (dy.start + dy.end) / 2]
        let unit = direction.map { $0 / size }
        // From the point of the line closest to the middle, far enough to reach every corner.
        let along =
            ((centre[0] - point[0]) * unit[0] + (centre[1] - point[1]) * unit[1])
            / (unit[0] * unit[0] + unit[1] * unit[1])
        let near = [point[0] + along * unit[0], point[1] + along * unit[1]]
        let reach = 2 * ((dx.end - dx.start) + (dy.end - dy.start))
        guard let from = pixel([near[0] - reach * unit[0], near[1] - reach * unit[1]], frame),
            let to = pixel([near[0] + reach * unit[0], near[1] + reach * unit[1]], frame)
        else { return nil }
        return frame.rect.clip(from, to)
    }

    private mutating func drawArrow(_ mark: GeometryMark, _ frame: PlotFrame) {
        guard case .arrow(let from, let to, let series, let label) = mark, let tail = pixel(from, frame),
            let tip = pixel(to, frame), frame.rect.contains(tail, margin: 1), frame.rect.contains(tip, margin: 1)
        else { return }
        content += GeometryStrokes.arrow(tail, tip, series.style.paint)
        labels.cover([tail, tip])
        labels.add(label, series.style.paint, tip: tip)
    }

    private mutating func drawDots(_ mark: GeometryMark, _ frame: PlotFrame) {
        guard case .points(let points, let series, let dot, let names) = mark else { return }
        for (k, point) in points.enumerated() {
            guard let place = pixel(point, frame), frame.rect.contains(place, margin: 0.5) else { continue }
            content += GeometryStrokes.dots([place], series.style.paint, dot)
            labels.cover(dot: place, radius: dot == .ring ? 10 : 4)
            if k < names.count { labels.add(names[k], series.style.paint, beside: place) }
        }
    }
}
