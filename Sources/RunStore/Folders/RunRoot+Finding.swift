internal import Exchange
import Foundation

// What a person names: runs, batches and surveys.

extension RunRoot {
    /// What a reference can stand for.
    public enum Found: Sendable, Hashable {
        /// The folder of a run.
        case run(RunFolder)
        /// The folder of a batch of runs.
        case batch(BatchFolder)
        /// The folder of a survey.
        case survey(SurveyFolder)
    }

    /// The folder of a run: by path, by id, or `last`.
    ///
    /// - Parameters:
    ///   - reference: what a person gave.
    ///   - orModel: whether a model file would be right, too: the error names it.
    /// - Returns: the folder.
    /// - Throws: ``RunError`` where there is none.
    public func find(_ reference: String, orModel: Bool = false) throws -> RunFolder {
        switch try findAny(reference, orModel: orModel) {
        case .run(let folder): return folder
        case .batch(let folder):
            let seeds = try folder.seedsToShow().seeds
            throw RunError(
                place: folder.path,
                problem: "this is a batch of \(seeds.count) run\(seeds.count == 1 ? "" : "s"): expected one of them, "
                    + "such as \(folder.id)/\(seeds[0])")
        case .survey(let folder):
            throw RunError(
                place: folder.path,
                problem:
                    "this is a survey of several runs: expected one of those in \(folder.runs.path)/, if it trained any"
            )
        }
    }

    /// The folder of a run, a batch or a survey: by path, by id, or `last`.
    ///
    /// A run of a batch has the batch's id and its own name, which is its seed: `autoencoder-study-7/3`, or `last/3`. A
    /// run that lies deeper in the folder, such as one of a survey, has the path that leads to it from there:
    /// `linear-code-ladder-1/runs/kept-1`. A link stands for the folder behind it.
    ///
    /// - Parameters:
    ///   - reference: what a person gave.
    ///   - orModel: whether a model file would be right, too: the error names it.
    /// - Returns: what it stands for.
    /// - Throws: ``RunError`` where there is none.
    public func findAny(_ reference: String, orModel: Bool = false) throws -> Found {
        guard !reference.isEmpty else {
            throw RunError(place: "\"\"", problem: "expected a run's folder, an id of \(path)/, or last")
        }
        let trimmed = reference.count > 1 && reference.hasSuffix("/") ? String(reference.dropLast()) : reference
        if trimmed == "last" { return try open(root: path, id: newest()) }
        if !trimmed.contains("/"), ![".", ".."].contains(trimmed), isFolder("\(path)/\(trimmed)") {
            let own = "\(path)/\(trimmed)"
            return FileState(own, followingLinks: false)?.isLink == true
                ? try open(path: own, reference, orModel: orModel) : try open(root: path, id: trimmed)
        }
        if let member = try member(trimmed) { return .run(member) }
        return try open(path: below(trimmed) ?? trimmed, reference, orModel: orModel)
    }

    /// The path of a folder that lies deeper in this one, by the names that lead to it; nil for any other reference.
    private func below(_ reference: String) throws -> String? {
        guard reference.contains("/"), !reference.hasPrefix("/"), Self.isPlain(reference) else { return nil }
        var names = reference.split(separator: "/")[...]
        if names.first == "last", let newest = try? newest() { names = [Substring(newest)] + names.dropFirst() }
        let path = "\(path)/\(names.joined(separator: "/"))"
        return isFolder(path) ? path : nil
    }

    /// Whether a path leads nowhere but down, with nothing to spare.
    private static func isPlain(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return names.dropFirst(path.hasPrefix("/") ? 1 : 0).allSatisfy { !["", ".", ".."].contains($0) }
    }

    /// Opens the folder at a path, behind all links.
    private func open(path: String, _ reference: String, orModel: Bool) throws -> Found {
        let path = spelled(path)
        guard isFolder(path) else {
            throw RunError(
                place: reference,
                problem: orModel
                    ? "no such run or model: expected a run's folder, an id of \(self.path)/, last, or a model file"
                        + (FileBelow.find(path).map { ", such as \($0)" } ?? "")
                    : "no such run: expected a run's folder, an id of \(self.path)/, or last\(hint(reference))")
        }
        let (parent, name) = (PathParts.folder(path), PathParts.name(path))
        func root(_ path: String) -> String { path.isEmpty ? "." : path }
        return Self.isBatch(parent)
            ? try open(root: root(PathParts.folder(parent)), id: "\(PathParts.name(parent))/\(name)")
            : try open(root: root(parent), id: name)
    }

    /// What a name without a folder of its own was probably meant to be, to follow an error: for an experiment its last
    /// run, for the name of a survey's run that one; nothing where there is neither.
    private func hint(_ name: String) -> String {
        guard !name.contains("/") else { return "" }
        let surveys = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted(
            by: NaturalOrder.isBefore)
        if let run = surveys.last(where: { $0.hasPrefix("\(name)-") && Int($0.dropFirst(name.count + 1)) != nil }) {
            return "; did you mean \(run), the last run of that name?"
        }
        let survey = surveys.first {
            !$0.hasPrefix(".") && $0 != "last" && FileState("\(path)/\($0)/runs/\(name)/\(RunFolder.specName)") != nil
        }
        return survey.map { "; did you mean \($0)/runs/\(name)?" } ?? ""
    }

    /// The path by which a folder is called from here on: the one that was given, unless a link is at its end. That of
    /// a folder behind a link begins with this root's path where it lies there, and with a name in the current folder
    /// where it lies there and a relative path was given.
    private func spelled(_ path: String) -> String {
        func isLink(_ path: String) -> Bool { FileState(path, followingLinks: false)?.isLink == true }
        let parent = PathParts.folder(path)
        let isInsideOfBatch = Self.isBatch(parent.isEmpty ? "." : parent)
        if Self.isPlain(path), !isLink(path), !isInsideOfBatch || !parent.isEmpty && !isLink(parent) { return path }
        func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        func rest(of path: String, after folder: String) -> String? {
            guard path.utf8.starts(with: "\(folder)/".utf8) else { return nil }
            return String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
        }
        let target = real(path)
        if let rest = rest(of: target, after: real(self.path)) { return "\(self.path)/\(rest)" }
        let current = FileManager.default.currentDirectoryPath
        guard !path.hasPrefix("/"), let rest = rest(of: target, after: real(current)), !Self.isBatch(current) else {
            return target
        }
        return rest
    }

    /// The name that `last` stands for.
    private func newest() throws -> String {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/last") else {
            throw RunError(
                place: "last",
                problem: "\(path)/ has no last run: start one with heaviside run, or give the id of one that "
                    + "heaviside runs lists")
        }
        guard !target.contains("/"), ![".", ".."].contains(target) else {
            throw RunError(
                place: "\(path)/last", problem: "it leads to \(target): expected a link to a folder of \(path)/")
        }
        return target
    }

    /// Whether a folder is that of a batch, with its `batch.json` or without.
    private static func isBatch(_ path: String) -> Bool {
        guard !path.isEmpty else { return false }
        let parent = PathParts.folder(path)
        let batch = BatchFolder(root: RunRoot(parent.isEmpty ? "." : parent), id: PathParts.name(path))
        return batch.hasRecord || batch.hasLostRecord
    }

    /// The run of a batch of this root, by the batch's id and the name of the run's folder, which is its seed; nil for
    /// any other reference.
    ///
    /// Neither part can lead out of the root: both are names.
    private func member(_ reference: String) throws -> RunFolder? {
        let parts = reference.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ !["", ".", ".."].contains($0) }) else { return nil }
        let id = parts[0] == "last" ? (try? newest()) ?? "last" : parts[0]
        guard Self.isBatch("\(path)/\(id)") else { return nil }
        let batch = BatchFolder(root: self, id: id)
        guard let seed = UInt64(parts[1]), String(seed) == parts[1] else {
            // A folder of another name, which a person has put there, is listed and found by it.
            let run = RunFolder(root: self, id: "\(id)/\(parts[1])")
            return run.hasBegun && FileState(run.path, followingLinks: false)?.isLink == false ? run : nil
        }
        let run = batch.run(seed: seed)
        guard batch.hasRecord else {
            guard run.hasBegun else { throw batch.lostRecord }
            return run
        }
        if run.hasBegun { return run }
        let seeds = try batch.seeds()
        guard seeds.contains(seed) else {
            throw RunError(
                place: run.id,
                problem: "\(batch.path) has no run with the seed \(seed): expected one of its \(seeds.count), "
                    + (seeds.count > 1 ? "from \(seeds[0]) to \(seeds[seeds.count - 1])" : "\(seeds[0])"))
        }
        let wasDeleted = try batch.deletedSeeds().contains(seed)
        throw RunError(
            place: run.id,
            problem: wasDeleted
                ? "this run was deleted: heaviside resume \(batch.path) trains it again"
                : "this run has not begun: heaviside resume \(batch.path) begins it")
    }

    private func open(root: String, id: String) throws -> Found {
        let folder = RunFolder(root: RunRoot(root), id: id)
        let batch = BatchFolder(root: RunRoot(root), id: id)
        let survey = SurveyFolder(root: RunRoot(root), id: id)
        if batch.hasRecord { return .batch(batch) }
        if survey.hasPlan || survey.hasResult { return .survey(survey) }
        if batch.hasLostRecord { throw batch.lostRecord }
        if survey.hasLostRecords { throw survey.lostRecords }
        guard folder.hasBegun else {
            guard access(folder.path, R_OK | X_OK) == 0 else {
                throw RunError(
                    place: folder.path,
                    problem: "it cannot be looked into: \(String(cString: strerror(errno)))")
            }
            let inside = isFolder(survey.runs.path) ? "; for the runs in it: --out \(survey.runs.path)" : ""
            throw RunError(
                place: folder.path, problem: "this folder has no spec.yaml: expected the folder of a run\(inside)")
        }
        return .run(folder)
    }
}
