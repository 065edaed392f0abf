internal import Diagnostics
internal import Exchange
import Foundation

/// The folder of a run or of a survey, named by its id.
public protocol StoredFolder: Sendable, Hashable {
    /// The folder that contains it.
    var root: RunRoot { get }
    /// The folder's name.
    var id: String { get }
}

extension StoredFolder {
    static var environmentName: String { "environment.json" }
    /// The name of the file with the spec that a run, or the runs of a batch, began with.
    public static var specName: String { "spec.yaml" }

    var specPath: String { file(Self.specName) }

    /// The folder's path.
    public var path: String { "\(root.path)/\(id)" }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The machine and the software of the run or survey.
    ///
    /// - Throws: `ExchangeError` where `environment.json` cannot be read, ``RunError`` where it describes no machine.
    public func environment() throws -> RunEnvironment { try read(Self.environmentName, kind: "a machine") }

    /// What is wrong with `environment.json`, which a report can do without; nil where it can be read.
    public var damagedEnvironment: String? {
        do {
            _ = try environment()
            return nil
        } catch {
            return "\(ErrorText.sentence(error)); it is left out"
        }
    }

    /// Removes what a process that was killed has left of files in some of the folder's folders, each named with a
    /// slash at its end.
    func removeTemporaryFiles(in folders: [String]) {
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: file(folder))) ?? []
            for name in names where AtomicFile.isTemporary(name) { unlink(file(folder + name)) }
        }
    }

    func write(_ value: some Encodable, to name: String) throws { try JSONRecord.write(value, to: file(name)) }

    /// Reads a JSON file; an error says that `kind` was expected.
    func read<Value: Decodable>(_ name: String, kind: String) throws -> Value {
        try JSONRecord.read(file(name), kind: kind)
    }
}
