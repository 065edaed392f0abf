internal import Exchange
public import Experiments
import Foundation

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
    public func summary() throws -> SurveySummary {
        let bytes = try AtomicFile.read(file(Self.resultName))
        do {
            var summary = try JSONDecoder().decode(SurveySummary.self, from: Data(bytes))
            summary.folder = path
            summary.id = id
            if let problem = summary.objection { throw RunError(reference: file(Self.resultName), problem: problem) }
            return summary
        } catch let error as RunError {
            throw error
        } catch {
            throw RunError(reference: file(Self.resultName), problem: "not the JSON of a survey: \(error)")
        }
    }

    /// The machine and software.
    public func environment() throws -> RunEnvironment {
        let bytes = try AtomicFile.read(file("environment.json"))
        do {
            return try JSONDecoder().decode(RunEnvironment.self, from: Data(bytes))
        } catch {
            throw RunError(reference: file("environment.json"), problem: "not the JSON of a machine: \(error)")
        }
    }

    func write(_ value: some Encodable, to name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(try encoder.encode(value)) + [0x0A], to: file(name))
    }
}
