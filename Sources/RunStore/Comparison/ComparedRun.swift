public import Experiments
internal import Networks

/// One of several runs that are compared, as far as it has come.
public struct ComparedRun: Sendable {
    /// The run's folder.
    public let folder: RunFolder
    /// The network with its samples and measures; nil for a run that has ended and whose data are missing.
    public let result: RunResult?
    /// The spec in force at the end.
    public var spec: Spec { course.end }
    /// The figures of the run.
    public let summary: RunSummary
    /// How far the run has come.
    public var state: RunStatus { summary.status }
    /// The specs by which the run was trained.
    public let course: SpecCourse

    init(_ folder: RunFolder, _ result: RunResult, _ summary: RunSummary) {
        (self.folder, self.result, self.summary, course) = (folder, result, summary, SpecCourse(result.spec))
    }

    /// Reads a run; of one that has not ended, the last checkpoint.
    ///
    /// - Throws: what `RunFolder.result()` and `RunFolder.summary()` throw.
    init(_ folder: RunFolder) throws {
        self.folder = folder
        let hadEnded = folder.hasEnded
        course = try folder.course()
        if hadEnded, folder.missingData != nil {
            (result, summary) = (nil, try folder.summary())
            return
        }
        let found = try folder.result()
        // A checkpoint is read once, so that network and figures are of one epoch while the run goes on.
        (result, summary) = (found, hadEnded ? try folder.summary() : folder.unfinishedSummary(of: found))
    }

    /// The rows of the run's `history.csv`; none where a run that has not ended has recorded none yet.
    ///
    /// - Throws: what `RunFolder.history()` throws.
    public func history() throws -> [HistoryRow] {
        let hadEnded = state == .finished || state == .diverged
        return hadEnded || folder.hasEnded || folder.hasHistory ? try folder.history() : []
    }
}
