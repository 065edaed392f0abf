internal import Experiments

/// The folder of one survey: `survey.json` with its results, `environment.json`, and its runs under `runs/`.
public struct SurveyFolder: StoredFolder {
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

    /// The results of the survey, with the folder's present path.
    ///
    /// - Throws: ``RunError`` for a file that is not a survey's, or has results that are impossible.
    public func summary() throws -> SurveySummary {
        var summary: SurveySummary = try read(Self.resultName, kind: "a survey")
        if let problem = summary.objection { throw RunError(place: file(Self.resultName), problem: problem) }
        summary.folder = path
        summary.id = id
        return summary
    }
}
