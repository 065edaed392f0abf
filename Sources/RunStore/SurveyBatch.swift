public import Analysis
public import Experiments
public import Networks
import Synchronization

/// Carries out a survey in a folder of its own.
public struct SurveyBatch: Sendable {
    private let root: RunRoot
    private let threads: Int

    /// Surveys in `root`, training at most `threads` runs at a time.
    public init(in root: RunRoot, threads: Int) {
        self.root = root
        self.threads = threads
    }

    /// Carries out the runs of a ladder, and judges them by its goal.
    ///
    /// Where a stop is requested, the survey ends with the runs that were done by then.
    public func carryOut(
        _ survey: Survey, _ ladder: Ladder, runs: [[ExperimentRun]], stop: StopRequest? = nil,
        progress: (@Sendable (RunBatch.Progress) -> Void)? = nil
    ) throws -> SurveySummary {
        let (folder, started) = (try root.createSurvey(survey.name), ContinuousClock.now)
        try folder.write(RunEnvironment.current(), to: "environment.json")
        let all = runs.flatMap { $0 }
        let summaries = try RunBatch(in: folder.runs, threads: threads).carryOut(all, stop: stop, progress: progress)
        let isWhole = summaries.count == all.count && summaries.allSatisfy { $0.status != .interrupted }
        var rungs: [LadderResult.Rung] = []
        for (rung, own) in zip(ladder.rungs, runs) {
            guard let spec = own.first?.spec else { continue }
            var shown = rung
            shown.spec = spec
            let attempts = try own.compactMap { run -> LadderResult.Attempt? in
                guard let summary = summaries.first(where: { $0.seed == run.spec.seed && $0.isOf(run.spec.name) })
                else {
                    return nil
                }
                let history = try folder.runs.find(summary.folder).history()
                return LadderResult.Attempt(
                    summary, history: history, amplitude: run.amplitude, goal: ladder.goal)
            }
            rungs.append(LadderResult.Rung(shown, attempts: attempts))
        }
        let first = all.first
        return try finish(
            folder, survey, isWhole ? .finished : .interrupted, since: started,
            ladder: LadderResult(
                length: first?.spec.signals.length ?? 0, amplitude: first?.amplitude ?? 0, goal: ladder.goal,
                rungs: rungs))
    }

    /// Computes condition numbers; nothing is trained.
    ///
    /// - Throws: what the study throws, `CancellationError` where a stop was requested.
    public func carryOut(
        _ survey: Survey, _ study: ConditioningStudy, stop: StopRequest? = nil,
        progress: ((ConditioningProgress) -> Void)? = nil
    ) throws -> SurveySummary {
        let started = ContinuousClock.now
        let result = try study.run {
            if stop?.isRequested == true { throw CancellationError() }
            progress?($0)
        }
        let folder = try root.createSurvey(survey.name)
        try folder.write(RunEnvironment.current(), to: "environment.json")
        return try finish(folder, survey, .finished, since: started, conditioning: result)
    }

    private func finish(
        _ folder: SurveyFolder, _ survey: Survey, _ status: TrainingStatus, since started: ContinuousClock.Instant,
        ladder: LadderResult? = nil, conditioning: ConditioningResult? = nil
    ) throws -> SurveySummary {
        var environment = try folder.environment()
        environment.finish()
        try folder.write(environment, to: "environment.json")
        let elapsed = (ContinuousClock.now - started).components
        let summary = SurveySummary(
            survey: survey.name, id: folder.id, folder: folder.path, status: status,
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18, ladder: ladder,
            conditioning: conditioning)
        try folder.write(summary, to: SurveyFolder.resultName)
        return summary
    }
}

extension RunSummary {
    /// Whether the run's id is this name with a number.
    fileprivate func isOf(_ name: String) -> Bool {
        run.hasPrefix(name + "-") && Int(run.dropFirst(name.count + 1)) != nil
    }
}
