internal import Diagnostics
internal import Plots

/// Sizes over the epochs for a chart with logarithmic axes, where a size of exactly 0 has no place.
struct LogarithmicSeries {
    let points: [PlotPoint]
    /// The least and the greatest size in each column, where every epoch is known; ``points`` has the greatest.
    private let ranges: [PlotRange]?
    private let zeros: ZeroEpochs
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
        var zeros = ZeroEpochs()
        let placed = points.filter { $0.x > 0 }
        for point in placed { zeros.note(point.x, isZero: point.y == 0) }
        self.init(placed, nil, zeros, name: name, slot: slot, start: start, zero: zero)
    }

    /// The losses of every epoch, by columns.
    init(_ losses: LossColumns, name: String, slot: Int = 1, zero: String = "exactly 0") {
        self.init(
            losses.columns.map { PlotPoint($0.x, $0.upper) }, losses.columns, losses.zeros, name: name, slot: slot,
            start: losses.first.flatMap { $0.epoch == 0 ? $0.value : nil }, zero: zero)
    }

    private init(
        _ points: [PlotPoint], _ ranges: [PlotRange]?, _ zeros: ZeroEpochs, name: String, slot: Int, start: Double?,
        zero: String
    ) {
        (self.points, self.ranges, self.zeros, self.name, self.slot) = (points, ranges, zeros, name, slot)
        self.zero = zero
        let hasPlace = start.map { $0 > 0 && $0.isFinite } ?? false
        // A loss that is 0 from epoch 1 on has a linear axis, on which its start has a place.
        self.start = hasPlace && points.contains { $0.y >= 0 && $0.y.isFinite } ? start : nil
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
        let zeros = ranges.map { $0.filter { $0.lower == 0 }.map(\.x) } ?? points.filter { $0.y == 0 }.map(\.x)
        let positive = points.filter { $0.y > 0 && $0.y.isFinite }
        var marks: [Mark] = start.map { [.starts([$0], Series(name, .slot(slot)))] } ?? []
        if let ranges, !positive.isEmpty {
            marks.append(
                .ranges(ranges.map { $0.upper > 0 ? $0 : PlotRange($0.x, .nan, .nan) }, Series(name, .slot(slot))))
        } else if positive.count > 1 {
            marks.append(.line(Self.broken(points), Series(name, .slot(slot))))
        } else if !positive.isEmpty {
            marks.append(.points(positive, Series(name, .slot(slot))))
        }
        if !zeros.isEmpty { marks.append(.zeros(zeros, Series("\(name): \(zero)", .slot(slot + 2)))) }
        return marks
    }

    /// The same where several series share a figure: zeros have the colour and the name of their series.
    var marksInOneColor: [Mark] {
        marks.map { mark in
            if case .zeros(let places, _) = mark { .zeros(places, Series(name, .slot(slot))) } else { mark }
        }
    }

    /// The points with a gap wherever the size has no place on a logarithmic axis.
    static func broken(_ points: [PlotPoint]) -> [PlotPoint] {
        points.map { $0.y > 0 ? $0 : PlotPoint($0.x, .nan) }
    }

    /// The vertical axis for some of these: logarithmic where a size is positive after epoch 0, else one from 0 to the
    /// largest value before training.
    static func axis(_ label: String, _ series: [LogarithmicSeries]) -> Axis {
        series.contains(where: \.hasPositive)
            ? Axis(label, scale: .log10)
            : Axis(label, domain: AxisDomain(0, series.compactMap(\.start).max().map { 1.05 * $0 } ?? 1))
    }

    /// "exactly 0 from epoch 7 on", or "exactly 0 at 3 epochs"; nil where no size is 0.
    var zeroWords: String? { zeros.words(zero, of: ranges == nil ? "recorded epochs" : "epochs") }
}
