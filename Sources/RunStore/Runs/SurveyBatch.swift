public import Analysis
public import Experiments
public import Networks

/// Carries out surveys, each in a folder of its own.
public struct SurveyBatch: Sendable {
    private let root: RunRoot
    private let threads: Int
    private let recorders: RunBatch.Recorders

    /// Creates a batch in `root` that trains at most `threads` runs at a time, each with recorders of its own.
    public init(in root: RunRoot, threads: Int, recorders: @escaping RunBatch.Recorders = { [$1] }) {
        self.root = root
        self.threads = threads
        self.recorders = recorders
    }

    /// Carries out the runs of a ladder, and judges them by its goal.
    ///
    /// After a request to stop, the survey ends with the runs that have been completed.
    public func carryOut(
        _ survey: Survey, _ ladder: Ladder, runs: [[ExperimentRun]], stop: StopRequest? = nil,
        progress: (@Sendable (RunBatch.Progress) -> Void)? = nil
    ) throws -> SurveySummary {
        let (folder, started) = (try root.createSurvey(survey.name), ContinuousClock.now)
        try folder.write(RunEnvironment.current(), to: SurveyFolder.environmentName)
        let all = runs.flatMap { $0 }
        let summaries = try RunBatch(in: folder.runs, threads: threads, recorders: recorders).carryOutInPlace(
            all, stop: stop, progress: progress)
        let isWhole = summaries.allSatisfy { $0 != nil && $0?.status != .interrupted }
        var rungs: [LadderResult.Rung] = []
        var next = summaries.makeIterator()
        for (rung, own) in zip(ladder.rungs, runs) {
            var attempts: [LadderResult.Attempt] = []
            for run in own {
                guard let summary = next.next() ?? nil else { continue }
                attempts.append(
                    LadderResult.Attempt(
                        summary, history: try folder.runs.find(summary.folder).history(), amplitude: run.amplitude,
                        goal: ladder.goal))
            }
            var shown = rung
            shown.spec = own.first?.spec ?? rung.spec
            rungs.append(LadderResult.Rung(shown, attempts: attempts))
        }
        let first = all.first
        return try finish(
            folder, survey, isWhole ? .finished : .interrupted, since: started,
            ladder: LadderResult(
                length: first?.spec.signals.length ?? 0, amplitude: first?.amplitude ?? 0, goal: ladder.goal,
                seeds: ladder.seeds.count, rungs: rungs))
    }

    /// Computes condition numbers; nothing is trained.
    ///
    /// - Throws: what the study throws; `CancellationError` after a request to stop.
    public func carryOut(
        _ survey: Survey, _ study: ConditioningStudy, stop: StopRequest? = nil,
        progress: ((ConditioningProgress) -> Void)? = nil
    ) throws -> SurveySummary {
        let (environment, started) = (RunEnvironment.current(), ContinuousClock.now)
        let result = try study.run {
            if stop?.isRequested == true { throw CancellationError() }
            progress?($0)
        }
        let folder = try root.createSurvey(survey.name)
        try folder.write(environment, to: SurveyFolder.environmentName)
        return try finish(folder, survey, .finished, since: started, conditioning: result)
    }

    private func finish(
        _ folder: SurveyFolder, _ survey: Survey, _ status: TrainingStatus, since started: ContinuousClock.Instant,
        ladder: LadderResult? = nil, conditioning: ConditioningResult? = nil
    ) throws -> SurveySummary {
        var environment = try folder.environment()
        environment.finish()
        try folder.write(environment, to: SurveyFolder.environmentName)
        let elapsed = ContinuousClock.now - started
        let summary = SurveySummary(
            survey: survey.name, id: folder.id, folder: folder.path, status: status,
            seconds: elapsed / .seconds(1), ladder: ladder,
            conditioning: conditioning)
        try folder.write(summary, to: SurveyFolder.resultName)
        return summary
    }
}
