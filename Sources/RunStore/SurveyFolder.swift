internal import Experiments

/// The folder of one survey: `survey.json` with what it found, `environment.json`, and its runs under `runs/`.
public struct SurveyFolder: StoredFolder {
    static let resultName = "survey.json"

    /// The folder that the survey's folder lies in.
    public let root: RunRoot
    /// The survey's id: the folder's name.
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    /// The folder of the survey's runs; it is not there where nothing was trained.
    public var runs: RunRoot { RunRoot(file("runs")) }

    /// What the survey found; the folder's present path stands in for the one that was stored.
    ///
    /// - Throws: ``RunError`` for a file that is not a survey's, or that holds impossible figures.
    public func summary() throws -> SurveySummary {
        var summary: SurveySummary = try read(Self.resultName, kind: "a survey")
        if let problem = summary.objection { throw RunError(place: file(Self.resultName), problem: problem) }
        summary.folder = path
        summary.id = id
        return summary
    }
}
