internal import Descriptions
internal import Diagnostics
public import Experiments
internal import Networks
internal import Plots
public import RunStore

/// Runs in lines of words, with small plots.
public enum RunText {
    /// How plots are drawn in lines of text.
    public struct Plots: Sendable {
        let width: Int
        let color: Bool

        /// Plots of at most `width` characters, with colours or without.
        public init(width: Int, color: Bool) { (self.width, self.color) = (width, color) }
    }

    /// One run: how it ended, its figures, the obstacles to an exact decoder where they are asked for, and plots.
    ///
    /// - Parameters:
    ///   - summary: the run.
    ///   - folder: its folder.
    ///   - withObstacles: whether the obstacles are asked for.
    ///   - width: how long a line of a table may be.
    ///   - plots: how plots are drawn; nil for none.
    /// - Returns: the lines, without line breaks.
    /// - Throws: what reading the run's folder throws.
    public static func lines(
        _ summary: RunSummary, in folder: RunFolder, withObstacles: Bool = false, width: Int = .max, plots: Plots?
    ) throws -> [String] {
        let missing = folder.hasEnded ? folder.missingData : nil
        let result = missing == nil ? try folder.result(withGradients: withObstacles) : nil
        let spec = try result?.spec ?? folder.course().end
        let digest = RunDigest(summary, spec: spec, environment: try? folder.environment())
        var lines = ["\(summary.run.printable)   \(digest.headline.printable)", ""] + table(digest.lines, width)
        lines += NotesText.lines(of: folder)
        lines += ClassText.confusions(summary)
        guard let result else { return lines + ["", "  \((missing ?? "").printable)", ""] }
        guard summary.status != .diverged else { return lines + [""] }
        let obstacles = withObstacles ? ObstacleText.lines(result) : []
        if !obstacles.isEmpty {
            lines += ["", "  Obstacles to an exact decoder with a linear code"] + table(obstacles, width)
        }
        if let plots {
            let history = (try? folder.history()) ?? []
            let figures = TerminalFigures(result, history: history, losses: LossSource(folder, history: history))
            for plot in figures.plots(width: plots.width, color: plots.color) {
                lines += [""] + plot.map { "  " + $0 }
            }
        }
        return lines + [""]
    }

    /// Several runs, a row each, with the heads of the columns.
    static func rows(_ summaries: [RunSummary]) -> (head: [String], rows: [[String]]) {
        let errors = ErrorCells(summaries)
        let head = ["run", "seed", "status", "epochs", "loss"] + errors.heads + ["r² of the code", "dead outputs"]
        let rows = summaries.map { summary -> [String] in
            var row: [String] = [summary.run, String(summary.seed), summary.status.rawValue]
            row.append(NumberText.count(summary.epochs))
            row.append(summary.loss.map { NumberText.number($0) } ?? "–")
            row += errors.cells(summary)
            row.append(summary.code.map { NumberText.fit($0.r2) } ?? "–")
            row.append(summary.status == .diverged ? "–" : NumberText.count(summary.deadOutputs))
            return row
        }
        return (head, rows)
    }

    private static func table(_ lines: [DigestLine], _ width: Int) -> [String] {
        let names = lines.map(\.name.count).max() ?? 0
        return lines.flatMap { line in
            TextLines.wrapped(
                line.text.printable, width: width, first: "  " + line.name.padded(to: names) + "   ",
                rest: String(repeating: " ", count: names + 5))
        }
    }
}
