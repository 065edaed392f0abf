internal import Diagnostics
internal import Experiments
internal import Foundation

/// Runs with several seeds in lines of words.
enum SeedText {
    /// "4 runs: 3 reconstruct every sample within 1 % of the amplitude; 1 diverged"; of several amplitudes, "have every
    /// sample within 1 % of the largest amplitude".
    static func headline(_ statistics: SeedStatistics, _ words: DataWords) -> String {
        let count = statistics.reconstructing
        let verb = words.isAutoencoding ? "reconstruct" : "find"
        // Of several amplitudes the largest counts, so that a small signal may be missed wholly.
        let isOwn = words.hasOwnUnit || !words.isAutoencoding
        let does = isOwn ? "\(verb)\(count == 1 ? "s" : "")" : count == 1 ? "has" : "have"
        var headline =
            "\(NumberText.plural(statistics.runs, "run")): \(NumberText.count(count)) \(does) every sample within 1 % of "
            + words.unit
        if statistics.diverged > 0 { headline += "; \(NumberText.count(statistics.diverged)) diverged" }
        if statistics.interrupted > 0 { headline += "; \(NumberText.count(statistics.interrupted)) interrupted" }
        return headline
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
            + row("r² of the code", statistics.codeR2, NumberText.fit)
        return rows.isEmpty ? [] : [["", "least", "lower quartile", "median", "upper quartile", "greatest"]] + rows
    }

    /// How many runs reached what, and the quantiles of their figures.
    static func lines(_ statistics: SeedStatistics, _ words: DataWords) -> [String] {
        let best = statistics.best.map { ["  smallest worst error: \($0)"] } ?? []
        return ["", headline(statistics, words)] + TextTable.lines(quantiles(statistics), indent: 2) + best
    }

    /// The lowest and the highest decade of errors that have a line of their own.
    private static let decades = -16...2

    /// How many runs have a worst error in each decade: one line each, with a bar; empty for fewer than two runs.
    static func histogram(_ summaries: [RunSummary], _ words: DataWords, width: Int) -> [String] {
        let errors = summaries.compactMap(\.maxRelativeError)
        guard errors.count > 1 else { return [] }
        let counts = Dictionary(grouping: errors, by: decade).mapValues(\.count)
        let most = counts.values.max() ?? 1
        let room = max(10, width - 32)
        // Decades in which no run ended are shown too, where they lie between others.
        let shown = Array((counts.keys.min() ?? 0)...(counts.keys.max() ?? 0))
        let lines = shown.map { key -> String in
            let count = counts[key] ?? 0
            let bar = String(repeating: "█", count: count * room / most)
            return "  " + label(key).padded(to: 20) + bar + (bar.isEmpty ? "" : " ") + NumberText.count(count)
        }
        return ["", "  worst error over \(words.unit), runs in each decade"] + lines
    }

    /// The decade of an error, cut to those that are shown and one beyond at either end.
    private static func decade(_ error: Double) -> Int {
        guard error > 0 else { return decades.lowerBound - 1 }
        return min(max(Int(log10(error).rounded(.down)), decades.lowerBound - 1), decades.upperBound + 1)
    }

    private static func label(_ decade: Int) -> String {
        if decade < decades.lowerBound { return "0 to \(power(decades.lowerBound))" }
        if decade > decades.upperBound { return "\(power(decades.upperBound + 1)) or more" }
        return "\(power(decade)) to \(power(decade + 1))"
    }

    private static func power(_ exponent: Int) -> String {
        switch exponent {
        case 0: "1"
        case 1: "10"
        default: "1e" + (exponent < 0 ? "−" : "") + String(abs(exponent))
        }
    }
}
