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
    /// - Throws: ``RunError`` where the folder cannot be made, `ExchangeError` where a file cannot be written.
    public func create(_ spec: Spec) throws -> RunFolder {
        var numbers: [String: Int] = [:]
        return try create(spec, numbers: &numbers)
    }

    /// The same, with the last number of each name, so that many runs need not list the folder each time.
    func create(_ spec: Spec, numbers: inout [String: Int]) throws -> RunFolder {
        try makeFolder()
        var number = (numbers[spec.name] ?? highestNumber(of: spec.name)) + 1
        let folder = RunFolder(root: self, id: try claim(spec.name, &number))
        numbers[spec.name] = number
        try folder.begin(spec)
        link(to: folder.id)
        return folder
    }

    /// Makes the folder of a new survey, and points `last` at it.
    func createSurvey(_ name: String) throws -> SurveyFolder {
        try makeFolder()
        var number = highestNumber(of: name) + 1
        let folder = SurveyFolder(root: self, id: try claim(name, &number))
        link(to: folder.id)
        return folder
    }

    private func makeFolder() throws {
        var status = stat()
        if lstat("\(path)/last", &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            throw RunError(
                place: "\(path)/last",
                problem: "the name is kept for a link to the newest run: expected that, or nothing; move this one away")
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw RunError(
                place: path,
                problem: "the folder cannot be made: \(Self.reason(error)); expected a folder that can be written")
        }
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
        return "\(name)-\(number)"
    }

    /// The folder of a run: by path, by id, or `last`.
    ///
    /// - Throws: ``RunError`` where there is none.
    public func find(_ reference: String) throws -> RunFolder {
        switch try findAny(reference) {
        case .run(let folder): return folder
        case .survey(let folder):
            throw RunError(
                place: folder.path,
                problem:
                    "this is a survey of several runs: expected one of those in \(folder.runs.path)/, if it trained any"
            )
        }
    }

    /// What a reference can stand for.
    public enum Found: Sendable, Hashable {
        /// The folder of a run.
        case run(RunFolder)
        /// The folder of a survey.
        case survey(SurveyFolder)
    }

    /// The folder of a run or a survey: by path, by id, or `last`.
    ///
    /// - Throws: ``RunError`` where there is none.
    public func findAny(_ reference: String) throws -> Found {
        guard !reference.isEmpty else {
            throw RunError(place: "\"\"", problem: "expected a run's folder, an id of \(path)/, or last")
        }
        if reference == "last" {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/last") else {
                throw RunError(
                    place: "last", problem: "\(path)/ holds no run yet: start one with heaviside run")
            }
            return try open(root: path, id: target)
        }
        if !reference.contains("/"), isFolder("\(path)/\(reference)") { return try open(root: path, id: reference) }
        let trimmed = reference.count > 1 && reference.hasSuffix("/") ? String(reference.dropLast()) : reference
        let url = URL(fileURLWithPath: trimmed).resolvingSymlinksInPath()
        guard isFolder(url.path) else {
            throw RunError(
                place: reference, problem: "no such run: expected a run's folder, an id of \(path)/, or last")
        }
        return try open(root: url.deletingLastPathComponent().path, id: url.lastPathComponent)
    }

    private func open(root: String, id: String) throws -> Found {
        let folder = RunFolder(root: RunRoot(root), id: id)
        let survey = SurveyFolder(root: RunRoot(root), id: id)
        if FileManager.default.fileExists(atPath: survey.file(SurveyFolder.resultName)) { return .survey(survey) }
        if !FileManager.default.fileExists(atPath: folder.file("spec.yaml")), isFolder(survey.runs.path) {
            throw RunError(
                place: survey.path,
                problem:
                    "this survey has no \(SurveyFolder.resultName): it is still running, or it was killed; its runs are in "
                    + "\(survey.runs.path)/")
        }
        guard FileManager.default.fileExists(atPath: folder.file("spec.yaml")) else {
            throw RunError(
                place: folder.path, problem: "this folder has no spec.yaml: expected the folder of a run")
        }
        return .run(folder)
    }

    private func isFolder(_ path: String) -> Bool {
        var isDirectory = false as ObjCBool
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private func highestNumber(of name: String) -> Int {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return entries.compactMap { entry -> Int? in
            guard entry.hasPrefix(name + "-") else { return nil }
            return Int(entry.dropFirst(name.count + 1))
        }.filter { $0 > 0 && $0 < 1 << 40 }.max() ?? 0
    }

    /// Points `last` at a run; a file system without links has no `last`.
    private func link(to id: String) {
        let temporary = "\(path)/.last-\(ProcessInfo.processInfo.processIdentifier)-\(id)"
        if symlink(id, temporary) == 0, rename(temporary, "\(path)/last") != 0 { unlink(temporary) }
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return (error as NSError).localizedDescription
    }
}
