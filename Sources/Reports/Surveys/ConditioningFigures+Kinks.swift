internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Foundation
internal import Plots

extension ConditioningFigures {
    /// How probable it is that random kinks allow an exact last layer.
    public var exactLastLayer: ReportFigure? {
        let rows = result.randomKinks
        guard let least = rows.map(\.kinks).min(), let most = rows.map(\.kinks).max(), least < most,
            let draws = rows.map(\.draws).max()
        else { return nil }
        let possible = Series("an exact last layer exists", .slot(1))
        let single = Series("one kink in every gap", .slot(3))
        let floor = min(0.1 / Double(draws), 1e-4)
        let sizes = Array(least...most)
        func law(_ value: (Int) -> Double) -> [PlotPoint] {
            // Just far enough below the frame for the line to leave it.
            sizes.map { PlotPoint(Double($0), value($0)) }.filter { $0.y > floor * 1e-4 }
        }
        let last = sizes.last { ConditioningLaw.exactLastLayerProbability(kinks: $0) > 2 * floor } ?? most
        return ReportFigure(
            id: "kinks-exact", title: "How often random kinks allow an exact last layer",
            caption:
                "n kinks placed at random over n gaps, \(NumberText.count(draws)) times each: how often weights exist that make "
                + "every step exact. \(probabilities)Points are measured, lines are the closed forms "
                + "n!/nⁿ · ((1 + 1/√2)ⁿ + (1 − 1/√2)ⁿ)/2 and n!/nⁿ.",
            drawing: Chart(
                "How often random kinks allow an exact last layer",
                description: "Two probabilities over the number of kinks, falling exponentially.",
                x: Axis("number of kinks n", domain: AxisDomain(0, Double(last + 1)), isWhole: true),
                y: Axis("probability", scale: .log10, domain: floor...1),
                marks: [
                    .line(law { ConditioningLaw.exactLastLayerProbability(kinks: $0) }, possible),
                    .line(law { ConditioningLaw.onePerGapProbability(kinks: $0) }, single),
                    .points(rows.map { PlotPoint(Double($0.kinks), $0.exactLastLayer) }, possible),
                    .points(rows.map { PlotPoint(Double($0.kinks), $0.onePerGap) }, single),
                    .rule(.horizontal(1 / Double(draws)), label: "1 of \(NumberText.count(draws))"),
                ], labels: .key, height: 300, showsTitle: false))
    }

    private var probabilities: String {
        let rows = result.randomKinks.filter { $0.kinks > 2 }
        let seen = rows.filter { $0.exactLastLayer > 0 }
        var words = zip(seen, NumberText.percents(seen.map(\.exactLastLayer))).map { row, percent in
            "\(percent) at n = \(row.kinks)"
        }
        let never = rows.filter { $0.exactLastLayer == 0 }.map { "\($0.kinks)" }
        if let last = never.last {
            words.append(
                "never at n = " + (never.dropLast().joined(separator: ", ") + (never.count > 1 ? " and " : "")) + last)
        }
        return words.isEmpty ? "" : words.joined(separator: ", ") + ". "
    }

    /// The share of gaps that hold a kink, for random kinks and for drawn networks.
    public var coveredGaps: ReportFigure? {
        let rows = result.randomKinks
        guard let least = rows.map(\.kinks).min(), let most = rows.map(\.kinks).max(), least < most else { return nil }
        let random = Series("kinks at random, and 1 − (1 − 1/n)ⁿ", .slot(1))
        var marks: [Mark] = [
            .line(Self.grid(least, most).map { PlotPoint($0, 1 - pow(1 - 1 / $0, $0)) }, random),
            .points(rows.map { PlotPoint(Double($0.kinks), 1 - $0.emptyGaps) }, random),
        ]
        var ranges: [[Double]] = []
        for row in result.drawnNetworks where !ranges.contains([row.lower, row.upper]) {
            ranges.append([row.lower, row.upper])
        }
        for (index, range) in ranges.enumerated() {
            let points = result.drawnNetworks.filter { [$0.lower, $0.upper] == range }.map {
                PlotPoint(Double($0.length), $0.coveredShare)
            }
            marks.append(
                .points(points, Series("networks from \(Self.words(range[0], range[1]))", .slot(2 + index))))
        }
        marks.append(.rule(.horizontal(0.5), label: "needed"))
        return ReportFigure(
            id: "kinks-covered", title: "How many gaps contain a kink",
            caption:
                "An exact decoder of a monotone code needs a kink in half of the gaps between neighbouring codes, and one among any "
                + "two neighbouring gaps. \(coveredWords)",
            drawing: Chart(
                "How many gaps contain a kink",
                description:
                    "Share of gaps with a kink over n, for random kinks and for networks before training.",
                x: Axis("number of gaps n", scale: .log10, isWhole: true), y: Axis("share of gaps", domain: -0.03...1),
                marks: marks,
                labels: .key,
                height: 300, showsTitle: false))
    }

    private var coveredWords: String {
        var sentences: [String] = []
        if let row = result.randomKinks.max(by: { $0.kinks < $1.kinks }) {
            sentences.append(
                "At n = \(row.kinks), kinks at random leave \(NumberText.percent(row.emptyGaps)) of the gaps empty, about 1/e, and "
                    + "\(NumberText.percent(row.unbrokenPairs)) of the pairs of neighbours, each of which rules out every exact decoder."
            )
        }
        let length = result.drawnNetworks.map(\.length).max()
        for row in result.drawnNetworks where row.length == length {
            sentences.append(
                "Networks of length \(row.length) drawn from \(Self.words(row.lower, row.upper)) start with a kink in "
                    + (row.mostCoveredGaps == 0
                        ? "no gap: all kinks lie below the codes."
                        : "\(NumberText.number(row.meanCoveredGaps)) gaps on average, where \(row.neededGaps) are needed.")
            )
        }
        return sentences.joined(separator: " ")
    }

    /// "−0.05 to 0.05".
    static func words(_ lower: Double, _ upper: Double) -> String {
        "\(plain(lower)) to \(plain(upper))"
    }
}
