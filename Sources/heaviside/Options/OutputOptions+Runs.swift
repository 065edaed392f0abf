import Experiments
import Reports
import RunStore

extension OutputOptions {
    /// Prints one run, with what to try next.
    func print(_ summary: RunSummary, in root: RunRoot, withObstacles: Bool = false) throws {
        if json { return try Console.json(RunAnswer(summary)) }
        let plots = RunText.Plots(width: min(Console.width, 100), color: Console.usesColor)
        Console.results(
            try RunText.lines(
                summary, in: root.find(summary.folder), withObstacles: withObstacles, plots: quiet ? nil : plots))
        hint(NextStep.after(summary, in: root))
    }

    /// Prints several runs as a table, with what to try next.
    func print(runs summaries: [RunSummary], in root: RunRoot) throws {
        if json { return try Console.json(RunAnswer(runs: summaries)) }
        Console.results(RunText.table(summaries) + SeedText.lines(SeedStatistics(summaries)))
        if !quiet { Console.results(SeedText.histogram(summaries, width: min(Console.width, 100))) }
        hint(NextStep.after(summaries, in: root))
    }

    /// Prints a survey, with what to try next.
    func print(_ summary: SurveySummary, in root: RunRoot) throws {
        if json { return try Console.json(summary) }
        Console.results(SurveyText.lines(summary))
        hint(NextStep.after(summary, in: root))
    }
}
