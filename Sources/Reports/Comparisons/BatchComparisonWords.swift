internal import Diagnostics
internal import Experiments
internal import RunStore

/// What the batches of a comparison reached, in rows and in a sentence.
struct BatchComparisonWords {
    /// A figure of which a batch has quantiles.
    struct Measure {
        /// The key in a batch's JSON: "statistics.loss".
        let key: String
        let name: String
        let values: [SeedStatistics.Quantiles?]
        let text: (Double) -> String
    }

    private let comparison: BatchComparison

    init(_ comparison: BatchComparison) { self.comparison = comparison }

    private var statistics: [SeedStatistics] { comparison.batches.map(\.summary.statistics) }

    /// The figures that some batch has.
    var measures: [Measure] {
        let all = [
            Measure(key: "loss", name: "loss", values: statistics.map(\.loss)) { NumberText.number($0) },
            Measure(
                key: "maxRelativeError", name: "worst error", values: statistics.map(\.maxRelativeError),
                text: NumberText.percent),
            Measure(
                key: "heldOutMaxRelativeError", name: "worst error, held out",
                values: statistics.map(\.heldOutMaxRelativeError), text: NumberText.percent),
            Measure(key: "codeR2", name: "r² of the code", values: statistics.map(\.codeR2), text: NumberText.fit),
        ]
        return all.filter { measure in measure.values.contains { $0 != nil } }
    }

    /// How many runs ended in which way, and the quantiles of their figures: a row for each.
    var rows: [(name: String, cells: [String])] {
        func counts(_ name: String, _ count: (SeedStatistics) -> Int) -> [(name: String, cells: [String])] {
            let values = statistics.map(count)
            return values.allSatisfy { $0 == 0 } ? [] : [(name, values.map { NumberText.count($0) })]
        }
        let missing = comparison.batches.map(\.summary.missing.count)
        let quantiles: [(String, KeyPath<SeedStatistics.Quantiles, Double>)] = [
            ("median", \.median), ("lower quartile", \.lowerQuartile), ("upper quartile", \.upperQuartile),
            ("least", \.least), ("greatest", \.greatest),
        ]
        return [("runs with results", statistics.map { NumberText.count($0.runs) })]
            + (missing.allSatisfy { $0 == 0 } ? [] : [("runs without results", missing.map { NumberText.count($0) })])
            + [("within 1 % on every sample", statistics.map { NumberText.count($0.reconstructing) })]
            + [("their share", statistics.map(Self.share))]
            + counts("diverged", \.diverged) + counts("interrupted", \.interrupted)
            + measures.flatMap { measure in
                quantiles.map { name, path in
                    (
                        "\(measure.name), \(name)",
                        measure.values.map { $0.map { measure.text($0[keyPath: path]) } ?? ComparedMeasure.absent }
                    )
                }
            }
    }

    private static func share(_ statistics: SeedStatistics) -> String {
        statistics.reconstructingShare.map(NumberText.percent) ?? ComparedMeasure.absent
    }

    /// Which batch reached the goal in the largest share of its runs, or why that cannot be said.
    var conclusion: String {
        guard comparison.haveSameData else {
            if !comparison.missingData.isEmpty {
                return "The data of a batch are missing, so that losses and errors cannot be compared."
            }
            return "The batches have different data, so that their losses and errors cannot be compared."
        }
        let shares = statistics.compactMap(\.reconstructingShare)
        guard shares.count == statistics.count else { return "A batch has no run with results yet." }
        let most = shares.max() ?? 0
        let best = shares.indices.filter { shares[$0] == most }
        func words(_ index: Int) -> String {
            "\(NumberText.count(statistics[index].reconstructing)) of \(NumberText.count(statistics[index].runs)) in "
                + RunLetters.letter(index)
        }
        let counts = SeedList.joined(shares.indices.map(words))
        let goal = "within 1 % of the right output on every sample"
        return best.count == shares.count
            ? "The same share of runs is \(goal): \(counts)."
            : "\(RunLetters.words(best)) \(best.count == 1 ? "has" : "have") the largest share of runs that are \(goal): \(counts)."
    }

    /// What a reader has to know of losses of different formulas; empty where they are the same.
    var lossNote: String {
        comparison.haveSameLoss ? "" : "The losses are of different formulas, so that their sizes cannot be compared."
    }

    /// The letter, the id and the ending of each batch.
    var legend: [[String]] {
        comparison.batches.enumerated().map { index, batch in
            [RunLetters.letter(index), batch.summary.batch.printable, BatchDigest(batch.summary).headline]
        }
    }
}
