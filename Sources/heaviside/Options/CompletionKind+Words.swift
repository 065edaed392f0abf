import ArgumentParser
import Experiments
import Foundation

// What the shells propose.

extension CompletionKind {
    /// The names of the built-in experiments and surveys.
    static var builtIn: CompletionKind { .list(BuiltIn.all.map(\.name)) }

    /// The runs in the folder that `--out` names, and `last`.
    static var runs: CompletionKind {
        .custom { words, _, _ in
            let value = words.firstIndex(of: "--out").map { $0 + 1 }
            let root = value.flatMap { words.indices.contains($0) ? words[$0] : nil } ?? RunRootOption.standard
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
            return ["last"]
                + names.filter { name in
                    var isFolder: ObjCBool = false
                    return !name.hasPrefix(".") && name != "last"
                        && FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
                        && isFolder.boolValue
                }.sorted()
        }
    }
}
