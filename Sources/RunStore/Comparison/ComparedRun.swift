public import Experiments
internal import Networks

/// One of several runs that are compared, as far as it has come.
public struct ComparedRun: Sendable {
    /// The run's folder.
    public let folder: RunFolder
    /// How far the run has come.
    public let state: RunStatus
    /// The network with its samples and measures.
    public let result: RunResult
    /// The figures of the run.
    public let summary: RunSummary
    /// The specs by which the run was trained.
    public let course: SpecCourse

    init(
        _ folder: RunFolder, _ state: RunStatus, _ result: RunResult, _ summary: RunSummary,
        _ course: SpecCourse? = nil
    ) {
        (self.folder, self.state, self.result, self.summary) = (folder, state, result, summary)
        self.course = course ?? SpecCourse(result.spec)
    }

    /// Reads a run; of one that has not ended, the last checkpoint.
    ///
    /// - Throws: what `RunFolder.result()` and `RunFolder.summary()` throw.
    init(_ folder: RunFolder) throws {
        self.folder = folder
        let hadEnded = folder.hasEnded
        course = try folder.course()
        result = try folder.result()
        // A checkpoint is read once, so that network and figures are of one epoch while the run goes on.
        summary = hadEnded ? try folder.summary() : folder.unfinishedSummary(of: result)
        state = summary.status
    }

    /// The rows of the run's `history.csv`; none where a run that has not ended has recorded none yet.
    ///
    /// - Throws: what `RunFolder.history()` throws.
    public func history() throws -> [HistoryRow] {
        let hadEnded = state == .finished || state == .diverged
        return hadEnded || folder.hasEnded || folder.hasHistory ? try folder.history() : []
    }
}
