/// Polylines in figure coordinates.
enum Polyline {
    /// The runs of points that have a place on the axes.
    static func runs(_ points: [PlotPoint], in frame: PlotFrame) -> [[Pixel]] {
        var runs: [[Pixel]] = []
        var current: [Pixel] = []
        for point in points {
            if let pixel = frame.pixel(point) {
                current.append(pixel)
            } else if !current.isEmpty {
                runs.append(current)
                current = []
            }
        }
        if !current.isEmpty { runs.append(current) }
        return runs
    }

    /// The runs of ranges that have a place on the axes, each range from the end that is nearer to the one before.
    ///
    /// A range of one value is one point. One that begins at 0 begins at the bottom edge of a logarithmic scale.
    static func runs(_ ranges: [PlotRange], in frame: PlotFrame) -> [[Pixel]] {
        var runs: [[Pixel]] = []
        var current: [Pixel] = []
        for range in ranges {
            let low = PlotPoint(range.x, range.lower)
            guard let upper = frame.pixel(PlotPoint(range.x, range.upper)),
                let lower = frame.pixel(low) ?? frame.bottom(low)
            else {
                if !current.isEmpty { runs.append(current) }
                current = []
                continue
            }
            if lower == upper {
                current.append(upper)
            } else if let last = current.last, abs(last.y - upper.y) < abs(last.y - lower.y) {
                current += [upper, lower]
            } else {
                current += [lower, upper]
            }
        }
        return current.isEmpty ? runs : runs + [current]
    }

    /// Keeps, of each run of points in one pixel column, the first, the lowest, the highest and the last.
    ///
    /// The picture stays the same to within a pixel, and a polyline that runs once across the figure keeps at most
    /// four points for each pixel of its width.
    static func simplified(_ points: [Pixel]) -> [Pixel] {
        var output: [Pixel] = []
        var start = 0
        while start < points.count {
            let column = points[start].x.rounded(.down)
            var (end, low, high) = (start, start, start)
            while end + 1 < points.count && points[end + 1].x.rounded(.down) == column {
                end += 1
                if points[end].y < points[low].y { low = end }
                if points[end].y > points[high].y { high = end }
            }
            var previous = -1
            for index in [start, min(low, high), max(low, high), end] where index > previous {
                append(points[index], to: &output)
                previous = index
            }
            start = end + 1
        }
        return output
    }

    /// Appends a point, replacing the last one if it only prolongs a horizontal or vertical line.
    private static func append(_ point: Pixel, to output: inout [Pixel]) {
        if let last = output.last, last == point { return }
        if output.count > 1 {
            let (before, last) = (output[output.count - 2], output[output.count - 1])
            let flat = before.y == last.y && last.y == point.y && (last.x - before.x) * (point.x - last.x) > 0
            let upright = before.x == last.x && last.x == point.x && (last.y - before.y) * (point.y - last.y) > 0
            if flat || upright { output.removeLast() }
        }
        output.append(point)
    }

    /// The corners of a piecewise-constant curve through the points.
    static func steps(_ points: [Pixel], _ alignment: StepAlignment) -> [Pixel] {
        guard points.count > 1 else { return points }
        var output: [Pixel] = []
        for (index, point) in points.enumerated() {
            switch alignment {
            case .following:
                if index > 0 { output.append(Pixel(x: point.x, y: points[index - 1].y)) }
                output.append(point)
            case .centred:
                let before = index > 0 ? points[index - 1].x : 2 * point.x - points[index + 1].x
                let after = index + 1 < points.count ? points[index + 1].x : 2 * point.x - points[index - 1].x
                output.append(Pixel(x: (before + point.x) / 2, y: point.y))
                output.append(Pixel(x: (point.x + after) / 2, y: point.y))
            }
        }
        return output
    }
}
