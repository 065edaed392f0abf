internal import Experiments

/// The folder of one survey: `survey.json` with what it found, `environment.json`, and its runs under `runs/`.
public struct SurveyFolder: Sendable, Hashable {
    static let resultName = "survey.json"

    /// The folder that the survey's folder lies in.
    public let root: RunRoot
    /// The survey's id: the folder's name.
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    /// The folder's path.
    public var path: String { "\(root.path)/\(id)" }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The folder of the survey's runs; it is not there where nothing was trained.
    public var runs: RunRoot { RunRoot(file("runs")) }

    /// What the survey found; the folder's present path stands in for the one that was stored.
    ///
    /// - Throws: ``RunError`` for a file that is not a survey's, or that holds impossible figures.
    public func summary() throws -> SurveySummary {
        var summary: SurveySummary = try JSONRecord.read(file(Self.resultName), kind: "a survey")
        if let problem = summary.objection { throw RunError(place: file(Self.resultName), problem: problem) }
        summary.folder = path
        summary.id = id
        return summary
    }

    /// The machine and software.
    public func environment() throws -> RunEnvironment {
        try JSONRecord.read(file("environment.json"), kind: "a machine")
    }

    func write(_ value: some Encodable, to name: String) throws { try JSONRecord.write(value, to: file(name)) }
}
