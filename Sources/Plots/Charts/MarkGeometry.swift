/// What a mark looks like on given axes, cut off at the edges of the plot; shared by all renderers.
struct MarkGeometry {
    /// Lines of at least two points.
    var lines: [[Pixel]] = []
    /// The outlines of filled areas that have no line of their own.
    var outlines: [[Pixel]] = []
    /// Markers.
    var dots: [Pixel] = []
    /// The place of each marker among the points it was made from.
    var dotIndices: [Int] = []
    /// Points of a line with gaps on both sides.
    var isolated: [Pixel] = []
    /// Vertical lines from a base to a tip.
    var stems: [(base: Pixel, tip: Pixel)] = []
    /// The length of the line that stands for a value from before the axis begins.
    private static let startLength = 14.0
    /// Filled areas.
    var polygons: [[Pixel]] = []

    init(_ mark: Mark, in frame: PlotFrame) {
        let rect = frame.rect
        switch mark {
        case .line(let points, _):
            add(Polyline.runs(points, in: frame), rect)
        case .steps(let points, _, let alignment):
            add(Polyline.runs(points, in: frame).map { Polyline.steps($0, alignment) }, rect)
        case .points(let points, _), .shaded(let points, _, _), .rings(let points, _):
            addDots(points.map(frame.pixel), rect)
        case .zeros(let places, _):
            let base = frame.y.basePosition()
            addDots(places.map { x in frame.x.position(of: x).map { Pixel(x: $0, y: base) } }, rect)
        case .starts(let values, _):
            for value in values {
                guard let y = frame.y.position(of: value), y >= rect.top, y <= rect.bottom else { continue }
                let end = rect.left + min(Self.startLength, rect.width / 8)
                lines.append([Pixel(x: rect.left, y: y), Pixel(x: end, y: y)])
            }
        case .stems(let points, _):
            let base = frame.y.basePosition()
            for pixel in points.compactMap(frame.pixel) {
                guard let (base, tip) = rect.clip(Pixel(x: pixel.x, y: base), pixel) else { continue }
                stems.append((base, tip))
                if tip == pixel { dots.append(pixel) }
            }
        case .area(let points, _, let base):
            let base = frame.y.basePosition(base)
            let runs = Polyline.runs(points, in: frame)
            add(runs, rect)
            for run in runs.map(Polyline.simplified) {
                guard let first = run.first, let last = run.last, run.count > 1 else { continue }
                addPolygon(run + [Pixel(x: last.x, y: base), Pixel(x: first.x, y: base)], rect)
            }
        case .band(let lower, let upper, _):
            addBand(lower, upper, frame)
        case .ranges(let ranges, _):
            add(Polyline.runs(ranges, in: frame), rect)
        case .rule, .note: break
        }
    }

    private mutating func add(_ runs: [[Pixel]], _ rect: PlotRect) {
        for run in runs {
            for piece in rect.clip(polyline: Polyline.simplified(run)) {
                if piece.count > 1 { lines.append(piece) } else { isolated += piece }
            }
        }
    }

    /// Markers that would coincide to a quarter of a pixel are drawn once.
    private mutating func addDots(_ pixels: [Pixel?], _ rect: PlotRect) {
        var seen: Set<Pixel> = []
        for (index, pixel) in pixels.enumerated() {
            guard let pixel, rect.contains(pixel) else { continue }
            let cell = Pixel(x: (pixel.x * 4).rounded(), y: (pixel.y * 4).rounded())
            guard seen.insert(cell).inserted else { continue }
            dots.append(pixel)
            dotIndices.append(index)
        }
    }

    private mutating func addPolygon(_ points: [Pixel], _ rect: PlotRect) {
        let polygon = rect.clip(polygon: points)
        if polygon.count > 2 { polygons.append(polygon) }
    }

    /// Pairs the points of both edges by position in the list, and breaks the band where either is missing.
    ///
    /// A lower edge of 0 takes the bottom edge of a logarithmic scale.
    private mutating func addBand(_ lower: [PlotPoint], _ upper: [PlotPoint], _ frame: PlotFrame) {
        var (below, above): ([Pixel], [Pixel]) = ([], [])
        func finish(_ geometry: inout MarkGeometry) {
            defer { (below, above) = ([], []) }
            guard below.count > 1 else { return }
            let edges = [Polyline.simplified(below), Polyline.simplified(above)]
            geometry.addPolygon(edges[0] + edges[1].reversed(), frame.rect)
            geometry.outlines += edges.flatMap(frame.rect.clip(polyline:))
        }
        for (low, high) in zip(lower, upper) {
            if let low = frame.pixel(low) ?? frame.bottom(low), let high = frame.pixel(high) {
                below.append(low)
                above.append(high)
            } else {
                finish(&self)
            }
        }
        finish(&self)
    }

    /// Points along everything drawn, close enough together for labels to avoid them.
    var obstacles: [Pixel] {
        var points = dots + isolated
        let segments = (lines + outlines).flatMap { Array(zip($0, $0.dropFirst())) } + stems.map { ($0.base, $0.tip) }
        for (a, b) in segments {
            let distance = max(abs(b.x - a.x), abs(b.y - a.y))
            let count = max(1, Int((distance / 4).rounded(.up)))
            for step in 0...count {
                let share = Double(step) / Double(count)
                points.append(Pixel(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y)))
            }
        }
        return points
    }
}
