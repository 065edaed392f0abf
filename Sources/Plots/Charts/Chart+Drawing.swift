extension Chart {
    /// Divides the figure, draws the axis labels and determines the plotting area.
    func layOut(
        _ canvas: inout FigureCanvas, domains: (x: AxisDomain, y: AxisDomain), endLabels: [EndLabel], height: Double
    ) -> PlotFrame {
        let top = (canvas.top + (y.label.isEmpty ? 8 : 24)).rounded()
        let bottom = max(height - (x.label.isEmpty ? 24 : 40), top + 24).rounded()
        let target = max(2, Int((bottom - top) / 40))
        let resolvedY = ResolvedAxis(y, domain: domains.y, from: bottom, to: top, target: target)
        let left = min(PlotFrame.leftMargin(resolvedY), canvas.width / 2)
        let names = endLabels.filter { $0.inside == nil }.map { TextMetrics.width($0.name) + $0.inset }.max() ?? 0
        let right = max(canvas.width - max(names.rounded(.up), 10), left + 40)
        let resolvedX = ResolvedAxis.horizontal(x, domain: domains.x, from: left, to: right)
        let rect = PlotRect(left: left, top: top, width: right - left, height: bottom - top)
        let yLabel = TextMetrics.fit(resolvedY.arrowLabel(vertical: true), width: canvas.width)
        if !yLabel.isEmpty { canvas.content.append(.label(yLabel, x: 0, y: top - 13)) }
        let xLabel = TextMetrics.fit(resolvedX.arrowLabel(vertical: false), width: right)
        if !xLabel.isEmpty { canvas.content.append(.label(xLabel, x: right, y: bottom + 34, anchor: "end")) }
        return PlotFrame(rect: rect, x: resolvedX, y: resolvedY)
    }

    /// Draws the axes, the marks and the labels inside the plot.
    func draw(_ frame: PlotFrame, endLabels: [EndLabel], on canvas: inout FigureCanvas) {
        canvas.content += frame.grid(vertical: frame.x.axis.scale == .log10) + frame.zeroLine()
        let geometries = marks.map { MarkGeometry($0, in: frame) }
        let drawing = MarkDrawing(frame: frame)
        for (mark, geometry) in zip(marks, geometries) { canvas.content += drawing.elements(mark, geometry) }
        canvas.content += frame.axisLines()
        canvas.content.append(frame.xLabels(within: 0...canvas.width))
        canvas.content.append(frame.yLabels())
        canvas.content += EndLabel.elements(endLabels, in: frame)
        var placer = LabelPlacer(marks, geometries, in: frame)
        for label in endLabels {
            guard let inside = label.inside, let x = frame.x.position(of: inside) else { continue }
            let end = Pixel(x: x, y: frame.y.position(of: label.value) ?? frame.rect.bottom)
            if let element = placer.endLabel(label.name, end) { canvas.content.append(element) }
        }
        for mark in marks {
            switch mark {
            case .rule(let position, let label) where !endLabels.contains { $0.isRule(position, label) }:
                canvas.content += placer.ruleLabel(label, position, in: frame)
            case .note(let text):
                if let element = placer.note(text) { canvas.content.append(element) }
            default: continue
            }
        }
    }

    /// The share of the width from which on a line ends at the right edge.
    private static let edge = 0.97

    /// The labels at the line ends, or none if the names go into a key.
    func endLabels(
        _ entries: [KeyEntry], domains: (x: AxisDomain, y: AxisDomain), figure width: Double, height: Double
    ) -> [EndLabel] {
        guard labels == .direct || labels == .automatic else { return [] }
        let unit = ResolvedAxis(x, domain: domains.x, from: 0, to: 1, target: 1)
        var found: [EndLabel] = []
        var fits = Double(entries.count) * EndLabel.spacing < height * 0.6
        for entry in entries {
            let own = marks.lazy.filter { $0.series == entry.series }
            let points =
                own.compactMap(\.linePoints).first ?? (labels == .direct ? own.compactMap(\.dotPoints).first : nil)
            guard let end = points?.last(where: { $0.y.isFinite && unit.position(of: $0.x) != nil }) else {
                fits = false
                continue
            }
            let share = unit.position(of: end.x) ?? 0
            fits = fits && (0.9...1.0001).contains(share)
            fits = fits && TextMetrics.width(entry.series.name) + EndLabel.inset <= width * 0.28
            let name = TextMetrics.fit(entry.series.name, width: width * 0.4 - EndLabel.inset)
            let isInside = labels == .direct && share < Self.edge
            found.append(EndLabel(entry: entry, name: name, value: end.y, inside: isInside ? end.x : nil))
        }
        return labels == .direct || fits ? found : []
    }
}

extension Chart {
    /// The labels of horizontal rules that fit beside their right end.
    func ruleLabels(domain: AxisDomain, figure width: Double) -> [EndLabel] {
        marks.compactMap { mark in
            guard case .rule(.horizontal(let value), let label) = mark, !label.isEmpty else { return nil }
            guard value >= domain.lower, value <= domain.upper, TextMetrics.width(label) < width * 0.22 else {
                return nil
            }
            return EndLabel(entry: nil, name: label, value: value)
        }
    }
}

extension Mark {
    /// The points of a curve that can carry a label at its end.
    fileprivate var linePoints: [PlotPoint]? {
        switch self {
        case .line(let points, _), .steps(let points, _, _), .area(let points, _, _): points
        case .ranges(let ranges, _): ranges.map { PlotPoint($0.x, $0.upper) }
        default: nil
        }
    }

    /// The points of a series without a curve, which can carry a label at the last of them.
    fileprivate var dotPoints: [PlotPoint]? {
        switch self {
        case .points(let points, _): points
        case .zeros(let places, _): places.map { PlotPoint($0, 0) }
        default: nil
        }
    }
}
