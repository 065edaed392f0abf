/// Draws geometric marks in space.
struct SpaceDrawing {
    /// How the pieces of one mark are drawn.
    private enum Look {
        case plane(String)
        case stroke(String, GeometryMark.Stroke)
        case shaft(String)
        case head(String, from: Pixel)
    }

    let figure: GeometryFigure
    private let marks: [GeometryMark]
    /// The number by which a vector is divided to be drawn: 1 where scales are equal.
    let scale: SIMD3<Double>
    /// The bounds of everything that is shown, and the box of the planes, both in drawn units.
    private let (lower, upper): (SIMD3<Double>, SIMD3<Double>)
    let box: (lower: SIMD3<Double>, upper: SIMD3<Double>)
    private let view: AxonometricView
    private var looks: [Look] = []
    private var pieces: [SpacePiece] = []
    /// Drawn last, so that a plane does not hide a dot that lies behind it.
    private var dots: [SVGElement] = []
    var labels = GeometryLabels()
    /// The places of the numbers at ticks.
    var tickNumbers: [PlotRect] = []
    /// The map from the page of the view to the figure.
    private var (unit, shift) = (1.0, Pixel(x: 0, y: 0))

    init(_ figure: GeometryFigure, _ marks: [GeometryMark]) {
        self.figure = figure
        self.marks = marks
        let domains = figure.domains(marks)
        let spans = domains.map { $0.end - $0.start }
        let scale: SIMD3<Double> = figure.hasEqualScales ? [1, 1, 1] : [spans[0], spans[1], spans[2]]
        let lower = SIMD3(domains[0].start, domains[1].start, domains[2].start) / scale
        let upper = SIMD3(domains[0].end, domains[1].end, domains[2].end) / scale
        self.scale = scale
        (self.lower, self.upper) = (lower, upper)
        box =
            figure.setsOffOrthant
            ? (SIMD3(0, 0, 0), SIMD3(max(upper.x, 0), max(upper.y, 0), max(upper.z, 0))) : (lower, upper)
        var (points, normals, directions): ([SIMD3<Double>], [SIMD3<Double>], [SIMD3<Double>]) = ([], [], [])
        for mark in marks {
            switch mark {
            case .points(let some, _, _, _): points += some.map { SIMD3($0[0], $0[1], $0[2]) / scale }
            case .hyperplane(let normal, let level, _, _):
                let plane = SpacePlane(normal: SIMD3(normal[0], normal[1], normal[2]) * scale, level: level)
                if let plane { normals.append(plane.normal) }
            case .line(_, let direction, _, _):
                let plane = SpacePlane(normal: SIMD3(direction[0], direction[1], direction[2]) / scale, level: 0)
                if let plane { directions.append(plane.normal) }
            default: break
            }
        }
        view = .clearest(points: points, normals: normals, directions: directions)
    }

    /// Draws into the left part of a figure; returns where the drawing ends, and the marks that can be seen in it.
    func draw(
        on canvas: inout FigureCanvas, width: Double, height: Double
    ) -> (bottom: Double, marks: [GeometryMark]) {
        var drawing = self
        let rect = drawing.place(top: canvas.top, width: width, height: height)
        drawing.drawBox(on: &canvas)
        var seen: [GeometryMark] = []
        for mark in marks {
            let before = drawing.pieces.count + drawing.dots.count
            drawing.add(mark)
            if drawing.pieces.count + drawing.dots.count > before { seen.append(mark) }
        }
        let size = ((upper - lower) * (upper - lower)).sum().squareRoot()
        for piece in PainterOrder.sorted(drawing.pieces, viewer: view.viewer, tolerance: size * 1e-9) {
            canvas.content += drawing.elements(piece)
        }
        canvas.content += drawing.dots
        // Only now is it known where numbers cover nothing.
        drawing.drawTicks(on: &canvas, in: rect)
        canvas.content += drawing.labels.elements(in: rect)
        return (rect.bottom, seen)
    }

    /// Fits what must be seen into the available room; returns the rectangle that is filled.
    private mutating func place(top: Double, width: Double, height: Double) -> PlotRect {
        var corners: [Pixel] = []
        for x in [box.lower.x, box.upper.x] {
            for y in [box.lower.y, box.upper.y] {
                for z in [box.lower.z, box.upper.z] { corners.append(view.project([x, y, z])) }
            }
        }
        corners += marks.flatMap(\.extent).map { SIMD3($0[0], $0[1], $0[2]) / scale }.filter(isShown).map(view.project)
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        let (left, right) = (xs.min() ?? 0, xs.max() ?? 1)
        let (high, low) = (ys.min() ?? 0, ys.max() ?? 1)
        // Room for the ticks and the labels around.
        let (side, end) = (44.0, 36.0)
        unit = min((width - 2 * side) / max(right - left, 1e-300), (height - 2 * end) / max(low - high, 1e-300))
        let down = (low - high) * unit + 2 * end
        shift = Pixel(
            x: side + (width - 2 * side - (right - left) * unit) / 2 - left * unit, y: top + end - high * unit)
        return PlotRect(left: 0, top: top, width: width, height: down)
    }

    private func isShown(_ point: SIMD3<Double>) -> Bool {
        let margin = (upper - lower) * 1e-9
        let (least, greatest) = (lower - margin, upper + margin)
        return (0..<3).allSatisfy { point[$0] >= least[$0] && point[$0] <= greatest[$0] }
    }

    func pixel(_ point: SIMD3<Double>) -> Pixel {
        let place = view.project(point)
        return Pixel(x: shift.x + unit * place.x, y: shift.y + unit * place.y)
    }

    private func vector(_ entries: [Double]) -> SIMD3<Double> { SIMD3(entries[0], entries[1], entries[2]) / scale }

    private mutating func add(_ mark: GeometryMark) {
        let paint = mark.series.style.paint
        switch mark {
        case .hyperplane(let normal, let level, _, let label): addPlane(normal, level, paint, label)
        case .halfSpace: break
        case .arrow(let from, let to, _, let label): addArrow(vector(from), vector(to), paint, label)
        case .line(let through, let direction, _, let stroke):
            addLine(vector(through), SIMD3(direction[0], direction[1], direction[2]) / scale, paint, stroke)
        case .path(let points, _, let stroke):
            let look = add(.stroke(paint, stroke))
            for (a, b) in zip(points, points.dropFirst()) {
                guard let (from, to) = clipped(vector(a), vector(b)) else { continue }
                pieces.append(SpacePiece(id: look, corners: [from, to]))
                labels.cover([pixel(from), pixel(to)])
            }
        case .points(let points, _, let dot, let names):
            for (k, point) in points.enumerated() where isShown(vector(point)) {
                let place = pixel(vector(point))
                dots += GeometryStrokes.dots([place], paint, dot)
                labels.cover(dot: place, radius: dot == .ring ? 10 : 4)
                if k < names.count { labels.add(names[k], paint, beside: place) }
            }
        }
    }

    private mutating func add(_ look: Look) -> Int {
        looks.append(look)
        return looks.count - 1
    }

    private mutating func addPlane(_ normal: [Double], _ level: Double, _ paint: String, _ label: String) {
        let drawn = SIMD3(normal[0], normal[1], normal[2]) * scale
        guard let plane = SpacePlane(normal: drawn, level: level) else { return }
        let corners = plane.section(of: box.lower, box.upper)
        guard corners.count > 2 else { return }
        pieces.append(SpacePiece(id: add(.plane(paint)), corners: corners))
        let places = corners.map(pixel)
        let outline = places + places.prefix(1)
        labels.cover(outline)
        let centre = Pixel(
            x: places.reduce(0) { $0 + $1.x } / Double(places.count),
            y: places.reduce(0) { $0 + $1.y } / Double(places.count))
        labels.add(
            label, paint,
            in: [0.86, 0.75, 0.6].flatMap { share in
                places.map { Pixel(x: centre.x + share * ($0.x - centre.x), y: centre.y + share * ($0.y - centre.y)) }
            })
    }

    private mutating func addArrow(
        _ from: SIMD3<Double>, _ to: SIMD3<Double>, _ paint: String, _ label: String
    ) {
        guard isShown(from), isShown(to) else { return }
        let (tail, tip) = (pixel(from), pixel(to))
        pieces.append(SpacePiece(id: add(.shaft(paint)), corners: [from, to]))
        pieces.append(SpacePiece(id: add(.head(paint, from: tail)), corners: [to]))
        labels.cover([tail, tip])
        labels.add(label, paint, tip: tip)
    }

    private mutating func addLine(
        _ through: SIMD3<Double>, _ direction: SIMD3<Double>, _ paint: String, _ stroke: GeometryMark.Stroke
    ) {
        guard let unit = SpacePlane(normal: direction, level: 0)?.normal else { return }
        let centre = (lower + upper) / 2
        let near = through + ((centre - through) * unit).sum() * unit
        let reach = ((upper - lower) * (upper - lower)).sum().squareRoot()
        guard let (from, to) = clipped(near - reach * unit, near + reach * unit) else { return }
        pieces.append(SpacePiece(id: add(.stroke(paint, stroke)), corners: [from, to]))
        labels.cover([pixel(from), pixel(to)])
    }

    /// The part of a segment that is shown.
    private func clipped(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>)? {
        var (enter, leave) = (0.0, 1.0)
        for k in 0..<3 {
            for (direction, room) in [(a[k] - b[k], a[k] - lower[k]), (b[k] - a[k], upper[k] - a[k])] {
                if direction == 0 {
                    if room < 0 { return nil }
                } else if direction < 0 {
                    enter = max(enter, room / direction)
                } else {
                    leave = min(leave, room / direction)
                }
            }
        }
        return enter <= leave ? (a + enter * (b - a), a + leave * (b - a)) : nil
    }

    private func elements(_ piece: SpacePiece) -> [SVGElement] {
        let places = piece.corners.map(pixel)
        switch looks[piece.id] {
        case .plane(let paint):
            return [
                GeometryStrokes.area(places, paint, opacity: GeometryStrokes.planeOpacity),
                GeometryStrokes.outline(places, paint),
            ]
        case .stroke(let paint, let stroke): return GeometryStrokes.line(places, paint, stroke)
        case .shaft(let paint): return GeometryStrokes.line(places, paint, .solid)
        case .head(let paint, let tail):
            let (dx, dy) = (places[0].x - tail.x, places[0].y - tail.y)
            let length = (dx * dx + dy * dy).squareRoot()
            return length > 0.5 ? [GeometryStrokes.head(at: places[0], dx: dx / length, dy: dy / length, paint)] : []
        }
    }
}
