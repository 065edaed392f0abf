import Analysis
import Experiments
import Networks
import Reports
import RunStore

extension OutputOptions {
    /// Carries out a survey, or the rest of one, with a line of progress, and prints what it found.
    func carryOut(
        in root: RunRoot,
        _ work: (StopRequest, (@Sendable (SurveyBatch.Progress) -> Void)?) throws -> SurveySummary
    ) throws {
        let line = progressLine()
        let stop = Interruption.stopRequest(quietly: quiet)
        var progress: (@Sendable (SurveyBatch.Progress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            do {
                return try work(stop, progress)
            } catch let error as ConditioningError {
                line?.clear()
                return try Failure.badInput { throw error }
            }
        }
        try print(summary, in: root)
        if summary.status == .interrupted { throw Failure.interrupted }
        try Failure.check(summary.ladder?.rungs.flatMap { $0.attempts.map { RunStatus($0.status) } } ?? [])
    }
}
