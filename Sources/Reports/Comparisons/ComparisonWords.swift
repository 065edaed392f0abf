internal import Diagnostics
internal import Experiments
internal import RunStore

/// What a comparison found, in sentences.
struct ComparisonWords {
    private let comparison: RunComparison
    private let measures: [ComparedMeasure]

    init(_ comparison: RunComparison, _ measures: [ComparedMeasure]) {
        (self.comparison, self.measures) = (comparison, measures)
    }

    private var runs: [ComparedRun] { comparison.runs }

    /// One sentence: that nothing differs, or what differs most.
    var conclusion: String {
        let all = runs.count == 2 ? "Both runs" : "All \(runs.count) runs"
        if comparison.haveSameWeights {
            if comparison.haveSameSpec { return "\(all) have the same spec and the same weights, bit for bit." }
            let keys = comparison.variations.map(\.key)
            let shown = SeedList.joined(keys.count > 4 ? Array(keys.prefix(3)) + ["other keys"] : keys)
            return "\(all) have the same weights, bit for bit, though their specs differ in \(shown)."
        }
        return largestDifference + sameWeights
    }

    /// What differs most: how the runs ended, or else the measure of the largest factor.
    private var largestDifference: String {
        let diverged = runs.indices.filter { runs[$0].state == .diverged }
        if !diverged.isEmpty, diverged.count < runs.count {
            return "\(RunLetters.words(diverged)) diverged: the loss is no longer a finite number"
        }
        guard comparison.haveSameData else {
            if comparison.lacksData {
                return "The data of a run are missing, so that losses and errors cannot be compared"
            }
            return "The runs have different data, so that their losses and errors cannot be compared"
        }
        let gaps = measures.filter(\.isComparable).compactMap { Gap($0, runs) }
        guard let widest = gaps.max(by: { $0.size < $1.size }) else {
            return "Neither the losses nor the errors can be compared"
        }
        guard widest.size > 1 else { return "The weights differ, but neither the loss nor an error nor the code does" }
        return "The largest difference is in \(widest.words)"
    }

    /// The end of the sentence: which of the runs have the same weights.
    private var sameWeights: String {
        let groups = Dictionary(grouping: runs.indices) { runs[$0].summary.weightsSHA256 }
            .values.filter { $0.count > 1 }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
        return groups.map { "; \(RunLetters.words($0)) have the same weights, bit for bit" }.joined() + "."
    }

    /// What the mark of a value means, or why none is marked; `mark` is how the best is: "marked *".
    func marking(_ mark: String) -> String {
        if runs.contains(where: { $0.state == .running }) {
            return "No value is called the best while a run is still being trained."
        }
        guard comparison.haveSameData else {
            if comparison.lacksData { return "No value is called the best, since the data of a run are missing." }
            return "No value is called the best, since the runs have different data."
        }
        let isLossMeant = measures.first { $0.key == "loss" }?.isComparable ?? true
        let loss = isLossMeant ? "" : "The losses are of different formulas, so that none is the best. "
        return loss + (measures.contains { !$0.best.isEmpty } ? "The best value of a row is \(mark)." : "")
    }

    /// The state of a run in a legend: "finished · 400 epochs in 12 ms (30 µs each) · sweep path, float32".
    static func ending(_ run: ComparedRun) -> String { RunDigest(run.summary, spec: run.spec).headline }
}

extension ComparisonWords {
    /// The least and the greatest value of a measure.
    private struct Gap {
        /// The factor between them; differences that rounding makes count as none.
        let size: Double
        /// "the loss: 0.0003 in B and 0.036 in A, 120 times as much".
        let words: String

        /// What each measure is called here, and what counts as 0.
        private static let kinds: [String: (name: String, floor: Double)] = [
            "loss": ("the loss", 1e-14), "maxRelativeError": ("the worst error", 1e-7),
            "heldOut.maxRelativeError": ("the worst error of the samples held out", 1e-7),
            "code.maxDeviation": ("the code's distance from its line", 1e-7),
        ]

        /// The gap of a measure that at least two runs have; nil for one that says nothing of the network.
        init?(_ measure: ComparedMeasure, _ compared: [ComparedRun]) {
            let present = measure.values.compactMap(\.self)
            guard let kind = Self.kinds[measure.key], present.count > 1, let least = present.min(),
                let most = present.max(), least >= 0
            else { return nil }
            size = max(most, kind.floor) / max(least, kind.floor)
            func text(_ value: Double) -> String {
                let runs = measure.values.indices.filter { measure.values[$0] == value }
                let errors = runs.compactMap { compared[$0].summary.maxAbsoluteError }
                let zero = measure.key == "loss" ? ZeroLoss.words(errors: errors) : "exactly 0"
                let size = value == 0 ? zero : runs.first.map { measure.texts[$0] } ?? ""
                return "\(size) in \(RunLetters.words(runs))"
            }
            words = "\(kind.name): \(text(least)) and \(text(most))\(Self.words(of: most / least))"
        }

        /// ", 20 % more", ", 120 times as much"; empty where one of the values is 0.
        private static func words(of factor: Double) -> String {
            guard factor.isFinite else { return "" }
            return factor < 2
                ? ", \(NumberText.percent(factor - 1)) more" : ", \(NumberText.number(factor, digits: 2)) times as much"
        }
    }
}
