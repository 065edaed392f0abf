internal import Descriptions
internal import Diagnostics
public import RunStore

/// A comparison of batches in lines of words.
public enum BatchComparisonText {
    /// The letters of the batches, the values in which their specs differ, and what their runs reached.
    ///
    /// - Parameters:
    ///   - comparison: the batches.
    ///   - width: how long a line may be; tables that are wider are continued below, with the batches that are left.
    /// - Returns: the lines.
    public static func lines(_ comparison: BatchComparison, width: Int) -> [String] {
        let words = BatchComparisonWords(comparison)
        var lines = TextTable.lines(words.legend, indent: 0, width: width, hasHeads: false)
        if comparison.haveSameSpec {
            lines += ["", "The specs are equal, but for the seeds."]
        } else {
            lines += ["", "The specs differ in"]
            lines += ComparisonTable(rows: ComparisonText.rows(comparison.variations)).lines(width: width)
        }
        lines += ["", "The runs reached"] + ComparisonTable(rows: words.rows).lines(width: width)
        if !words.lossNote.isEmpty { lines.append("  " + words.lossNote) }
        return lines + ["", words.conclusion, ""]
    }
}
