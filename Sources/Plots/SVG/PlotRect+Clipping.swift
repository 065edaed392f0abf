extension PlotRect {
    /// The part of a segment inside the rectangle; nil if the segment misses it (Liang and Barsky).
    func clip(_ a: Pixel, _ b: Pixel) -> (Pixel, Pixel)? {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        var (enter, leave) = (0.0, 1.0)
        for (direction, distance) in [(-dx, a.x - left), (dx, right - a.x), (-dy, a.y - top), (dy, bottom - a.y)] {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                enter = max(enter, distance / direction)
            } else {
                leave = min(leave, distance / direction)
            }
        }
        guard enter <= leave else { return nil }
        let first = enter > 0 ? Pixel(x: a.x + enter * dx, y: a.y + enter * dy) : a
        let second = leave < 1 ? Pixel(x: a.x + leave * dx, y: a.y + leave * dy) : b
        return (first, second)
    }

    /// The parts of a polyline inside the rectangle; a single point stays one if it is inside.
    func clip(polyline points: [Pixel]) -> [[Pixel]] {
        guard points.count > 1 else { return points.filter { contains($0) }.map { [$0] } }
        var pieces: [[Pixel]] = []
        var current: [Pixel] = []
        for (a, b) in zip(points, points.dropFirst()) {
            guard let (first, second) = clip(a, b) else {
                if !current.isEmpty { pieces.append(current) }
                current = []
                continue
            }
            if current.last != first {
                if !current.isEmpty { pieces.append(current) }
                current = [first]
            }
            current.append(second)
        }
        if !current.isEmpty { pieces.append(current) }
        return pieces
    }

    /// The part of a polygon inside the rectangle (Sutherland and Hodgman).
    func clip(polygon points: [Pixel]) -> [Pixel] {
        var result = points
        let edges: [(axis: WritableKeyPath<Pixel, Double>, limit: Double, sign: Double)] = [
            (\.x, left, 1), (\.x, right, -1), (\.y, top, 1), (\.y, bottom, -1),
        ]
        for edge in edges {
            var next: [Pixel] = []
            for (index, point) in result.enumerated() {
                let previous = result[index == 0 ? result.count - 1 : index - 1]
                let before = (previous[keyPath: edge.axis] - edge.limit) * edge.sign
                let after = (point[keyPath: edge.axis] - edge.limit) * edge.sign
                if (before < 0) != (after < 0) {
                    let share = before / (before - after)
                    var crossing = Pixel(
                        x: previous.x + share * (point.x - previous.x), y: previous.y + share * (point.y - previous.y))
                    crossing[keyPath: edge.axis] = edge.limit
                    next.append(crossing)
                }
                if after >= 0 { next.append(point) }
            }
            result = next
        }
        return result
    }
}
