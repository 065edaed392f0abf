internal import Experiments
import Foundation
internal import Networks

/// The folder of one survey: `survey-plan.json` and `specs/` with what is to be computed, `environment.json`, its runs
/// under `runs/`, and at the end `survey.json` with its results.
public struct SurveyFolder: StoredFolder, RunContainer {
    static let kind = "survey"
    static var recordName: String { planName }
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
        let hasResult = FileManager.default.fileExists(atPath: file(Self.resultName))
        guard hasPlan else { return try storedSummary() }
        let stored = hasResult ? try storedSummary() : nil
        if let stored, stored.status == .finished { return stored }
        return try unfinishedSummary(after: stored)
    }

    /// Whether `survey.json` holds the results of all runs.
    var isFinished: Bool {
        get throws {
            guard FileManager.default.fileExists(atPath: file(Self.resultName)) else { return false }
            return try storedSummary().status == .finished
        }
    }

    private func storedSummary() throws -> SurveySummary {
        var summary: SurveySummary = try read(Self.resultName, kind: "a survey")
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
