extension HeatMap {
    /// Draws the map, its axes and its colour bar below what is already there, and returns the height of the figure.
    func draw(on canvas: inout FigureCanvas) -> Double {
        let domain = valueDomain
        var valueAxis = value
        if palette.isDiverging { valueAxis.scale = .linear }
        let scale = ResolvedAxis(valueAxis, domain: domain, from: 0, to: Double(palette.levels), target: 4)
        let cells = HeatMapCells(rows: rows, columns: columnCount, levels: palette.levels) { number in
            scale.position(of: number)
        }
        let top = (canvas.top + 22).rounded()
        let barWidth = 14.0
        let barLabels = PlotFrame.widestLabel(valueAxis, domain)
        let missing = cells.missing.isEmpty ? 0 : TextMetrics.width(HeatMap.missingLabel)
        let everywhere = constantLabel(valueAxis)
        let labels = everywhere.map { TextMetrics.width($0) } ?? barLabels
        let right = max(canvas.width - 20 - barWidth - 7 - max(labels, missing).rounded(.up), canvas.width / 2)
        let rowDomain = y.domain ?? AxisDomain(-0.5, Double(max(rows.count, 1)) - 0.5)
        let columnDomain = x.domain ?? AxisDomain(-0.5, Double(max(cells.columns, 1)) - 0.5)
        let rowAxis = Axis(y.label, domain: rowDomain, namedTicks: y.namedTicks)
        let rowEdges = rowAxis.domain(for: [])
        let left = min(PlotFrame.widestLabel(rowAxis, rowEdges) + 10, canvas.width / 3)
        let square = (right - left) * Double(rows.count) / Double(max(cells.columns, 1))
        let usual = min(max(square, 80), (right - left) * 1.2)
        let mapHeight = FigureCanvas.size(mapHeight ?? usual, least: 40, usual: usual).rounded()
        let rect = PlotRect(left: left, top: top, width: right - left, height: mapHeight)
        let columnAxis = Axis(x.label, domain: columnDomain, namedTicks: x.namedTicks)
        let frame = PlotFrame(
            rect: rect,
            x: .horizontal(
                columnAxis, domain: columnAxis.domain(for: []), from: rect.left, to: rect.right,
                spacing: max(80, Self.wholeNumbers(x, columnDomain).map { rect.width / $0 } ?? 0),
                minimum: Self.wholeNumbers(x, columnDomain) == nil ? 2 : 1),
            y: ResolvedAxis(
                rowAxis, domain: rowEdges, from: rect.top, to: rect.bottom,
                target: max(1, min(Int(mapHeight / 60), Self.wholeNumbers(y, rowDomain).map { Int($0) } ?? .max)),
                minimum: Self.wholeNumbers(y, rowDomain) == nil ? 2 : 1))
        drawCells(cells, in: rect, on: &canvas)
        drawAxes(frame, on: &canvas)
        drawMarks(in: rect, on: &canvas)
        var bar = PlotRect(left: right + 20, top: top, width: barWidth, height: min(mapHeight, 260))
        if let everywhere, let constant, let place = scale.position(of: constant) {
            bar.height = barWidth
            let level = min(max(Int(place), 0), palette.levels - 1)
            drawSwatch(bar, palette.paint(level: level), everywhere, valueAxis.label, on: &canvas)
        } else if cells.runs.contains(where: { !$0.isEmpty }) {
            drawBar(bar, valueAxis, domain, on: &canvas)
        } else {
            // Colours without a cell that has one would say that there are values.
            bar.height = 0
        }
        if !cells.missing.isEmpty {
            let swatch = PlotRect(
                left: bar.left, top: min(bar.bottom + 14, rect.bottom - 11), width: barWidth, height: 11)
            let below = bar.bottom + 14 > rect.bottom - 11
            drawMissingKey(below ? swatch.moved(to: rect.bottom + 8) : swatch, on: &canvas)
        }
        return rect.bottom + (x.label.isEmpty && marks.isEmpty ? 24 : 40)
    }

    /// The rows that are marked, without those that do not exist.
    private var marks: [Int] { Set(marked).filter(rows.indices.contains).sorted() }

    /// A cross beside each row that is marked, and what it says.
    private func drawMarks(in rect: PlotRect, on canvas: inout FigureCanvas) {
        let marks = marks
        guard !marks.isEmpty else { return }
        let height = rect.height / Double(rows.count)
        let crosses = marks.map { Pixel(x: rect.right + 9, y: rect.top + (Double($0) + 0.5) * height) }
        var group = SVGElement("g", ["class": "plot-marks"])
        let style = SeriesStyle.slot(5)
        group.append(
            contentsOf: Marker.elements(crosses, style: style, radius: min(MarkDrawing.markerRadius, max(1.2, height))))
        if !markedName.isEmpty {
            let key = Pixel(x: rect.left + 4, y: rect.bottom + 30)
            group.append(contentsOf: Marker.elements([key], style: style, radius: MarkDrawing.markerRadius))
            group.append(.label(markedName, x: key.x + 9, y: key.y + 4))
        }
        canvas.content.append(group)
    }

    private static let missingLabel = "no value"

    /// How many whole numbers an axis spans whose cells stand for them: one without a domain, or with edges halfway
    /// between whole numbers. Ticks between them would stand for nothing.
    private static func wholeNumbers(_ axis: Axis, _ domain: AxisDomain) -> Double? {
        let span = domain.upper - domain.lower
        guard axis.domain != nil else { return max(1, span) }
        let isHalf = (domain.lower + 0.5).rounded() == domain.lower + 0.5 && span.rounded() == span
        return isHalf && span >= 1 && span < 1e9 ? span : nil
    }

    private func drawCells(_ cells: HeatMapCells, in rect: PlotRect, on canvas: inout FigureCanvas) {
        // Renderers that smooth the edges of cells let the background shine through between them.
        if let level = cells.commonLevel, cells.missing.isEmpty {
            canvas.content.append(
                SVGElement(
                    "rect",
                    [
                        "x": .number(rect.left + 0.5), "y": .number(rect.top + 0.5),
                        "width": .number(rect.width - 1), "height": .number(rect.height - 1),
                        "fill": .text(palette.paint(level: level)),
                    ]))
        }
        let hatch = "\(canvas.id)-missing"
        if !cells.missing.isEmpty {
            var pattern = SVGElement(
                "pattern",
                ["id": .text(hatch), "width": 5, "height": 5, "patternUnits": "userSpaceOnUse"])
            pattern.append(SVGElement("rect", ["width": 5, "height": 5, "fill": .text(PlotTheme.missing)]))
            pattern.append(
                SVGElement(
                    "path", ["d": "M0 5 5 0", "stroke": .text(PlotTheme.surface), "stroke-width": 1]))
            canvas.content.append(SVGElement("defs", children: [pattern]))
            // The hatch keeps its own scale, so these cells are drawn in figure coordinates.
            canvas.content.append(
                SVGElement(
                    "path",
                    ["class": "plot-missing", "d": .text(cells.outlines(in: rect)), "fill": "url(#\(hatch))"]))
        }
        guard cells.columns > 0 else { return }
        // In this group a cell is one unit wide and high, so that a line of width 1 along its middle covers it.
        let transform = CellTransform(rect: rect, columns: cells.columns, rows: cells.rowCount)
        var group = SVGElement(
            "g",
            [
                "class": "plot-cells", "transform": .text(transform.text), "fill": "none",
                "stroke-width": .text(transform.lineWidth), "shape-rendering": "crispEdges",
            ])
        for level in 0..<palette.levels where !cells.runs[level].isEmpty {
            group.append(
                SVGElement(
                    "path",
                    ["stroke": .text(palette.paint(level: level)), "d": .text(cells.path(level: level))]))
        }
        canvas.content.append(group)
    }

    private func drawAxes(_ frame: PlotFrame, on canvas: inout FigureCanvas) {
        let rect = frame.rect
        var data = PathData()
        for tick in frame.x.ticks {
            guard let position = frame.x.position(of: tick.value) else { continue }
            data.move(to: Pixel(x: position, y: rect.bottom + 1))
            data.vertical(to: rect.bottom + 5)
        }
        for tick in frame.y.ticks {
            guard let position = frame.y.position(of: tick.value) else { continue }
            data.move(to: Pixel(x: rect.left - 1, y: position))
            data.horizontal(to: rect.left - 5)
        }
        if !data.isEmpty { canvas.content.append(.stroke(data, PlotTheme.context)) }
        canvas.content.append(frame.xLabels(within: 0...canvas.width))
        var labels = SVGElement("g", ["text-anchor": "end"])
        for tick in frame.y.ticks {
            guard let position = frame.y.position(of: tick.value) else { continue }
            labels.append(.label(tick.label, x: rect.left - 8, y: position + TextMetrics.labelSize * 0.35))
        }
        canvas.content.append(labels)
        let yLabel = TextMetrics.fit(frame.y.arrowLabel(vertical: true), width: rect.right * 0.6)
        if !yLabel.isEmpty { canvas.content.append(.label(yLabel, x: 0, y: rect.top - 9)) }
        let xLabel = TextMetrics.fit(frame.x.arrowLabel(vertical: false), width: rect.right)
        if !xLabel.isEmpty {
            canvas.content.append(.label(xLabel, x: rect.right, y: rect.bottom + 34, anchor: "end"))
        }
    }

    private func drawBar(_ bar: PlotRect, _ axis: Axis, _ domain: AxisDomain, on canvas: inout FigureCanvas) {
        let scale = ResolvedAxis(
            axis, domain: domain, from: bar.bottom, to: bar.top, target: max(2, Int(bar.height / 44)))
        var group = SVGElement("g", ["class": "plot-bar", "shape-rendering": "crispEdges"])
        let step = bar.height / Double(palette.levels)
        for level in 0..<palette.levels {
            group.append(
                SVGElement(
                    "rect",
                    [
                        "x": .number(bar.left), "y": .number(bar.bottom - Double(level + 1) * step),
                        "width": .number(bar.width), "height": .number(step + (level == 0 ? 0 : 0.3)),
                        "fill": .text(palette.paint(level: level)),
                    ]))
        }
        canvas.content.append(group)
        var (data, labels) = (PathData(), SVGElement("g"))
        for tick in scale.ticks where tick.isMajor {
            guard let position = scale.position(of: tick.value) else { continue }
            data.move(to: Pixel(x: bar.right + 1, y: position))
            data.horizontal(to: bar.right + 4)
            labels.append(.label(tick.label, x: bar.right + 7, y: position + TextMetrics.labelSize * 0.35))
        }
        if !data.isEmpty { canvas.content.append(.stroke(data, PlotTheme.context)) }
        canvas.content.append(labels)
        drawBarName(bar, axis.label, on: &canvas)
    }

    private func drawBarName(_ bar: PlotRect, _ label: String, on canvas: inout FigureCanvas) {
        let name = TextMetrics.fit(label, width: canvas.width * 0.4)
        guard !name.isEmpty else { return }
        let fits = bar.left + TextMetrics.width(name) <= canvas.width
        canvas.content.append(
            .label(name, x: fits ? bar.left : canvas.width, y: bar.top - 9, anchor: fits ? nil : "end"))
    }

    /// "0 everywhere", in place of a bar whose other colours would stand for nothing; nil for any other map.
    private func constantLabel(_ axis: Axis) -> String? {
        constant == 0 && axis.scale == .linear ? "0 everywhere" : nil
    }

    /// The one colour of a constant map.
    private func drawSwatch(
        _ swatch: PlotRect, _ color: String, _ text: String, _ name: String, on canvas: inout FigureCanvas
    ) {
        canvas.content.append(
            SVGElement(
                "rect",
                [
                    "class": "plot-bar", "x": .number(swatch.left), "y": .number(swatch.top),
                    "width": .number(swatch.width), "height": .number(swatch.height), "fill": .text(color),
                ]))
        canvas.content.append(.label(text, x: swatch.right + 7, y: swatch.bottom - 3))
        drawBarName(swatch, name, on: &canvas)
    }

    private func drawMissingKey(_ swatch: PlotRect, on canvas: inout FigureCanvas) {
        canvas.content.append(
            SVGElement(
                "rect",
                [
                    "x": .number(swatch.left), "y": .number(swatch.top), "width": .number(swatch.width),
                    "height": .number(swatch.height), "fill": "url(#\(canvas.id)-missing)",
                ]))
        canvas.content.append(.label(HeatMap.missingLabel, x: swatch.right + 7, y: swatch.bottom - 1.5))
    }
}

extension PlotRect {
    fileprivate func moved(to top: Double) -> PlotRect {
        PlotRect(left: left, top: top, width: width, height: height)
    }
}
