internal import Descriptions
internal import Diagnostics
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
                + "the goal." + endWords(chosen) + coincidenceWords(chosen),
            drawing: chart(title, x: "epoch", marks))
    }

    /// The largest error over the seconds, of every method.
    var time: ReportFigure? {
        let chosen = result.rungs.filter { $0.role == .plain || $0.role == .arrives || $0.name == "kinks" }
        let marks = lines(chosen) { [seconds = secondsPerEpoch] row in Double(row.epoch) * (seconds[row.name] ?? 0) }
        guard !marks.isEmpty else { return nil }
        return ReportFigure(
            id: "ladder-time", title: Self.timeTitle,
            caption:
                "The largest error over the amplitude against the seconds of training at each run's mean speed, on one core. "
                + (LadderText.comparison(result).map { $0.prefix(1).uppercased() + $0.dropFirst() + "." } ?? ""),
            drawing: chart(Self.timeTitle, x: "seconds", marks))
    }

    private static let timeTitle = "The error over the seconds of training"

    /// Where lines end, unless all do at the same epoch.
    private func endWords(_ rungs: [LadderResult.Rung]) -> String {
        let ends = rungs.compactMap { rung in
            (histories[rung.name]?.last?.epoch).map { (title: NumberText.typeset(rung.title), epoch: $0) }
        }
        let groups = Dictionary(grouping: ends, by: \.epoch).sorted { $0.key < $1.key }
        guard groups.count > 1, let most = groups.map(\.value.count).max() else { return "" }
        let usual = most > 1 ? groups.last { $0.value.count == most }?.key : nil
        let words = groups.filter { $0.key != usual }.flatMap { epoch, runs in
            runs.map { "“\($0.title)” at \(NumberText.count(epoch))" }
        }
        return " A line ends with the last epoch that its run was given: " + words.joined(separator: ", ")
            + (usual.map { ", the others at \(NumberText.count($0))" } ?? "") + "."
    }

    /// Which lines cannot be told apart, since they lie on each other.
    private func coincidenceWords(_ rungs: [LadderResult.Rung]) -> String {
        var groups: [[LadderResult.Rung]] = []
        for rung in rungs {
            if let index = groups.firstIndex(where: { $0.allSatisfy { coincide($0.name, rung.name) } }) {
                groups[index].append(rung)
            } else {
                groups.append([rung])
            }
        }
        let sentences = groups.filter { $0.count > 1 }.map { group -> String in
            let titles = group.map { "“\(NumberText.typeset($0.title))”" }
            let list = titles.dropLast().joined(separator: ", ") + " and " + (titles.last ?? "")
            return " The lines of \(list) lie on each other."
        }
        return sentences.joined()
    }

    /// Whether two runs have the same error, to within 2 %, at nine of ten epochs that both recorded.
    private func coincide(_ one: String, _ other: String) -> Bool {
        let errors = Dictionary(
            (histories[other] ?? []).map { ($0.epoch, $0.maxAbsoluteError) }, uniquingKeysWith: { $1 })
        let pairs = (histories[one] ?? []).filter { $0.epoch > 0 }.compactMap { row in
            errors[row.epoch].map { (row.maxAbsoluteError, $0) }
        }
        let same = pairs.count { abs($0 - $1) <= 0.02 * max(abs($0), abs($1)) }
        return pairs.count > 2 && 10 * same >= 9 * pairs.count
    }

    private var secondsPerEpoch: [String: Double] {
        Dictionary(
            result.rungs.map {
                ($0.name, ($0.completed.first?.seconds ?? 0) / Double(max(1, $0.completed.first?.epochs ?? 1)))
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
            let title = NumberText.typeset(rung.title)
            let series = Series(title, .slot(index + 1))
            let zeros = points.filter { $0.y == 0 }.map(\.x)
            let positive = points.filter { $0.y > 0 }
            return
                (positive.isEmpty
                ? []
                : [positive.count < 3 ? .points(positive, series) : .line(LogarithmicSeries.broken(points), series)])
                + (zeros.isEmpty ? [] : [.zeros(zeros, Series("\(title): exactly 0", .slot(index + 1)))])
        }
    }

    private func chart(_ title: String, x: String, _ marks: [Mark]) -> Chart {
        let goal = result.goal.maxRelativeError
        let sizes = marks.flatMap(\.heights).filter { $0 > 0 && $0.isFinite } + (goal > 0 ? [goal] : [])
        let (least, most) = (sizes.min() ?? 1, sizes.max() ?? 1)
        // Room on both sides, so that the goal does not lie on the edge.
        let room = max(pow(most / least, 0.06), 1.5)
        return Chart(
            title, description: "Lines of the largest error, one for each method.",
            x: Axis(x, scale: .log10, isWhole: x == "epoch"),
            y: Axis("largest error / amplitude", scale: .log10, domain: AxisDomain(least / room, most * room)),
            marks: marks + [.rule(.horizontal(goal), label: "goal")], labels: .key, height: 380,
            showsTitle: false)
    }

    /// What became of kinks that were spread once; empty where they stayed, or nothing is known.
    private var driftWords: String {
        let covered = result.rung(named: "kinks")?.completed.compactMap(\.coveredGaps) ?? []
        guard let most = covered.max(), most < result.length else { return "" }
        return " Where all layers are trained, kinks that were spread once drift out of their gaps again."
    }

    /// The number of gaps that hold a kink at the end of each run.
    var gaps: ReportFigure? {
        let rungs = result.rungs.filter { rung in rung.completed.contains { $0.coveredGaps != nil } }
        guard !rungs.isEmpty, result.length > 1 else { return nil }
        let points = rungs.enumerated().flatMap { index, rung -> [PlotPoint] in
            Dictionary(grouping: rung.completed.compactMap(\.coveredGaps), by: { $0 }).sorted { $0.key < $1.key }
                .flatMap { count, runs in
                    // Runs with the same number lie one above the other, within the row.
                    runs.indices.map { k in
                        let shift = (Double(k) - Double(runs.count - 1) / 2) / Double(max(runs.count, 5)) * 0.7
                        return PlotPoint(Double(count), Double(index + 1) + shift)
                    }
                }
        }
        let names = rungs.enumerated().map { AxisTick(value: Double($0 + 1), label: NumberText.typeset($1.title)) }
        let n = Double(result.length)
        return ReportFigure(
            id: "ladder-gaps", title: "Gaps with a kink at the end",
            caption:
                "For each rung of the ladder, the number of the \(result.length) gaps between neighbouring codes that hold a "
                + "kink, one point a run; runs with the same number lie one above the other. For a monotone code no last layer at all is exact "
                + "below \(result.length / 2); one in each gap, of a unit that is off at the blank's code, is enough.\(driftWords)",
            drawing: Chart(
                "Gaps with a kink at the end", description: "A row of points for each rung, one for each run.",
                x: Axis("gaps with a kink", domain: AxisDomain(-0.02 * n, 1.04 * n), isWhole: true),
                y: Axis("", domain: AxisDomain(Double(rungs.count) + 0.6, 0.4), namedTicks: names),
                marks: [
                    .rule(.vertical(Double(result.length / 2)), label: "needed"), .rule(.vertical(n), label: "all"),
                    .points(points, Series("runs")),
                ], labels: .none, height: 70 + 20 * Double(rungs.count), showsTitle: false))
    }
}

extension Mark {
    /// The vertical coordinates of a mark's points.
    fileprivate var heights: [Double] {
        switch self {
        case .line(let points, _), .points(let points, _): points.map(\.y)
        default: []
        }
    }
}
