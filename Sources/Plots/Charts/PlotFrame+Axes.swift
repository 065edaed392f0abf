extension PlotFrame {
    /// Quiet grid lines at the labelled ticks, and a stronger line at zero or at the bottom.
    func grid(vertical: Bool) -> [SVGElement] {
        var data = PathData()
        for tick in y.ticks where tick.isMajor {
            guard let position = y.position(of: tick.value), abs(position - rect.bottom) > 0.5 else { continue }
            data.move(to: Pixel(x: rect.left, y: position))
            data.horizontal(to: rect.right)
        }
        if vertical {
            for tick in x.ticks where tick.isMajor {
                guard let position = x.position(of: tick.value), abs(position - rect.left) > 0.5 else { continue }
                data.move(to: Pixel(x: position, y: rect.bottom))
                data.vertical(to: rect.top)
            }
        }
        return data.isEmpty ? [] : [.stroke(data, PlotTheme.grid)]
    }

    /// The line at zero if it is inside the plot; it is drawn above the grid and below the data.
    func zeroLine() -> [SVGElement] {
        guard y.axis.scale == .linear, y.contains(0), let zero = y.position(of: 0), zero < rect.bottom - 0.5 else {
            return []
        }
        var data = PathData()
        data.move(to: Pixel(x: rect.left, y: zero))
        data.horizontal(to: rect.right)
        return [.stroke(data, PlotTheme.context)]
    }

    /// The line along the bottom with its ticks, and the ticks of a logarithmic vertical axis.
    ///
    /// The line is quiet if there is a stronger one at zero.
    func axisLines() -> [SVGElement] {
        var bottom = PathData()
        bottom.move(to: Pixel(x: rect.left, y: rect.bottom))
        bottom.horizontal(to: rect.right)
        var data = PathData()
        for tick in x.ticks {
            guard let position = x.position(of: tick.value) else { continue }
            data.move(to: Pixel(x: position, y: rect.bottom))
            data.vertical(to: rect.bottom + (tick.isMajor ? 5 : 3))
        }
        if y.axis.scale == .log10 {
            for tick in y.ticks {
                guard let position = y.position(of: tick.value) else { continue }
                data.move(to: Pixel(x: rect.left, y: position))
                data.horizontal(to: rect.left - (tick.isMajor ? 5 : 3))
            }
        }
        let line = SVGElement.stroke(bottom, zeroLine().isEmpty ? PlotTheme.context : PlotTheme.grid)
        return data.isEmpty ? [line] : [line, .stroke(data, PlotTheme.context)]
    }

    /// The labels along the bottom, moved inwards where they would reach outside `bounds`.
    func xLabels(within bounds: ClosedRange<Double>) -> SVGElement {
        var group = SVGElement("g", ["text-anchor": "middle"])
        for tick in x.ticks where tick.isMajor {
            guard let position = x.position(of: tick.value) else { continue }
            let half = TextMetrics.width(tick.label) / 2
            let inside = max(min(position, bounds.upperBound - half), bounds.lowerBound + half)
            group.append(.label(tick.label, x: inside, y: rect.bottom + 17))
        }
        return group
    }

    /// The labels at the left.
    func yLabels() -> SVGElement {
        var group = SVGElement("g", ["text-anchor": "end"])
        let gap = y.axis.scale == .log10 ? 8.0 : 6
        for tick in y.ticks where tick.isMajor {
            guard let position = y.position(of: tick.value) else { continue }
            group.append(.label(tick.label, x: rect.left - gap, y: position + TextMetrics.labelSize * 0.35))
        }
        return group
    }

    /// The room that the labels of an axis need, whatever its number of ticks turns out to be.
    static func widestLabel(_ axis: Axis, _ domain: AxisDomain) -> Double {
        let labels = (1...10).flatMap { axis.ticks(in: domain, target: $0).map(\.label) }
        return (labels.map { TextMetrics.width($0) }.max() ?? 0).rounded(.up)
    }

    /// The room that the labels on the left need, for axes whose ticks are known.
    static func leftMargin(_ y: ResolvedAxis) -> Double {
        let widest = y.ticks.map { TextMetrics.width($0.label) }.max() ?? 0
        return (widest + 9).rounded(.up)
    }
}
