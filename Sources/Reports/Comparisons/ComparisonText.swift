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
            }, indent: 0)
        if comparison.haveSameSpec {
            lines += ["", "The specs are equal."]
        } else {
            lines += ["", "The specs differ in"]
            lines += table(
                comparison.variations.map { variation in
                    (variation.key, variation.values.map { ($0 ?? ComparedMeasure.absent).shortened(to: 40).printable })
                }, runs: runs.count, width: width)
        }
        lines += ["", "The runs reached"]
        lines += table(rows(comparison, measures, best: " *"), runs: runs.count, width: width)
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

    /// Rows under the letters of the runs; where that is too wide, in parts of some runs each.
    private static func table(_ rows: [(name: String, cells: [String])], runs: Int, width: Int) -> [String] {
        let names = rows.map(\.name.count).max() ?? 0
        let widths = (0..<runs).map { run in
            max(RunLetters.letter(run).count, rows.map { $0.cells[run].count }.max() ?? 0)
        }
        var parts: [[Int]] = []
        var room = 0
        for run in 0..<runs {
            if parts.isEmpty || room < widths[run] + 2 {
                parts.append([])
                room = width - 2 - names
            }
            parts[parts.count - 1].append(run)
            room -= widths[run] + 2
        }
        return parts.enumerated().flatMap { index, part in
            (index > 0 ? [""] : [])
                + TextTable.lines(
                    [[""] + part.map(RunLetters.letter)]
                        + rows.map { row in [row.name] + part.map { row.cells[$0] } })
        }
    }
}
