internal import Descriptions
internal import Diagnostics
internal import Experiments
internal import Plots
public import RunStore

/// A batch in lines of words, with small plots.
public enum BatchText {
    /// How the runs ended, a line for each, their quantiles, and plots.
    ///
    /// - Parameters:
    ///   - summary: the batch.
    ///   - folder: its folder.
    ///   - width: how long a line of a table may be.
    ///   - plots: how plots are drawn; nil for none.
    /// - Returns: the lines, without line breaks.
    /// - Throws: what reading the batch's spec throws.
    public static func lines(
        _ summary: BatchSummary, in folder: BatchFolder, width: Int = .max, plots: RunText.Plots?
    ) throws -> [String] {
        let spec = try folder.spec()
        let words = DataWords(spec)
        let digest = BatchDigest(summary)
        var lines = ["\(summary.batch.printable)   \(digest.headline)", ""] + table(summary, width)
        if !summary.runs.isEmpty { lines += SeedText.lines(summary.statistics, words, width: width) }
        if !digest.exceptions.isEmpty { lines += [""] + digest.exceptions.map { "  \($0.printable)" } }
        lines += NotesText.lines(of: folder)
        if let plots {
            let figures = BatchFigures(summary, spec: spec, histories: BatchHistories(folder, summary))
            if let chart = figures.lossBand?.drawing as? Chart {
                let plot = TerminalPlot(
                    "The loss of all runs", x: chart.x, y: chart.y, marks: chart.marks, width: plots.width - 2,
                    height: 14, color: plots.color)
                lines += [""] + plot.lines().map { "  " + $0 }
            }
            lines += SeedText.histogram(summary.runs, words, width: plots.width)
        }
        return lines + [""]
    }

    /// A row for each run that has begun, in the order of the seeds.
    private static func table(_ summary: BatchSummary, _ width: Int) -> [String] {
        let (head, rows) = RunText.rows(summary.runs)
        var cells = Dictionary(
            zip(summary.runs.map(\.seed), rows), uniquingKeysWith: { first, _ in first })
        for missing in summary.missing where missing.reason != .notBegun && missing.reason != .deleted {
            cells[missing.seed] = [missing.run, String(missing.seed), BatchDigest.word(missing.reason)]
        }
        return TextTable.lines([head] + summary.seeds.compactMap { cells[$0] }, indent: 0, width: width)
    }
}
