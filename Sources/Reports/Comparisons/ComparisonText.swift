internal import Descriptions
internal import Diagnostics
internal import Experiments
public import RunStore

/// A comparison of runs in lines of words.
public enum ComparisonText {
    /// The letters of the runs, the keys in which their specs differ, their measures, and what differs most.
    ///
    /// - Parameters:
    ///   - comparison: the runs.
    ///   - width: how long a line may be; tables that are wider are continued below, with the runs that are left.
    /// - Returns: the lines; values of a spec are cut after 40 characters.
    public static func lines(_ comparison: RunComparison, width: Int) -> [String] {
        let measures = ComparedMeasure.all(of: comparison)
        let words = ComparisonWords(comparison, measures)
        let runs = comparison.runs
        var lines = TextTable.lines(
            runs.enumerated().map { index, run in
                [RunLetters.letter(index), run.summary.run.printable, ComparisonWords.ending(run)]
            }, indent: 0, width: width, hasHeads: false)
        if comparison.haveSameSpec {
            lines += ["", "The specs are equal."]
        } else {
            lines += ["", "The specs differ in"]
            lines += ComparisonTable(rows: Self.rows(comparison.variations)).lines(width: width)
        }
        lines += ["", "The runs reached"]
        lines += ComparisonTable(rows: rows(comparison, measures, best: " *")).lines(width: width)
        let marking = words.marking("marked *")
        return lines + (marking.isEmpty ? [] : ["  " + marking]) + ["", words.conclusion, ""]
    }

    /// What a person should know of runs that have not ended, a line for each.
    public static func notes(_ comparison: RunComparison) -> [String] {
        comparison.runs.enumerated().compactMap { index, run in
            Notes.unfinished(run.folder).map { "\(RunLetters.letter(index)), \(run.summary.run): \($0)".printable }
        }
    }

    /// The rows of the measures: names, and a cell for each run; `best` follows the best value of a row.
    static func rows(
        _ comparison: RunComparison, _ measures: [ComparedMeasure], best: String = ""
    ) -> [(name: String, cells: [String])] {
        [("status", comparison.runs.map(\.state.rawValue))]
            + measures.map { measure in
                (
                    measure.name,
                    measure.texts.enumerated().map { measure.best.contains($0) ? $1 + best : $1 }
                )
            } + [("SHA-256 of the weights", comparison.runs.map { String($0.summary.weightsSHA256.prefix(12)) })]
    }

    /// The rows of the values in which specs differ: keys, and a cell for each spec, cut after 40 characters.
    static func rows(_ variations: [Spec.Variation]) -> [(name: String, cells: [String])] {
        variations.map { variation in
            (
                variation.key,
                variation.values.map {
                    ($0.map(NumberText.printed) ?? ComparedMeasure.absent).shortened(to: 40).printable
                }
            )
        }
    }
}
