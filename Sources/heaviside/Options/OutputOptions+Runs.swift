import Experiments
import Reports
import RunStore

extension OutputOptions {
    /// Prints one run, with what to try next.
    func print(_ summary: RunSummary, in root: RunRoot, withObstacles: Bool = false) throws {
        if json { return try Console.json(summary) }
        let plots = RunText.Plots(width: min(Console.width, 100), color: Console.usesColor)
        Console.results(
            try RunText.lines(
                summary, in: root.find(summary.folder), withObstacles: withObstacles, width: Console.width,
                plots: quiet ? nil : plots))
        hint(NextStep.afterDivergence(summary, in: root))
        hint(NextStep.after(summary, in: root))
    }

    /// Prints a batch, with what to try next.
    func print(_ summary: BatchSummary, in folder: BatchFolder) throws {
        if json { return try Console.json(BatchAnswer(summary)) }
        let plots = RunText.Plots(width: min(Console.width, 100), color: Console.usesColor)
        Console.results(try BatchText.lines(summary, in: folder, width: Console.width, plots: quiet ? nil : plots))
        hint(summary.runs.first { $0.status == .diverged }.flatMap { NextStep.afterDivergence($0, in: folder.root) })
        hint(NextStep.after(summary, in: folder.root))
    }

    /// Prints a survey, with what to try next.
    func print(_ summary: SurveySummary, in root: RunRoot) throws {
        if json { return try Console.json(summary) }
        Console.results(SurveyText.lines(summary, width: Console.width))
        hint(NextStep.after(summary, in: root))
    }
}
