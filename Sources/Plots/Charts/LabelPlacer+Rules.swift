extension LabelPlacer {
    /// The distance of a label from the line that it is beside.
    private static let gap = 5.0
    /// The height of a label.
    private static let height = 14.0
    /// What a leader costs beside a place at the line itself, in covered points.
    private static let leaderPenalty = 8

    /// A placer for the labels of marks, which avoids all of them.
    init(_ marks: [Mark], _ geometries: [MarkGeometry], in frame: PlotFrame) {
        let lines = marks.compactMap { mark -> Double? in
            guard case .rule(.vertical(let value), _) = mark, frame.x.contains(value) else { return nil }
            return frame.x.position(of: value)
        }
        self.init(rect: frame.rect, obstacles: geometries.flatMap(\.obstacles), lines: lines)
    }

    /// The label of a reference line, along the line and on either side of it; beyond the vertical lines that crowd
    /// around its own, with a leader that ends in a dot on its own.
    mutating func ruleLabel(_ text: String, _ position: RulePosition, in frame: PlotFrame) -> [SVGElement] {
        guard !text.isEmpty else { return [] }
        let text = TextMetrics.fit(text, width: rect.width - 12)
        switch position {
        case .horizontal(let value):
            guard let y = frame.y.position(of: value), frame.y.contains(value) else { return [] }
            return label(text, along: y)
        case .vertical(let value):
            guard let x = frame.x.position(of: value), frame.x.contains(value) else { return [] }
            return label(text, beside: x)
        }
    }

    private mutating func label(_ text: String, along y: Double) -> [SVGElement] {
        let width = TextMetrics.width(text)
        let candidates = (0...8).flatMap { step in
            let left = rect.right - width - 4 - Double(step) / 8 * (rect.width - width - 8)
            return [y - Self.height - 1, y + 2].map {
                PlotRect(left: left, top: $0, width: width, height: Self.height)
            }
        }
        return place(candidates).map { [label(text, in: $0)] } ?? []
    }

    private mutating func label(_ text: String, beside x: Double) -> [SVGElement] {
        let width = TextMetrics.width(text)
        let edges = (after: edge(from: x, width, 1), before: edge(from: x, width, -1))
        // A leader needs room, too.
        let reach = (after: edges.after - x + width, before: x - edges.before + width)
        var (candidates, penalties): ([PlotRect], [Int]) = ([], [])
        for step in 0...8 {
            let top = rect.top + 2 + Double(step) / 8 * (rect.height - Self.height - 4)
            candidates += [
                PlotRect(left: x + Self.gap, top: top, width: reach.after, height: Self.height),
                PlotRect(left: x - Self.gap - reach.before, top: top, width: reach.before, height: Self.height),
            ]
            penalties += [edges.after, edges.before].map { $0 == x ? 0 : Self.leaderPenalty }
        }
        guard let box = place(candidates, penalties: penalties) else { return [] }
        let isAfter = box.left > x
        let edge = isAfter ? edges.after : edges.before
        let left = isAfter ? box.right - width : box.left
        let words = label(text, in: PlotRect(left: left, top: box.top, width: width, height: box.height))
        guard edge != x else { return [words] }
        var (leader, dot) = (PathData(), PathData())
        let y = box.bottom - 7.5
        leader.move(to: Pixel(x: x, y: y))
        leader.horizontal(to: isAfter ? left - 2 : left + width + 2)
        dot.dot(at: Pixel(x: x, y: y))
        var end = SVGElement.stroke(dot, PlotTheme.muted, width: 4)
        end["stroke-linecap"] = "round"
        return [.stroke(leader, PlotTheme.muted, width: 0.75), end, words]
    }

    /// The first vertical line from `x` on in a direction, 1 or −1, beyond which a label crosses no other.
    private func edge(from x: Double, _ width: Double, _ direction: Double) -> Double {
        var edge = x
        for line in lines.sorted(by: { direction * $0 < direction * $1 }) {
            let distance = direction * (line - edge)
            if distance > 0, distance < Self.gap + width + 3 { edge = line }
        }
        return edge
    }
}
