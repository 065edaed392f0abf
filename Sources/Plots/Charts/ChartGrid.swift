/// Small multiples: panels of equal size that share both axes.
///
/// Both axes show the data of all panels; tick labels appear only on the left and below the last panel of each column,
/// and one key serves all panels.
public struct ChartGrid: Figure, Hashable {
    /// The title, shown above the panels and read out by screen readers.
    public var title: String
    /// What the figure shows, in a sentence for readers who cannot see it; empty for none.
    public var description: String
    /// The horizontal axis of every panel.
    public var x: Axis
    /// The vertical axis of every panel.
    public var y: Axis
    /// The panels, row by row.
    public var panels: [ChartPanel]
    /// The number of panels in a row.
    public var columns: Int
    /// The width of the drawing in its own units, in which labels are 11 units high.
    public var width: Double
    /// The height of the plotting area of one panel in the same units.
    public var panelHeight: Double
    /// Whether the title is drawn; it is always there for screen readers.
    public var showsTitle: Bool

    /// Creates a grid of charts.
    ///
    /// The number of columns is kept between one and the number of panels, and small enough for panels of 40 units;
    /// sizes are treated as by ``Chart``.
    public init(
        _ title: String, description: String = "", x: Axis = Axis(), y: Axis = Axis(), panels: [ChartPanel],
        columns: Int = 3, width: Double = 640, panelHeight: Double = 110, showsTitle: Bool = true
    ) {
        self.title = title
        self.description = description
        self.x = x
        self.y = y
        self.panels = panels
        self.columns = columns
        self.width = width
        self.panelHeight = panelHeight
        self.showsTitle = showsTitle
    }

    /// The figure as an `svg` element; see ``Figure/svg(id:)``.
    ///
    /// Equal grids give equal elements.
    ///
    /// - Complexity: O(number of points).
    public func svg(id: String) -> SVGElement {
        var canvas = FigureCanvas(id: id, width: width)
        if showsTitle { canvas.addTitle(title) }
        canvas.addKey(KeyEntry.entries(for: panels.flatMap(\.marks)))
        let size = FigureCanvas.size(panelHeight, least: 40, usual: 110)
        let domains = Chart(title, x: x, y: y, marks: panels.flatMap(\.marks)).domains
        let target = max(2, Int(size / 40))
        let probe = ResolvedAxis(y, domain: domains.y, from: size, to: 0, target: target)
        let left = min(PlotFrame.leftMargin(probe), canvas.width / 2)
        let gap = 16.0
        let most = max(1, Int((canvas.width - 10 - left + gap) / (40 + gap)))
        let columns = min(max(1, self.columns), max(1, panels.count), most)
        let rows = (panels.count + columns - 1) / columns
        let inner = (canvas.width - 10 - left - gap * Double(columns - 1)) / Double(columns)
        let heading: Double = panels.contains { !$0.title.isEmpty } ? 30 : 10
        let yLabel = TextMetrics.fit(probe.arrowLabel(vertical: true), width: canvas.width)
        if !yLabel.isEmpty {
            canvas.content.append(.label(yLabel, x: 0, y: canvas.top + 11))
            canvas.top += 14
        }
        for (index, panel) in panels.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            let rect = PlotRect(
                left: left + Double(column) * (inner + gap), top: canvas.top + Double(row) * (size + heading) + heading,
                width: inner, height: size)
            let frame = PlotFrame(
                rect: rect,
                x: .horizontal(x, domain: domains.x, from: rect.left, to: rect.right, spacing: 50),
                y: ResolvedAxis(y, domain: domains.y, from: rect.bottom, to: rect.top, target: target))
            canvas.content.append(
                group(
                    panel, frame, first: column == 0, last: index + columns >= panels.count, slack: gap / 2 - 2,
                    figure: canvas.width))
        }
        let bottom = canvas.top + Double(rows) * (size + heading)
        let xLabel = TextMetrics.fit(axisLabel(domains.x), width: canvas.width)
        if !xLabel.isEmpty {
            canvas.content.append(.label(xLabel, x: canvas.width - 10, y: bottom + 34, anchor: "end"))
        }
        return canvas.root(
            kind: "grid", title: title, description: description, height: bottom + (xLabel.isEmpty ? 24 : 40))
    }

    private func axisLabel(_ domain: AxisDomain) -> String {
        ResolvedAxis(x, domain: domain, from: 0, to: 1, target: 1).arrowLabel(vertical: false)
    }

    private func group(
        _ panel: ChartPanel, _ frame: PlotFrame, first: Bool, last: Bool, slack: Double, figure: Double
    ) -> SVGElement {
        let rect = frame.rect
        var group = SVGElement("g", ["class": "plot-panel"])
        if !panel.title.isEmpty {
            let text = TextMetrics.fit(panel.title, width: rect.width, bold: true)
            group.append(.label(text, x: rect.left, y: rect.top - 5, fill: PlotTheme.ink, bold: true))
        }
        group.append(contentsOf: frame.grid(vertical: false) + frame.zeroLine())
        let geometries = panel.marks.map { MarkGeometry($0, in: frame) }
        let drawing = MarkDrawing(frame: frame, weight: 0.8)
        for (mark, geometry) in zip(panel.marks, geometries) {
            group.append(contentsOf: drawing.elements(mark, geometry))
        }
        group.append(contentsOf: frame.axisLines())
        if last {
            let end = min(rect.right + slack, figure)
            group.append(frame.xLabels(within: (first ? 0 : rect.left - slack)...end))
        }
        if first { group.append(frame.yLabels()) }
        var placer = LabelPlacer(panel.marks, geometries, in: frame)
        for mark in panel.marks {
            switch mark {
            case .rule(let position, let label):
                group.append(contentsOf: placer.ruleLabel(label, position, in: frame))
            case .note(let text):
                if let element = placer.note(text) { group.append(element) }
            default: continue
            }
        }
        return group
    }
}
