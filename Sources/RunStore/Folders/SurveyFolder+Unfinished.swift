internal import Experiments
internal import Networks

// A survey that is still being carried out, was stopped or was killed: what its runs say.

extension SurveyFolder {
    /// Whether a process is carrying out the survey.
    public var isBeingCarriedOut: Bool { ContainerLock.isHeld(path) }

    /// How far the survey is; nil where it has finished, and where it has no plan.
    ///
    /// - Throws: what ``plan()`` throws.
    public func state() throws -> SurveyState? {
        guard hasPlan, try !isFinished else { return nil }
        guard case .ladder(let ladder) = try plan().plan else { return SurveyState(isInOneGo: true) }
        var state = SurveyState(isInOneGo: false)
        for run in try runs(of: ladder).joined() {
            let folder = folder(of: run, in: ladder)
            state.runs += 1
            if try result(of: run, in: ladder).map({ $0.status != .interrupted }) ?? false {
                state.ended += 1
            } else if folder.hasBegun {
                state.begun += 1
            }
        }
        return state
    }

    /// The figures of a run of a ladder; nil where it has not ended.
    ///
    /// - Throws: ``RunError`` where they cannot be read, and where they are of another seed.
    func result(of run: ExperimentRun, in ladder: Ladder) throws -> RunSummary? {
        let folder = folder(of: run, in: ladder)
        guard folder.hasSummary else { return nil }
        let summary = try folder.summary()
        guard summary.seed == run.spec.seed else {
            throw RunError(
                place: folder.path, problem: "its summary is of seed \(summary.seed), not \(run.spec.seed)")
        }
        return summary
    }

    /// What the runs of a ladder have found so far, read from their folders, and whether all have ended.
    ///
    /// - Complexity: O(runs).
    func result(of ladder: Ladder, runs: [[ExperimentRun]]) throws -> (ladder: LadderResult, status: TrainingStatus) {
        var isWhole = true
        let rungs = try zip(ladder.rungs, runs).map { rung, own in
            let attempts = try own.compactMap { run -> LadderResult.Attempt? in
                let summary = try result(of: run, in: ladder)
                if summary.map({ $0.status == .interrupted }) ?? true { isWhole = false }
                return try summary.map {
                    LadderResult.Attempt(
                        $0, history: try folder(of: run, in: ladder).history(), amplitude: run.amplitude,
                        goal: ladder.goal)
                }
            }
            return LadderResult.Rung(rung, attempts: attempts)
        }
        let first = runs.first?.first
        return (
            LadderResult(
                length: first?.spec.signals.length ?? 0, amplitude: first?.amplitude ?? 0, goal: ladder.goal,
                seeds: ladder.seeds.count, rungs: rungs),
            isWhole ? .finished : .interrupted
        )
    }

    /// The results so far, with what an earlier process wrote of its time.
    func unfinishedSummary(after stored: SurveySummary?) throws -> SurveySummary {
        let (survey, plan) = try plan()
        var summary = SurveySummary(
            survey: survey, id: id, folder: path, status: .interrupted, seconds: stored?.seconds ?? 0)
        let isUnderWay = isBeingCarriedOut
        if isUnderWay { summary.status = .running }
        guard case .ladder(let ladder) = plan else { return summary }
        let found = try result(of: ladder, runs: runs(of: ladder))
        summary.ladder = found.ladder
        if !isUnderWay { summary.status = RunStatus(found.status) }
        if stored == nil { summary.seconds = found.ladder.rungs.flatMap { $0.attempts }.reduce(0) { $0 + $1.seconds } }
        return summary
    }
}
