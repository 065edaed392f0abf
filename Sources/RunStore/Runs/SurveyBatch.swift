public import Analysis
internal import Exchange
public import Experiments
public import Networks

/// Carries out surveys, each in a folder of its own.
///
/// The folder says from the start what is to be computed, so that ``complete(_:stop:progress:)`` carries on after the
/// process was stopped or killed.
public struct SurveyBatch: Sendable {
    /// How far a survey is.
    public enum Progress: Sendable {
        /// A survey of runs.
        case runs(RunBatch.Progress)
        /// A survey of condition numbers.
        case conditioning(ConditioningProgress)
    }

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
    ///
    /// - Parameters:
    ///   - survey: the survey, which has the name.
    ///   - ladder: its rungs, seeds and goal.
    ///   - runs: the runs of each rung, one for each seed, as `Ladder.runs` makes them.
    ///   - stop: ends training early.
    ///   - progress: called several times a second, on the thread of the run that reports.
    /// - Returns: the results of the runs that have ended.
    /// - Throws: the first error in the order of the runs, after every run has ended.
    public func carryOut(
        _ survey: Survey, _ ladder: Ladder, runs: [[ExperimentRun]], stop: StopRequest? = nil,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> SurveySummary {
        var planned = ladder
        for (k, own) in runs.enumerated() {
            if let first = own.first { planned.rungs[k].spec = first.spec }
        }
        let folder = try root.createSurvey(survey.name) { try $0.begin(survey.name, .ladder(planned)) }
        return try folder.locked(.exclusive) {
            try carryOut(survey.name, planned, runs, in: folder, held: $0, after: nil, stop: stop, progress: progress)
        }
    }

    /// Computes condition numbers; nothing is trained.
    ///
    /// After a request to stop, there are no results.
    ///
    /// - Throws: what the study throws.
    public func carryOut(
        _ survey: Survey, _ study: ConditioningStudy, stop: StopRequest? = nil,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> SurveySummary {
        let folder = try root.createSurvey(survey.name) { try $0.begin(survey.name, .conditioning(study)) }
        return try folder.locked(.exclusive) {
            try carryOut(survey.name, study, in: folder, held: $0, stop: stop, progress: progress)
        }
    }

    /// Completes a survey: keeps the runs that have ended, resumes those that were interrupted or killed, and begins
    /// the others; condition numbers are computed from the start.
    ///
    /// The results are those of a survey that was never stopped, but for the times.
    ///
    /// - Throws: ``RunError`` where nothing is left to do, where another process is carrying out the survey, and where
    ///   a run cannot be resumed; what ``carryOut(_:_:runs:stop:progress:)`` throws.
    public func complete(
        _ folder: SurveyFolder, stop: StopRequest? = nil, progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> SurveySummary {
        try Self.checkHasPlan(folder)
        return try folder.locked(.exclusive) { held in
            try Self.checkIsUnfinished(folder)
            folder.removeTemporaryFiles(in: ["", "specs/"])
            let (survey, plan) = try folder.plan()
            switch plan {
            case .ladder(let ladder):
                return try carryOut(
                    survey, ladder, folder.runs(of: ladder), in: folder, held: held, after: folder.summary(),
                    stop: stop, progress: progress)
            case .conditioning(let study):
                return try carryOut(survey, study, in: folder, held: held, stop: stop, progress: progress)
            }
        }
    }

    /// Checks that a survey can be completed: that something is left to do, and that the runs that were interrupted can
    /// be resumed.
    ///
    /// - Returns: what a person should know before the runs go on.
    /// - Throws: what is wrong.
    @discardableResult
    public static func checkCompletable(_ folder: SurveyFolder) throws -> [String] {
        try checkHasPlan(folder)
        try checkIsUnfinished(folder)
        guard case .ladder(let ladder) = try folder.plan().plan else { return [] }
        return try unfinished(folder.runs(of: ladder), of: ladder, in: folder).flatMap { $0.resuming?.notices ?? [] }
    }

    private static func checkHasPlan(_ folder: SurveyFolder) throws(RunError) {
        guard !folder.hasPlan else { return }
        throw RunError(
            place: folder.path,
            problem: "it has no \(SurveyFolder.planName): surveys of older versions cannot go on; start a new one")
    }

    private static func checkIsUnfinished(_ folder: SurveyFolder) throws {
        guard try folder.isFinished else { return }
        throw RunError(place: folder.path, problem: "nothing is left to do: the survey has finished")
    }

    /// The runs that have not ended, each with its checkpoint where there is one to go on from.
    ///
    /// - Throws: ``RunError`` where a run has another spec than the plan, what the check of a run that is to begin
    ///   throws, and where one cannot be resumed.
    private static func unfinished(
        _ runs: [[ExperimentRun]], of ladder: Ladder, in folder: SurveyFolder
    ) throws -> [(run: ExperimentRun, resuming: Resumption?)] {
        for run in runs.joined() {
            let own = folder.folder(of: run, in: ladder)
            guard own.hasBegun else { continue }
            try PlannedSpec.check(own, has: run.spec, from: folder.specPath(run.spec.name))
        }
        let left = try runs.map { try $0.compactMap { try unfinished($0, of: ladder, in: folder) } }
        // What cannot be trained is found before the first of them is.
        for own in left { try own.first { $0.resuming == nil }?.run.check() }
        return Array(left.joined())
    }

    private static func unfinished(
        _ run: ExperimentRun, of ladder: Ladder, in folder: SurveyFolder
    ) throws -> (run: ExperimentRun, resuming: Resumption?)? {
        if let summary = try folder.result(of: run, in: ladder), summary.status != .interrupted { return nil }
        let own = folder.folder(of: run, in: ladder)
        guard own.hasCheckpoint else { return (run, nil) }
        let resumption = try Resumption(own)
        return (resumption.run, resumption)
    }

    private func carryOut(
        _ survey: String, _ ladder: Ladder, _ runs: [[ExperimentRun]], in folder: SurveyFolder,
        held: HeldFolder?, after before: SurveySummary?, stop: StopRequest?, progress: (@Sendable (Progress) -> Void)?
    ) throws -> SurveySummary {
        let started = ContinuousClock.now
        var report: (@Sendable (RunBatch.Progress) -> Void)?
        if let progress { report = { progress(.runs($0)) } }
        _ = try RunBatch(in: folder.runs, threads: threads, recorders: recorders).carryOut(
            Self.unfinished(runs, of: ladder, in: folder), stop: stop,
            progress: report,
            folder: {
                try held?.check()
                return try folder.begin($0, in: ladder)
            })
        let found = try folder.result(of: ladder, runs: runs)
        var summary = SurveySummary(
            survey: survey, id: folder.id, folder: folder.path, status: RunStatus(found.status),
            seconds: (before?.seconds ?? 0) + (ContinuousClock.now - started) / .seconds(1))
        summary.ladder = found.ladder
        try held?.check()
        return try finish(folder, summary)
    }

    private func carryOut(
        _ survey: String, _ study: ConditioningStudy, in folder: SurveyFolder, held: HeldFolder?, stop: StopRequest?,
        progress: (@Sendable (Progress) -> Void)?
    ) throws -> SurveySummary {
        let started = ContinuousClock.now
        var summary = SurveySummary(
            survey: survey, id: folder.id, folder: folder.path, status: .interrupted, seconds: 0)
        do {
            summary.conditioning = try study.run {
                if stop?.isRequested == true { throw CancellationError() }
                progress?(.conditioning($0))
            }
            summary.status = .finished
        } catch is CancellationError {}
        summary.seconds = (ContinuousClock.now - started) / .seconds(1)
        try held?.check()
        return try finish(folder, summary)
    }

    private func finish(_ folder: SurveyFolder, _ summary: SurveySummary) throws -> SurveySummary {
        try folder.finish()
        try JSONRecord.write(summary, to: folder.file(SurveyFolder.resultName), isSealed: true)
        return summary
    }
}

extension SurveyFolder {
    /// The folder of a run that is about to begin; one that was killed before its first checkpoint begins again.
    fileprivate func begin(_ run: ExperimentRun, in ladder: Ladder) throws -> RunFolder {
        let folder = folder(of: run, in: ladder)
        try Folder.make(folder.path)
        try folder.begin(run.spec)
        return folder
    }
}
