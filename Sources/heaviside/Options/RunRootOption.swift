import ArgumentParser
import Exchange
import Foundation
import RunStore

/// Where runs are kept.
struct RunRootOption: ParsableArguments {
    /// Where runs are kept unless another folder is named.
    static let standard = "runs"

    @Option(help: ArgumentHelp("The folder of all runs.", valueName: "folder"), completion: .directory)
    var out = Self.standard

    var root: RunRoot { RunRoot(out) }

    func validate() throws {
        guard !out.isEmpty, !out.utf8.contains(0) else {
            throw ValidationError("--out: the path is empty: expected the folder of all runs, such as runs")
        }
        // The folder itself, or the first above it that exists, in which it will be made.
        var path = URL(fileURLWithPath: out).standardizedFileURL.path
        var isFolder: ObjCBool = false
        while !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), path != "/" {
            path = PathParts.folder(path)
        }
        guard isFolder.boolValue else {
            throw ValidationError("--out \(out): \(path) is a file: expected a folder, or a name for a new one")
        }
    }
}
