/// A figure of a matrix, with one coloured cell for each number and a colour bar.
///
/// The first row is at the top. Cells without a finite number (or, on a logarithmic scale, without a positive one) are
/// hatched in a neutral colour that is not on the colour bar. Without any number there is no colour bar.
public struct HeatMap: Figure, Hashable {
    /// The title, shown above the map and read out by screen readers.
    public var title: String
    /// What the map shows, in a sentence for readers who cannot see it; empty for none.
    public var description: String
    /// The numbers, row by row from the top; short rows end in empty cells.
    public var rows: [[Double]]
    /// The horizontal axis; its domain, if any, gives the outer edges of the first and last column.
    public var x: Axis
    /// The vertical axis; its domain, if any, gives the top edge of the first row and the bottom edge of the last.
    public var y: Axis
    /// The label, the scale and the domain of the colours; numbers outside the domain get the end colours.
    public var value: Axis
    /// The colours.
    public var palette: HeatPalette
    /// The rows, from 0 at the top, that get a cross at their right end.
    public var marked: [Int]
    /// What the crosses say, for a key below the map.
    public var markedName: String
    /// The width of the drawing in its own units, in which labels are 11 units high.
    public var width: Double
    /// The height of the map itself in the same units; nil for square cells within reason.
    public var mapHeight: Double?
    /// Whether the title is drawn; it is always there for screen readers.
    public var showsTitle: Bool

    /// Creates a heat map.
    ///
    /// Without a domain, columns and rows are counted from 0 with each index in the middle of its cell, and the colours
    /// span the numbers exactly, or from zero if they start just above it. The domain of a diverging palette is made
    /// symmetric about zero, and its scale is always linear.
    public init(
        _ title: String, description: String = "", rows: [[Double]], x: Axis = Axis(), y: Axis = Axis(),
        value: Axis = Axis(), palette: HeatPalette = .viridis, marked: [Int] = [], markedName: String = "",
        width: Double = 640, mapHeight: Double? = nil, showsTitle: Bool = true
    ) {
        self.title = title
        self.description = description
        self.rows = rows
        self.x = x
        self.y = y
        self.value = value
        self.palette = palette
        self.marked = marked
        self.markedName = markedName
        self.width = width
        self.mapHeight = mapHeight
        self.showsTitle = showsTitle
    }

    /// The number of columns: the length of the longest row.
    public var columnCount: Int {
        rows.map(\.count).max() ?? 0
    }

    /// The number in every cell that has one, where they are all the same and the value axis has no domain; else nil.
    ///
    /// - Complexity: O(number of cells).
    public var constant: Double? {
        let extent = DataExtent(rows.lazy.joined())
        return value.domain == nil && extent.lower == extent.upper ? extent.lower : nil
    }

    /// The interval that the colours span; from 0 where all numbers are the same.
    ///
    /// - Complexity: O(number of cells).
    public var valueDomain: AxisDomain {
        var axis = value
        axis.padding = 0
        let extent = DataExtent(rows.lazy.joined())
        if extent.lower > 0, extent.lower < extent.upper / 10 { axis.includesZero = true }
        if palette.isDiverging { axis.scale = .linear }
        if let constant, axis.scale == .linear, !palette.isDiverging {
            return constant == 0 ? AxisDomain(0, 1) : AxisDomain(min(0, constant), max(0, constant))
        }
        let domain = axis.domain(for: extent, margin: .none)
        guard palette.isDiverging else { return AxisDomain(domain.lower, domain.upper) }
        let limit = max(abs(domain.lower), abs(domain.upper))
        return AxisDomain(-limit, limit)
    }

    /// The figure as an `svg` element; see ``Figure/svg(id:)``.
    ///
    /// Neighbouring equal cells are merged, and each colour is one path. Equal maps give equal elements.
    ///
    /// - Complexity: O(number of cells).
    public func svg(id: String) -> SVGElement {
        var canvas = FigureCanvas(id: id, width: width)
        if showsTitle { canvas.addTitle(title) }
        let height = draw(on: &canvas)
        return canvas.root(kind: "heatmap", title: title, description: description, height: height)
    }
}
