public import Experiments
internal import Foundation
internal import Plots

/// The figures of a ladder: errors falling, or not.
public struct LadderFigures: Sendable {
    let result: LadderResult
    let histories: [String: [HistoryRow]]

    /// Figures of what a ladder found, with the history of one run of each rung, by the rung's name.
    public init(_ result: LadderResult, histories: [String: [HistoryRow]]) {
        self.result = result
        self.histories = histories
    }

    private static let titles = [
        "ladder-cures": "Ordinary training, remedy by remedy",
        "ladder-rivals": "Only the last layer, code and kinks in place",
        "ladder-arrivals": "All remedies together",
    ]

    /// The largest error over the epochs.
    func errors(id: String, roles: Set<Ladder.Rung.Role>) -> ReportFigure? {
        let chosen = result.rungs.filter { roles.contains($0.role) }
        let marks = lines(chosen) { Double($0.epoch) }
        guard !marks.isEmpty, let title = Self.titles[id] else { return nil }
        return ReportFigure(
            id: id, title: title,
            caption:
                "The largest error over the amplitude against the epoch, of the first seed; both axes are logarithmic, and the rule is "
                + "the goal.",
            drawing: chart(title, x: "epoch", marks))
    }

    /// The largest error over the seconds, of every method.
    var time: ReportFigure? {
        let chosen = result.rungs.filter { $0.role == .plain || $0.role == .arrives || $0.name == "kinks" }
        let marks = lines(chosen) { [seconds = secondsPerEpoch] row in Double(row.epoch) * (seconds[row.name] ?? 0) }
        guard !marks.isEmpty else { return nil }
        return ReportFigure(
            id: "ladder-time", title: "The same in seconds",
            caption:
                "The largest error over the amplitude against the seconds of training at each run's mean speed, on one core. "
                + (LadderText.comparison(result).map { $0.prefix(1).uppercased() + $0.dropFirst() + "." } ?? ""),
            drawing: chart("The same in seconds", x: "seconds", marks))
    }

    private var secondsPerEpoch: [String: Double] {
        Dictionary(
            result.rungs.map {
                ($0.name, ($0.attempts.first?.seconds ?? 0) / Double(max(1, $0.attempts.first?.epochs ?? 1)))
            },
            uniquingKeysWith: { first, _ in first })
    }

    private struct Row {
        let name: String
        let epoch: Int
    }

    private func lines(_ rungs: [LadderResult.Rung], x: (Row) -> Double) -> [Mark] {
        rungs.enumerated().flatMap { index, rung -> [Mark] in
            let points = (histories[rung.name] ?? []).filter { $0.epoch > 0 }.map { row in
                PlotPoint(x(Row(name: rung.name, epoch: row.epoch)), row.maxAbsoluteError / result.amplitude)
            }
            let series = Series(rung.title, .slot(index + 1))
            let zeros = points.filter { $0.y == 0 }.map(\.x)
            let positive = points.filter { $0.y > 0 }
            return
                (positive.isEmpty
                ? []
                : [positive.count < 3 ? .points(positive, series) : .line(LogarithmicSeries.broken(points), series)])
                + (zeros.isEmpty ? [] : [.zeros(zeros, Series("\(rung.title): exactly 0", .slot(index + 1)))])
        }
    }

    private func chart(_ title: String, x: String, _ marks: [Mark]) -> Chart {
        Chart(
            title, description: "Lines of the largest error, one for each method.", x: Axis(x, scale: .log10),
            y: Axis("largest error / amplitude", scale: .log10),
            marks: marks + [.rule(.horizontal(result.goal.maxRelativeError), label: "goal")], labels: .key, height: 380,
            showsTitle: false)
    }

    /// What became of kinks that were spread once; empty where they stayed, or nothing is known.
    private var driftWords: String {
        let covered = result.rung(named: "kinks")?.attempts.compactMap(\.coveredGaps) ?? []
        guard let most = covered.max(), most < result.length else { return "" }
        return " Where all layers are trained, kinks that were spread once drift out of their gaps again."
    }

    /// The number of gaps that hold a kink at the end of each run.
    var gaps: ReportFigure? {
        let rows = result.rungs.enumerated().flatMap { index, rung in
            rung.attempts.compactMap { attempt in attempt.coveredGaps.map { PlotPoint(Double(index + 1), Double($0)) } }
        }
        guard !rows.isEmpty, result.length > 1 else { return nil }
        return ReportFigure(
            id: "ladder-gaps", title: "Gaps with a kink at the end",
            caption:
                "For each rung, in the order of the table, the number of the \(result.length) gaps between neighbouring codes that hold a "
                + "kink, one point a run. For a monotone code no last layer at all is exact below \(result.length / 2); one in each gap, of a "
                + "unit that is off at the blank's code, is enough.\(driftWords)",
            drawing: Chart(
                "Gaps with a kink at the end", description: "Points for each run over the rungs.", x: Axis("rung"),
                y: Axis("gaps with a kink", includesZero: true),
                marks: [
                    .points(rows, Series("runs")), .rule(.horizontal(Double(result.length / 2)), label: "needed"),
                    .rule(.horizontal(Double(result.length)), label: "all"),
                ], labels: .none, height: 280, showsTitle: false))
    }
}
