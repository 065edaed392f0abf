internal import Experiments
public import RunStore

/// What `heaviside compare` prints with `--json`.
public struct ComparisonAnswer: Sendable, Encodable {
    private struct Variation: Encodable {
        let key: String
        let values: [String?]
    }

    private struct Measure: Encodable {
        let key: String
        let values: [Double?]
        let best: [Int]
    }

    private let runs: [RunSummary]
    private let letters: [String]
    private let spec: [Variation]
    private let measures: [Measure]
    private let sameSpec: Bool
    private let sameWeights: Bool
    private let sameData: Bool
    private let conclusion: String
    private let file: String?

    /// The answer for a comparison, and the file that its page was written to.
    public init(_ comparison: RunComparison, writtenTo file: String? = nil) {
        let found = ComparedMeasure.all(of: comparison)
        runs = comparison.runs.map(\.summary)
        letters = comparison.runs.indices.map(RunLetters.letter)
        spec = comparison.variations.map { Variation(key: $0.key, values: $0.values) }
        measures = found.map { Measure(key: $0.key, values: $0.values, best: $0.best) }
        (sameSpec, sameWeights) = (comparison.haveSameSpec, comparison.haveSameWeights)
        sameData = comparison.haveSameData
        conclusion = ComparisonWords(comparison, found).conclusion
        self.file = file
    }
}
