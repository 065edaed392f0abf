internal import Experiments
public import RunStore

/// What `heaviside compare` prints with `--json` for batches.
public struct BatchComparisonAnswer: Sendable, Encodable {
    private struct Variation: Encodable {
        let key: String
        let values: [String?]
    }

    private struct Measure: Encodable {
        let key: String
        let median: [Double?]
        let lowerQuartile: [Double?]
        let upperQuartile: [Double?]
        let least: [Double?]
        let greatest: [Double?]

        init(_ measure: BatchComparisonWords.Measure) {
            key = measure.key
            median = measure.values.map { $0?.median }
            lowerQuartile = measure.values.map { $0?.lowerQuartile }
            upperQuartile = measure.values.map { $0?.upperQuartile }
            least = measure.values.map { $0?.least }
            greatest = measure.values.map { $0?.greatest }
        }
    }

    private let batches: [BatchAnswer]
    private let letters: [String]
    private let spec: [Variation]
    private let reconstructingShare: [Double?]
    private let measures: [Measure]
    private let sameSpec: Bool
    private let sameData: Bool
    private let sameLoss: Bool
    private let conclusion: String
    private let file: String?

    /// The answer for a comparison, and the file that its page was written to.
    public init(_ comparison: BatchComparison, writtenTo file: String? = nil) {
        let words = BatchComparisonWords(comparison)
        batches = comparison.batches.map { BatchAnswer($0.summary) }
        letters = comparison.batches.indices.map(RunLetters.letter)
        spec = comparison.variations.map { Variation(key: $0.key, values: $0.values) }
        reconstructingShare = comparison.batches.map { batch in
            let statistics = batch.summary.statistics
            return statistics.runs > 0 ? Double(statistics.reconstructing) / Double(statistics.runs) : nil
        }
        measures = words.measures.map(Measure.init)
        (sameSpec, sameData, sameLoss) = (comparison.haveSameSpec, comparison.haveSameData, comparison.haveSameLoss)
        conclusion = words.conclusion
        self.file = file
    }
}
