internal import Diagnostics
internal import Plots

/// Sizes over the epochs for a chart with logarithmic axes, where a size of exactly 0 has no place.
struct LogarithmicSeries {
    let points: [PlotPoint]
    let name: String
    let slot: Int
    /// The size at epoch 0, which has no place on a logarithmic axis; nil where it cannot be drawn at the edge either.
    let start: Double?
    /// What a size of 0 is called: a sum of squares may be 0 where the errors are only too small for it.
    let zero: String

    /// Points whose first coordinate is positive, and what was before them.
    init(
        _ points: [PlotPoint], name: String, slot: Int = 1, start: Double? = nil, zero: String = "exactly 0"
    ) {
        (self.points, self.name, self.slot, self.zero) = (points.filter { $0.x > 0 }, name, slot, zero)
        let hasPlace = start.map { $0 > 0 && $0.isFinite } ?? false
        self.start = hasPlace && self.points.contains { $0.y > 0 && $0.y.isFinite } ? start : nil
    }

    /// What the short lines at the left edge mean; empty where there are none.
    static func startWords(_ series: [LogarithmicSeries]) -> String {
        let count = series.count { $0.start != nil }
        return count == 0
            ? ""
            : count == 1
                ? " The short line at the left edge is the value before training."
                : " The short lines at the left edge are the values before training."
    }

    /// Whether some size can be drawn at all.
    var hasDrawing: Bool { points.contains { $0.y >= 0 && $0.y.isFinite } }

    /// Whether some size can be drawn on a logarithmic axis.
    var hasPositive: Bool { points.contains { $0.y > 0 && $0.y.isFinite } }

    /// The line, broken where the size is 0, and markers at the bottom where it is.
    var marks: [Mark] {
        let zeros = points.filter { $0.y == 0 }.map(\.x)
        let positive = points.filter { $0.y > 0 && $0.y.isFinite }
        var marks: [Mark] = start.map { [.starts([$0], Series(name, .slot(slot)))] } ?? []
        if positive.count > 1 {
            marks.append(.line(Self.broken(points), Series(name, .slot(slot))))
        } else if !positive.isEmpty {
            marks.append(.points(positive, Series(name, .slot(slot))))
        }
        if !zeros.isEmpty { marks.append(.zeros(zeros, Series("\(name): \(zero)", .slot(slot + 2)))) }
        return marks
    }

    /// The points with a gap wherever the size has no place on a logarithmic axis.
    static func broken(_ points: [PlotPoint]) -> [PlotPoint] {
        points.map { $0.y > 0 ? $0 : PlotPoint($0.x, .nan) }
    }

    /// The vertical axis for some of these: logarithmic where a size is positive, else one that shows 0.
    static func axis(_ label: String, _ series: [LogarithmicSeries]) -> Axis {
        series.contains(where: \.hasPositive)
            ? Axis(label, scale: .log10) : Axis(label, domain: AxisDomain(0, 1))
    }

    /// "exactly 0 from epoch 7 on", or "exactly 0 at 3 epochs"; nil where no size is 0.
    var zeroWords: String? {
        let zeros = points.filter { $0.y == 0 }
        guard let last = points.last, let first = zeros.first else { return nil }
        if last.y == 0, let from = points.lastIndex(where: { $0.y != 0 }).map({ points[$0 + 1] }) ?? points.first {
            return "\(zero) from epoch \(NumberText.number(from.x)) on"
        }
        return zeros.count == 1
            ? "\(zero) at epoch \(NumberText.number(first.x))"
            : "\(zero) at \(NumberText.count(zeros.count)) of the recorded epochs"
    }
}
