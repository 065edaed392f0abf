internal import Descriptions
internal import Diagnostics
internal import Experiments

/// Runs with several seeds in lines of words.
enum SeedText {
    /// "4 runs: 3 reconstruct every sample within 1 % of the amplitude; 1 diverged"; of several amplitudes, "have every
    /// sample within 1 % of the largest amplitude".
    static func headline(_ statistics: SeedStatistics, _ words: DataWords) -> String {
        if let accuracy = statistics.accuracy { return headline(statistics, accuracy) }
        let count = statistics.reconstructing
        let verb = words.isAutoencoding ? "reconstruct" : "find"
        // Of several amplitudes the largest counts, so that a small signal may be missed wholly.
        let isOwn = words.hasOwnUnit || !words.isAutoencoding
        let does = isOwn ? "\(verb)\(count == 1 ? "s" : "")" : count == 1 ? "has" : "have"
        let headline =
            "\(NumberText.plural(statistics.runs, "run")): \(NumberText.count(count)) \(does) every sample within 1 % of "
            + words.unit
        return headline + exceptions(statistics)
    }

    /// "5 runs: 97 % to 98.6 % of the samples in their class, of the test 95 % to 96.4 %".
    private static func headline(_ statistics: SeedStatistics, _ accuracy: SeedStatistics.Quantiles) -> String {
        func span(_ shares: SeedStatistics.Quantiles) -> String {
            let ends = [shares.least, shares.greatest].map { ClassText.share($0) }
            return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
        }
        return "\(NumberText.plural(statistics.runs, "run")): \(span(accuracy)) of the samples in their class"
            + (statistics.heldOutAccuracy.map { ", of those held out \(span($0))" } ?? "")
            + (statistics.testAccuracy.map { ", of those for the test \(span($0))" } ?? "") + exceptions(statistics)
    }

    private static func exceptions(_ statistics: SeedStatistics) -> String {
        [(statistics.diverged, "diverged"), (statistics.interrupted, "interrupted")].filter { $0.0 > 0 }
            .map { "; \(NumberText.count($0.0)) \($0.1)" }.joined()
    }

    /// What the best run has: "smallest worst error", or for classes "greatest accuracy".
    static func bestWords(_ statistics: SeedStatistics) -> String {
        statistics.accuracy == nil ? "smallest worst error" : "greatest accuracy"
    }

    /// The quantiles of the figures over the runs: the heads of the columns, then a row for each figure; empty where no
    /// run has any.
    static func quantiles(_ statistics: SeedStatistics) -> [[String]] {
        func row(
            _ name: String, _ quantiles: SeedStatistics.Quantiles?, _ text: (Double) -> String
        ) -> [[String]] {
            guard let quantiles else { return [] }
            let values = [
                quantiles.least, quantiles.lowerQuartile, quantiles.median, quantiles.upperQuartile, quantiles.greatest,
            ]
            return [[name] + values.map(text)]
        }
        let rows =
            row("loss", statistics.loss) { NumberText.number($0) }
            + row("worst error", statistics.maxRelativeError, NumberText.percent)
            + row("worst error, held out", statistics.heldOutMaxRelativeError, NumberText.percent)
            + row("accuracy", statistics.accuracy, ClassText.share)
            + row("accuracy, held out", statistics.heldOutAccuracy, ClassText.share)
            + row("accuracy, test", statistics.testAccuracy, ClassText.share)
            + row("r² of the code", statistics.codeR2, NumberText.fit)
        return rows.isEmpty ? [] : [["", "least", "lower quartile", "median", "upper quartile", "greatest"]] + rows
    }

    /// How many runs reached what, and the quantiles of their figures.
    static func lines(_ statistics: SeedStatistics, _ words: DataWords, width: Int) -> [String] {
        let best =
            statistics.best.map { ["  \(bestWords(statistics)): \($0) (of equal ones, the smallest loss)"] } ?? []
        return ["", headline(statistics, words)] + TextTable.lines(quantiles(statistics), indent: 2, width: width)
            + best
    }

    /// How many runs have a worst error in each bin, those of the figure: one line each, with a bar; empty for
    /// fewer than two runs.
    static func histogram(_ summaries: [RunSummary], _ words: DataWords, width: Int) -> [String] {
        let errors = summaries.compactMap(\.maxRelativeError)
        guard errors.count > 1 else { return [] }
        let exact = errors.count { $0 == 0 }
        let histogram = Histogram(errors)
        let bins = histogram.bins.map { bin in
            // The ends of the only bin are none of the numbers.
            let span = histogram.isOne ? (errors.filter { $0 > 0 }.min(), errors.max()) : (bin.lower, bin.upper)
            return (label: SpanText(span.0 ?? bin.lower, span.1 ?? bin.upper).short, count: bin.count)
        }
        let shown = (exact > 0 ? [(label: "exactly 0", count: exact)] : []) + bins
        let most = shown.map(\.count).max() ?? 1
        let labels = shown.map(\.label.count).max() ?? 0
        let room = max(10, width - labels - 12)
        let lines = shown.map { label, count -> String in
            let bar = String(repeating: "█", count: count * room / max(1, most))
            return "  " + label.padded(to: labels) + "  " + bar + (bar.isEmpty ? "" : " ") + NumberText.count(count)
        }
        return ["", "  Number of runs by their worst error, over \(words.unit)"] + lines
    }
}
