/// One object in a drawing of a plane or of space: the data of a ``GeometryFigure``.
///
/// Vectors have two entries in a plane, three in space; a mark with other vectors, or with numbers that are not finite,
/// is not drawn.
public enum GeometryMark: Sendable, Hashable {
    /// How a line is drawn.
    public enum Stroke: Sendable, Hashable, CaseIterable {
        /// A line of usual width.
        case solid
        /// A broad, quiet line on which others can run.
        case broad
        /// A dashed line.
        case dashed
        /// Dots, for lines that only connect.
        case dotted
    }

    /// How a point is drawn.
    public enum Dot: Sendable, Hashable, CaseIterable {
        /// A filled disc.
        case filled
        /// A circle into which a disc fits.
        case hollow
        /// A larger circle, around both.
        case ring
        /// A diagonal cross.
        case cross
    }

    /// { x : x·normal = level }: a line in a plane, a translucent plane in space.
    case hyperplane(normal: [Double], level: Double, Series, label: String = "")
    /// { x : x·normal ≤ level }: shaded in a plane; not drawn in space.
    case halfSpace(normal: [Double], level: Double, Series, label: String = "")
    /// An arrow from one point to another.
    case arrow(from: [Double], to: [Double], Series, label: String = "")
    /// A straight line without ends.
    case line(through: [Double], direction: [Double], Series, Stroke = .dashed)
    /// A broken line.
    case path([[Double]], Series, Stroke = .solid)
    /// Points, with labels where there are any.
    case points([[Double]], Series, Dot = .filled, labels: [String] = [])

    /// The name and the style of the mark.
    public var series: Series {
        switch self {
        case .hyperplane(_, _, let series, _), .halfSpace(_, _, let series, _), .arrow(_, _, let series, _),
            .line(_, _, let series, _), .path(_, let series, _), .points(_, let series, _, _):
            series
        }
    }

    /// Whether every vector has `dimension` entries and every number is finite and not too large to be drawn.
    func isDrawable(dimension: Int) -> Bool {
        let (vectors, numbers): ([[Double]], [Double]) =
            switch self {
            case .hyperplane(let normal, let level, _, _), .halfSpace(let normal, let level, _, _): ([normal], [level])
            case .arrow(let from, let to, _, _): ([from, to], [])
            case .line(let through, let direction, _, _): ([through, direction], [])
            case .path(let points, _, _), .points(let points, _, _, _): (points, [])
            }
        return vectors.allSatisfy { $0.count == dimension }
            && (vectors.joined() + numbers).allSatisfy { $0.isFinite && abs($0) < 1e100 }
    }

    /// The points that a drawing of all marks must show.
    var extent: [[Double]] {
        switch self {
        case .hyperplane, .halfSpace, .line: []
        case .arrow(let from, let to, _, _): [from, to]
        case .path(let points, _, _), .points(let points, _, _, _): points
        }
    }
}
