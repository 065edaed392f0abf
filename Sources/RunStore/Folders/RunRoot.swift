internal import Exchange
public import Experiments
import Foundation

/// The folder of all runs, with a folder for each; its entry `last` is a link to the newest.
public struct RunRoot: Sendable, Hashable {
    /// The folder's path.
    public let path: String

    /// Creates the folder of runs at `path`, by default `runs`; the file system is not touched.
    public init(_ path: String = "runs") { self.path = path }

    /// Makes the folder of a new run, writes `spec.yaml` and `environment.json`, and points `last` at it.
    ///
    /// Its id is the spec's name with a number: "autoencoder-study-3".
    ///
    /// - Throws: ``RunError`` where the folder cannot be made, and for a spec with a loss, an activation or a rule of
    ///   the caller's own; `ExchangeError` where a file cannot be written.
    public func create(_ spec: Spec) throws -> RunFolder {
        var numbers: [String: Int] = [:]
        return try create(spec, numbers: &numbers)
    }

    /// The same, with the last number of each name, so that many runs need not list the folder each time.
    func create(_ spec: Spec, numbers: inout [String: Int], fork: ForkPlan? = nil) throws -> RunFolder {
        guard spec.customKeys.isEmpty else {
            throw RunError(
                place: spec.customKeys.joined(separator: ", "),
                problem:
                    "spec.yaml cannot hold Swift code, so that the run could be neither shown nor resumed: "
                    + "expected a built-in part, or a run without a folder, by ExperimentRun")
        }
        return try make(spec.name, numbers: &numbers, folder: { RunFolder(root: self, id: $0) }) {
            try $0.begin(spec, fork: fork)
        }
    }

    /// Makes the folder of a new survey, writes what it begins with, and points `last` at it.
    func createSurvey(_ name: String, begin: (SurveyFolder) throws -> Void = { _ in }) throws -> SurveyFolder {
        var numbers: [String: Int] = [:]
        return try make(name, numbers: &numbers, folder: { SurveyFolder(root: self, id: $0) }, begin: begin)
    }

    /// Makes the folder of a new batch, writes its `batch.json`, `spec.yaml` and `environment.json`, and points `last`
    /// at it.
    func createBatch(_ spec: Spec, seeds: [UInt64]) throws -> BatchFolder {
        try BatchFolder.check(seeds)
        var numbers: [String: Int] = [:]
        return try make(spec.name, numbers: &numbers, folder: { BatchFolder(root: self, id: $0) }) {
            try $0.begin(spec, seeds: seeds)
        }
    }

    /// Makes the folder of the next number, begins it, and points `last` at it.
    private func make<Made: StoredFolder>(
        _ name: String, numbers: inout [String: Int], folder: (String) -> Made, begin: (Made) throws -> Void
    ) throws -> Made {
        try makeFolder()
        return try alone {
            var number = (numbers[name] ?? highestNumber(of: name)) + 1
            let folder = folder(try claim(name, &number))
            numbers[name] = number
            try begin(folder)
            link(to: folder.id)
            return folder
        }
    }

    private func makeFolder() throws {
        var status = stat()
        if lstat("\(path)/last", &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            throw RunError(
                place: "\(path)/last",
                problem: "the name is kept for a link to the newest run: expected that, or nothing; move this one away")
        }
        try Folder.make(path)
    }

    /// Does some work while no other process makes a run here, or moves `last`: of two that begin at once, `last` names
    /// the one with the higher number.
    func alone<Value>(_ work: () throws -> Value) rethrows -> Value {
        try FileLock("\(path)/\(FolderLock.name)", .exclusive, .unlimited, makesFile: true).during(work)
    }

    /// Makes the first folder that does not exist yet, so that no two processes share one.
    private func claim(_ name: String, _ number: inout Int) throws -> String {
        while mkdir("\(path)/\(name)-\(number)", 0o777) != 0 {
            guard errno == EEXIST else {
                throw RunError(
                    place: "\(path)/\(name)-\(number)",
                    problem: "the folder cannot be made: \(String(cString: strerror(errno))); "
                        + "expected a folder that can be written")
            }
            number += 1
        }
        try Folder.flush(path)
        return "\(name)-\(number)"
    }

    func isFolder(_ path: String) -> Bool {
        var isDirectory = false as ObjCBool
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private func highestNumber(of name: String) -> Int {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        // The number of a deleted run is not given again, so that the run can come back.
        return (entries + trash()).compactMap { entry -> Int? in
            guard entry.hasPrefix(name + "-") else { return nil }
            return Int(entry.dropFirst(name.count + 1).prefix { $0 != "." })
        }.filter { $0 > 0 && $0 < 1 << 40 }.max() ?? 0
    }

    /// Points `last` at a run; a file system without links has no `last`.
    func link(to id: String) {
        let temporary = "\(path)/.last-\(ProcessInfo.processInfo.processIdentifier)-\(id)"
        if symlink(id, temporary) == 0, rename(temporary, "\(path)/last") != 0 { unlink(temporary) }
    }
}
