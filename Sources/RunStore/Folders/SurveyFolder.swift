internal import Exchange
internal import Experiments
import Foundation
internal import Networks

/// The folder of one survey: `survey-plan.json` and `specs/` with what is to be computed, `environment.json`, its runs
/// under `runs/`, and at the end `survey.json` with its results.
public struct SurveyFolder: StoredFolder, RunContainer {
    static let kind = "survey"
    static let resultName = "survey.json"

    /// The folder that contains the survey's folder.
    public let root: RunRoot
    /// The survey's id: the folder's name.
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    /// The folder of the survey's runs; it does not exist where nothing was trained.
    public var runs: RunRoot { RunRoot(file("runs")) }

    /// The results of the survey, with the folder's present path; what its runs have found so far where it has not
    /// finished.
    ///
    /// - Throws: ``RunError`` for a file that is not a survey's, or has results that are impossible; what ``plan()``
    ///   throws for a survey that has not finished.
    public func summary() throws -> SurveySummary {
        guard hasPlan else { return try storedSummary() }
        let stored = hasResult ? try storedSummary() : nil
        if let stored, stored.status == .finished { return stored }
        return try unfinishedSummary(after: stored)
    }

    /// That `survey.json` was changed after it was written, so that its results may be wrong; nil where it was not, and
    /// for a record of an older version, which cannot tell.
    public var changedResult: String? {
        guard let bytes = try? AtomicFile.read(file(Self.resultName)), SealedRecord.state(bytes) == .changed else {
            return nil
        }
        return "\(file(Self.resultName)): \(SealedRecord.changed): its results may be wrong"
    }

    /// Whether the survey has written results.
    var hasResult: Bool { FileManager.default.fileExists(atPath: file(Self.resultName)) }

    /// Whether the folder is that of a survey that says neither what it is to compute nor what it found: it has the
    /// record of a machine and specs or runs of its own, and is no run.
    var hasLostRecords: Bool {
        guard !hasPlan, !hasResult, FileState(specPath) == nil, FileState(file(Self.environmentName)) != nil else {
            return false
        }
        return [file("specs"), runs.path].contains { FileState($0)?.isFolder == true }
    }

    /// What is wrong with a survey that says neither.
    var lostRecords: RunError {
        let hasRuns = FileState(runs.path)?.isFolder == true
        return RunError(
            place: path,
            problem:
                "this is a survey, and its \(Self.planName) is missing, which says what is to be computed: expected "
                + "that file as it was, or \(Self.resultName) with results"
                + (hasRuns ? "; its runs are in \(runs.path)/" : ""))
    }

    /// Whether `survey.json` holds the results of all runs.
    var isFinished: Bool {
        get throws {
            guard hasResult else { return false }
            return try storedSummary().status == .finished
        }
    }

    private func storedSummary() throws -> SurveySummary {
        var summary: SurveySummary = try read(Self.resultName, kind: "a survey")
        // Only a survey without results of all runs is still running.
        guard [.finished, .interrupted].contains(summary.status) else {
            throw RunError(place: "\(file(Self.resultName)): status", problem: "expected finished or interrupted")
        }
        if let problem = summary.objection { throw RunError(place: file(Self.resultName), problem: problem) }
        summary.folder = path
        summary.id = id
        return summary
    }
}

extension RunFolder {
    /// The survey that the run is part of; nil for a run on its own.
    var survey: SurveyFolder? {
        let folder = URL(fileURLWithPath: root.path).standardizedFileURL
        guard folder.lastPathComponent == "runs" else { return nil }
        let survey = folder.deletingLastPathComponent()
        let found = SurveyFolder(
            root: RunRoot(survey.deletingLastPathComponent().path), id: survey.lastPathComponent)
        return found.hasPlan ? found : nil
    }
}
