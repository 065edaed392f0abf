internal import Plots

/// A histogram: a chart of bars with gaps between them, whose table has the bins as they are.
struct HistogramFigure: Figure {
    let chart: Chart
    let histogram: Histogram
    /// How many numbers are exactly 0, and in no bin.
    let zeros: Int

    func svg(id: String) -> SVGElement { chart.svg(id: id) }

    /// A row for each bin, empty ones included: its ends and its count. Numbers that are exactly 0 have a first row.
    var table: FigureTable {
        let bins = histogram.bins.map { ["\($0.lower)", "\($0.upper)", "\($0.count)"] }
        return FigureTable(
            columns: ["from", "to", "runs"], rows: (zeros > 0 ? [["0.0", "0.0", "\(zeros)"]] : []) + bins)
    }
}
