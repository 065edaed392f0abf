/// The labels of a geometric drawing, which are placed last, where they cover least.
struct GeometryLabels {
    /// The kinds of labels, the most important first.
    private enum Rank: Int {
        case axis, point, arrow, line, area
    }

    private struct Request {
        let rank: Rank
        let text: String
        let paint: String
        let boxes: [PlotRect]
        let penalties: [Int]
    }

    private static let size = 12.0
    private static let height = 15.0
    private var requests: [Request] = []
    private var obstacles: [Pixel] = []
    private var discs: [(centre: Pixel, radius: Double)] = []
    private var taken: [PlotRect] = []

    /// Keeps labels away from a stroke.
    mutating func cover(_ points: [Pixel]) {
        for (a, b) in zip(points, points.dropFirst()) {
            let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
            let count = min(Int(length / 4) + 1, 1000)
            obstacles += (0...count).map { k in
                let share = Double(k) / Double(count)
                return Pixel(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
            }
        }
        if points.count == 1 { cover(dot: points[0]) }
    }

    /// Keeps labels away from a disc, which counts more than a line.
    mutating func cover(dot point: Pixel, radius: Double = 4) {
        discs.append((point, radius))
        for dx in stride(from: -radius, through: radius, by: 4) {
            for dy in stride(from: -radius, through: radius, by: 4) {
                obstacles.append(Pixel(x: point.x + dx, y: point.y + dy))
            }
        }
    }

    /// Keeps labels away from a line of text of the usual size around a place.
    mutating func cover(_ text: String, around place: Pixel) {
        let width = TextMetrics.width(text)
        taken.append(PlotRect(left: place.x - width / 2, top: place.y - 7, width: width, height: 14))
    }

    /// Requests a label beside a point, close to it if there is room.
    mutating func add(_ text: String, _ paint: String, beside point: Pixel) {
        add(text, paint, .point, around: point, distance: 7)
    }

    /// Requests a label beside the tip of an arrow.
    mutating func add(_ text: String, _ paint: String, tip point: Pixel) {
        add(text, paint, .arrow, around: point, distance: 5)
    }

    private mutating func add(_ text: String, _ paint: String, _ rank: Rank, around point: Pixel, distance: Double) {
        let directions: [(Double, Double)] = [
            (1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1), (1, -2), (-1, -2), (1, 2), (-1, 2),
        ]
        add(
            text, paint, rank,
            at: [(1.0, 0), (1.8, 5), (2.8, 12)].flatMap { far, penalty in
                directions.map { dx, dy in
                    let slant = dx != 0 && dy != 0 ? 0.75 : 1
                    return (point, dx * distance * far * slant, dy * distance * far * slant, penalty)
                }
            })
    }

    /// Requests the name of an axis at one of several places beside its edge.
    mutating func add(name: String, _ paint: String, off places: [(Pixel, Double, Double)]) {
        add(name, paint, .axis, at: places.map { ($0.0, $0.1, $0.2, 0) })
    }

    /// Requests a label on either side of a segment, close to its ends if there is room.
    mutating func add(_ text: String, _ paint: String, along a: Pixel, _ b: Pixel) {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
        let shares = [0.96, 0.04, 0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5]
        add(
            text, paint, .line,
            at: shares.flatMap { share in
                [1.0, -1].map { side in
                    let point = Pixel(x: a.x + share * dx, y: a.y + share * dy)
                    return (point, -side * dy / length * 6, side * dx / length * 6, 0)
                }
            })
    }

    /// Requests a label centred at one of several places.
    mutating func add(_ text: String, _ paint: String, in places: [Pixel]) {
        add(text, paint, .area, at: places.map { ($0, 0, 0, 0) })
    }

    /// Each candidate consists of a point, the way from there to the nearest side of the label, and a penalty.
    private mutating func add(
        _ text: String, _ paint: String, _ rank: Rank, at places: [(Pixel, Double, Double, Int)]
    ) {
        guard !text.isEmpty else { return }
        // A little room between neighbours.
        let width = TextMetrics.width(text, size: Self.size, bold: true) + 2
        let boxes = places.map { point, dx, dy, _ in
            PlotRect(
                left: point.x + dx + (Self.side(dx, dy) - 1) * width / 2,
                top: point.y + dy + (Self.side(dy, dx) - 1) * Self.height / 2, width: width, height: Self.height)
        }
        requests.append(Request(rank: rank, text: text, paint: paint, boxes: boxes, penalties: places.map(\.3)))
    }

    /// Whether a direction points to one side (−1 or 1), or hardly to either (0).
    private static func side(_ way: Double, _ other: Double) -> Double {
        abs(way) <= 0.3 * abs(other) ? 0 : way.sign == .minus ? -1 : way == 0 ? 0 : 1
    }

    /// Whether a box lies on a disc.
    func hidesDisc(_ box: PlotRect) -> Bool { discs.contains { box.contains($0.centre, margin: $0.radius - 1) } }

    /// How much of what has been drawn so far a box covers: points of strokes and discs.
    func covered(by box: PlotRect) -> Int { obstacles.count { box.contains($0, margin: 1) } }

    /// The boxes of a request inside a rectangle: as they are, and those that reach beyond it also moved inside, at a
    /// price that rises with the way.
    private static func candidates(_ request: Request, in rect: PlotRect) -> (boxes: [PlotRect], penalties: [Int]) {
        var (boxes, penalties) = (request.boxes, request.penalties)
        for (box, penalty) in zip(request.boxes, request.penalties) {
            let dx = max(rect.left - box.left, min(0, rect.right - box.right))
            let dy = max(rect.top - box.top, min(0, rect.bottom - box.bottom))
            guard dx != 0 || dy != 0, dx.isFinite, dy.isFinite else { continue }
            boxes.append(PlotRect(left: box.left + dx, top: box.top + dy, width: box.width, height: box.height))
            penalties.append(penalty + 4 + Int(min((abs(dx) + abs(dy)) / 4, 1000)))
        }
        return (boxes, penalties)
    }

    /// The labels inside a rectangle; those with the fewest places are placed first.
    func elements(in rect: PlotRect) -> [SVGElement] {
        var placer = LabelPlacer(rect: rect, obstacles: obstacles)
        for box in taken { placer.reserve(box) }
        return requests.enumerated().sorted {
            ($0.element.rank.rawValue, $0.offset) < ($1.element.rank.rawValue, $1.offset)
        }
        .map(\.element).compactMap { request in
            let (boxes, penalties) = Self.candidates(request, in: rect)
            return placer.place(boxes, penalties: penalties).map { box in
                .label(
                    request.text, x: (box.left + box.right) / 2, y: box.bottom - 4, anchor: "middle",
                    fill: request.paint, size: Self.size,
                    bold: request.rank != .axis, halo: true)
            }
        }
    }
}
