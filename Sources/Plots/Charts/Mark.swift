/// One layer of a chart; layers are drawn in order, later ones on top.
///
/// Points that have no place on the axes (not finite, or not positive on a logarithmic scale) break lines and areas and
/// are left out elsewhere. Whatever lies outside an explicit domain is cut off exactly at the edge.
public enum Mark: Sendable, Hashable {
    /// A line through points in the given order.
    case line([PlotPoint], Series = Series())
    /// A marker at each point.
    case points([PlotPoint], Series = Series())
    /// A circle at each point, wide enough to be seen around the marker of another series.
    case rings([PlotPoint], Series = Series())
    /// A marker at each point in the colour of its value, on a scale from the least to the greatest value; as many
    /// values as points. The series names the scale.
    case shaded([PlotPoint], values: [Double], Series = Series())
    /// Values that are exactly 0: markers at the given horizontal coordinates, on the bottom edge of a logarithmic
    /// scale, which has no place for them, else at 0.
    case zeros([Double], Series = Series())
    /// Values from before the horizontal axis begins, as of epoch 0 on a logarithmic scale: short lines at the left
    /// edge.
    case starts([Double], Series = Series())
    /// A vertical line from zero to each point, from the bottom edge on a logarithmic scale.
    case stems([PlotPoint], Series = Series())
    /// A piecewise-constant curve.
    case steps([PlotPoint], Series = Series(), alignment: StepAlignment = .centred)
    /// The area between a line and a base, with the line on top; the bottom edge on a logarithmic scale.
    case area([PlotPoint], Series = Series(), base: Double = 0)
    /// The area between two lines; a lower line at 0 takes the bottom edge on a logarithmic scale.
    case band(lower: [PlotPoint], upper: [PlotPoint], Series = Series())
    /// A line through ranges of values, as high at each place as the values there: every epoch's loss, of which many
    /// share a column. A range from 0 on reaches down to the bottom edge of a logarithmic scale.
    case ranges([PlotRange], Series = Series())
    /// A thin reference line across the whole plot, with a label that avoids the data.
    case rule(RulePosition, label: String = "")
    /// A few words in the emptiest corner of the plot, such as `r² = 0.998`.
    case note(String)

    /// The series of the mark; nil for rules and notes.
    public var series: Series? {
        switch self {
        case .line(_, let series), .points(_, let series), .stems(_, let series), .steps(_, let series, _),
            .area(_, let series, _), .band(_, _, let series), .shaded(_, _, let series), .zeros(_, let series),
            .starts(_, let series), .rings(_, let series), .ranges(_, let series):
            series
        case .rule, .note: nil
        }
    }

    /// Whether some coordinates are finite, so that there is something to draw.
    var hasPlace: Bool {
        func some(_ points: [PlotPoint]) -> Bool { points.contains { $0.x.isFinite && $0.y.isFinite } }
        return switch self {
        case .line(let points, _), .points(let points, _), .stems(let points, _), .steps(let points, _, _),
            .area(let points, _, _), .shaded(let points, _, _), .rings(let points, _):
            some(points)
        case .band(let lower, let upper, _): some(lower) && some(upper)
        case .ranges(let ranges, _): ranges.contains { $0.isPlaced }
        case .zeros(let numbers, _), .starts(let numbers, _): numbers.contains(where: \.isFinite)
        case .rule(.horizontal(let value), _), .rule(.vertical(let value), _): value.isFinite
        case .note(let text): !text.isEmpty
        }
    }

    /// Adds the coordinates that the axes have to show.
    func extend(_ x: inout DataExtent, _ y: inout DataExtent) {
        func include(_ points: [PlotPoint]) {
            for point in points where point.x.isFinite && point.y.isFinite {
                x.include(point.x)
                y.include(point.y)
            }
        }
        switch self {
        case .line(let points, _), .points(let points, _), .steps(let points, _, _), .shaded(let points, _, _),
            .rings(let points, _):
            include(points)
        case .zeros(let places, _): include(places.map { PlotPoint($0, 0) })
        case .starts(let values, _):
            for value in values { y.include(value) }
        case .stems(let points, _):
            include(points)
            y.include(0)
        case .area(let points, _, let base):
            include(points)
            y.include(base)
        case .band(let lower, let upper, _):
            include(lower)
            include(upper)
        case .ranges(let ranges, _):
            for range in ranges where range.isPlaced {
                x.include(range.x)
                y.include(range.lower)
                y.include(range.upper)
            }
        case .rule(.horizontal(let value), _): y.include(value)
        case .rule(.vertical(let value), _): x.include(value)
        case .note: break
        }
    }
}
