/// A drawing of points, lines and hyperplanes in a plane or in space, with a key beside it.
///
/// ```swift
/// let figure = GeometryFigure(
///     "One line", axes: [Axis("x"), Axis("y")],
///     marks: [.hyperplane(normal: [1, -1], level: 1, Series("x − y = 1"), label: "H")])
/// ```
///
/// In a plane, half-spaces are shaded and lines are clipped to the frame. Space is seen in parallel projection from a
/// direction in which little is hidden; planes are translucent polygons, clipped to a box, and everything is drawn from
/// back to front.
public struct GeometryFigure: Figure, Hashable {
    /// The title, shown above the drawing and read out by screen readers.
    public var title: String
    /// What the drawing shows, in a sentence for readers who cannot see it; empty for none.
    public var description: String
    /// Two axes for a plane, three for space; an axis without a domain fits the marks. For any other number nothing is
    /// drawn.
    public var axes: [Axis]
    /// The marks; those of one kind are drawn in order.
    public var marks: [GeometryMark]
    /// Whether the part where no coordinate is negative is set off: in a plane the rest is tinted; in space that part
    /// is the box of the planes.
    public var setsOffOrthant: Bool
    /// The name of the tinted rest in the key; empty for none.
    public var outsideName: String
    /// Whether a unit has the same length on every axis, so that right angles appear as right angles.
    public var hasEqualScales: Bool
    /// The width of the drawing in its own units, in which labels are 11 units high.
    public var width: Double
    /// The greatest height of the drawing proper in the same units.
    public var height: Double
    /// Whether the title is drawn; it is always there for screen readers.
    public var showsTitle: Bool

    /// Creates a drawing; unreasonable sizes are replaced.
    public init(
        _ title: String, description: String = "", axes: [Axis], marks: [GeometryMark], setsOffOrthant: Bool = false,
        outsideName: String = "",
        hasEqualScales: Bool = true, width: Double = 640, height: Double = 440, showsTitle: Bool = true
    ) {
        self.title = title
        self.description = description
        self.axes = axes
        self.marks = marks
        self.setsOffOrthant = setsOffOrthant
        self.outsideName = outsideName
        self.hasEqualScales = hasEqualScales
        self.width = width
        self.height = height
        self.showsTitle = showsTitle
    }

    /// The drawing as an `svg` element; see ``Figure/svg(id:)``.
    ///
    /// Equal figures give equal elements.
    ///
    /// - Complexity: O(marks²) in space, otherwise O(marks).
    public func svg(id: String) -> SVGElement {
        var canvas = FigureCanvas(id: id, width: width)
        if showsTitle { canvas.addTitle(title) }
        let drawable = marks.filter { $0.isDrawable(dimension: axes.count) }
        func key(_ marks: [GeometryMark]) -> GeometryKey {
            GeometryKey(
                marks: marks, outside: setsOffOrthant ? outsideName : "", isPlane: axes.count == 2,
                width: Self.keyWidth(canvas.width))
        }
        let room = canvas.width - (key(drawable).isEmpty ? 0 : Self.keyWidth(canvas.width) + Self.keyGap)
        let height = FigureCanvas.size(height, least: 120, usual: 440)
        let top = canvas.top
        var drawn: (bottom: Double, marks: [GeometryMark]) = (top + 20, drawable)
        switch axes.count {
        case 2: drawn = PlaneDrawing(self, drawable).draw(on: &canvas, width: room, height: height)
        case 3: drawn = SpaceDrawing(self, drawable).draw(on: &canvas, width: room, height: height)
        default: break
        }
        let key = key(drawn.marks)
        canvas.content += key.elements(x: room + Self.keyGap, y: top + 8)
        return canvas.root(
            kind: "geometry", title: title, description: description, height: max(drawn.bottom, top + 8 + key.height))
    }

    private static let keyGap = 18.0

    private static func keyWidth(_ width: Double) -> Double { min(max(width * 0.3, 60), 210) }

    /// The interval of each axis: its own, or one that fits the marks.
    func domains(_ drawable: [GeometryMark]) -> [AxisDomain] {
        let points = drawable.flatMap(\.extent)
        return axes.indices.map { k in
            var axis = axes[k]
            axis.scale = .linear
            let domain = axis.domain(for: points.map { $0[k] })
            return AxisDomain(domain.lower, domain.upper)
        }
    }
}
