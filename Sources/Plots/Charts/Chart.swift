/// A figure with one plot: marks on two axes.
///
/// ```swift
/// let chart = Chart(
///     "Training loss", description: "The loss falls as a power of the epoch.",
///     x: Axis("epoch", scale: .log10), y: Axis("loss", scale: .log10),
///     marks: [.line(PlotPoint.samples(losses, from: 1), Series("training"))])
/// let text = chart.svg(id: "loss").serialized()
/// ```
public struct Chart: Figure, Hashable {
    /// The title, shown above the plot and read out by screen readers.
    public var title: String
    /// What the chart shows, in a sentence for readers who cannot see it; empty for none.
    public var description: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// The layers, drawn in order.
    public var marks: [Mark]
    /// How the names of the series are shown.
    public var labels: SeriesLabels
    /// The width of the drawing in its own units, in which labels are 11 units high.
    public var width: Double
    /// The height of the drawing in the same units.
    public var height: Double
    /// Whether the title is drawn; it is always there for screen readers.
    public var showsTitle: Bool

    /// Creates a chart.
    ///
    /// Sizes are kept between 160 × 120 and 10 000; a size that is not finite is replaced by the default.
    public init(
        _ title: String, description: String = "", x: Axis = Axis(), y: Axis = Axis(), marks: [Mark],
        labels: SeriesLabels = .automatic, width: Double = 640, height: Double = 340, showsTitle: Bool = true
    ) {
        self.title = title
        self.description = description
        self.x = x
        self.y = y
        self.marks = marks
        self.labels = labels
        self.width = width
        self.height = height
        self.showsTitle = showsTitle
    }

    /// The intervals that the axes show for the data of the marks.
    ///
    /// - Complexity: O(number of points).
    public var domains: (x: AxisDomain, y: AxisDomain) {
        var (xs, ys) = (DataExtent(), DataExtent())
        for mark in marks { mark.extend(&xs, &ys) }
        let hasMarkers = marks.contains { mark in
            switch mark {
            case .points, .stems, .shaded, .zeros, .rings: true
            default: false
            }
        }
        return (x.domain(for: xs, margin: hasMarkers ? .markers : .none), y.domain(for: ys, margin: .vertical))
    }

    /// The chart as an `svg` element; see ``Figure/svg(id:)``.
    ///
    /// Lines of many points are reduced to what can be seen, so that the size of the figure does not grow with them.
    /// Equal charts give equal elements.
    ///
    /// - Complexity: O(number of points).
    public func svg(id: String) -> SVGElement {
        var canvas = FigureCanvas(id: id, width: width)
        let height = FigureCanvas.size(height, least: 120, usual: 340)
        if showsTitle { canvas.addTitle(title) }
        let domains = domains
        let entries = labels == .none ? [] : KeyEntry.entries(for: marks)
        let direct = endLabels(entries, domains: domains, figure: canvas.width, height: height)
        if direct.isEmpty { canvas.addKey(entries) }
        let ends = direct + ruleLabels(domain: domains.y, figure: canvas.width)
        let frame = layOut(&canvas, domains: domains, endLabels: ends, height: height)
        draw(frame, endLabels: ends, on: &canvas)
        return canvas.root(kind: "chart", title: title, description: description, height: height)
    }
}
