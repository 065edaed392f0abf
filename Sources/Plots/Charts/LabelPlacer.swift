/// Finds places for labels inside a plot where they cover as little as possible.
struct LabelPlacer {
    let rect: PlotRect
    let obstacles: [Pixel]
    /// The vertical reference lines.
    let lines: [Double]
    private var placed: [PlotRect] = []

    init(rect: PlotRect, obstacles: [Pixel], lines: [Double] = []) {
        (self.rect, self.lines) = (rect, lines)
        // Two cells for each letter are enough, however much is drawn there.
        let cells = Set(obstacles.map { Pixel(x: ($0.x / 4).rounded() * 4, y: ($0.y / 4).rounded() * 4) })
        self.obstacles = Array(cells)
    }

    /// Keeps labels away from a place that is taken.
    mutating func reserve(_ box: PlotRect) { placed.append(box) }

    /// Takes the candidate that covers least, the first of equal ones, and remembers it.
    ///
    /// - Parameters:
    ///   - candidates: places for a label.
    ///   - penalties: what makes each candidate worse, in covered points; none for candidates beyond the last.
    /// - Returns: the place; nil where there is no candidate.
    mutating func place(_ candidates: [PlotRect], penalties: [Int] = []) -> PlotRect? {
        let costs = candidates.enumerated().map { cost($1) + ($0 < penalties.count ? penalties[$0] : 0) }
        guard let index = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return nil }
        placed.append(candidates[index])
        return candidates[index]
    }

    private func cost(_ box: PlotRect) -> Int {
        let covered = obstacles.count { box.contains($0, margin: 2) }
        let overlaps = placed.count { $0.intersects(box) }
        let inside =
            box.left >= rect.left && box.right <= rect.right && box.top >= rect.top - 1
            && box.bottom <= rect.bottom + 1
        return covered + 10_000 * overlaps + (inside ? 0 : 100_000)
    }

    /// The name of a series beside the end of its line.
    mutating func endLabel(_ text: String, _ end: Pixel) -> SVGElement? {
        guard !text.isEmpty else { return nil }
        let (width, height) = (TextMetrics.width(text), 14.0)
        let (right, left, centre) = (end.x + 5, end.x - width - 5, end.x - width / 2)
        let (above, below, level) = (end.y - height - 3, end.y + 3, end.y - height / 2)
        let places = [
            (right, level), (right, above), (right, below), (centre, above), (centre, below), (left, above),
            (left, below), (right + 10, above), (right + 10, below), (centre, above - 12), (centre, below + 12),
        ]
        return place(places.map { PlotRect(left: $0.0, top: $0.1, width: width, height: height) })
            .map { label(text, in: $0) }
    }

    /// A note, in the emptiest corner or else at the emptiest edge.
    mutating func note(_ text: String) -> SVGElement? {
        guard !text.isEmpty else { return nil }
        let text = TextMetrics.fit(text, width: rect.width - 16)
        let (width, height) = (TextMetrics.width(text), 16.0)
        let (right, bottom) = (rect.right - width - 8, rect.bottom - height - 6)
        let (left, top) = (rect.left + 8, rect.top + 4)
        let (centre, middle) = ((left + right) / 2, (top + bottom) / 2)
        let places = [
            (left, top), (right, top), (right, bottom), (left, bottom), (centre, top), (centre, bottom),
            (left, middle), (right, middle),
        ]
        return place(places.map { PlotRect(left: $0.0, top: $0.1, width: width, height: height) })
            .map { label(text, in: $0) }
    }

    func label(_ text: String, in box: PlotRect) -> SVGElement {
        .label(text, x: box.left, y: box.bottom - 3.5, fill: PlotTheme.ink, halo: true)
    }
}
