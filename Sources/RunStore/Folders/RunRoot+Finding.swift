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
            let seeds = try folder.seeds()
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

    /// The folder of a run, a batch or a survey: by path, by id, or `last`. A run of a batch has the batch's id and its
    /// own name, which is its seed: `autoencoder-study-7/3`, or `last/3`. A link stands for the folder behind it.
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
        return try open(path: trimmed, reference, orModel: orModel)
    }

    /// Opens the folder at a path, behind all links.
    private func open(path: String, _ reference: String, orModel: Bool) throws -> Found {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard isFolder(url.path) else {
            throw RunError(
                place: reference,
                problem: orModel
                    ? "no such run or model: expected a run's folder, an id of \(self.path)/, last, or a model file"
                    : "no such run: expected a run's folder, an id of \(self.path)/, or last")
        }
        let parent = url.deletingLastPathComponent()
        if Self.isBatch(parent.path) {
            return try open(
                root: parent.deletingLastPathComponent().path,
                id: "\(parent.lastPathComponent)/\(url.lastPathComponent)")
        }
        return try open(root: parent.path, id: url.lastPathComponent)
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

    private static func isBatch(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(BatchFolder.recordName)")
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
        let (run, seeds) = (batch.run(seed: seed), try batch.seeds())
        guard seeds.contains(seed) || run.hasBegun else {
            throw RunError(
                place: run.id,
                problem: "\(batch.path) has no run with the seed \(seed): expected one of its \(seeds.count), "
                    + (seeds.count > 1 ? "from \(seeds[0]) to \(seeds[seeds.count - 1])" : "\(seeds[0])"))
        }
        guard run.hasBegun else {
            let wasDeleted = try batch.deletedSeeds().contains(seed)
            throw RunError(
                place: run.id,
                problem: wasDeleted
                    ? "this run was deleted: heaviside resume \(batch.path) trains it again"
                    : "this run has not begun: heaviside resume \(batch.path) begins it")
        }
        return run
    }

    private func open(root: String, id: String) throws -> Found {
        let folder = RunFolder(root: RunRoot(root), id: id)
        let survey = SurveyFolder(root: RunRoot(root), id: id)
        let hasSpec = FileManager.default.fileExists(atPath: folder.specPath)
        if Self.isBatch(folder.path) { return .batch(BatchFolder(root: RunRoot(root), id: id)) }
        if survey.hasPlan || FileManager.default.fileExists(atPath: survey.file(SurveyFolder.resultName)) {
            return .survey(survey)
        }
        if !hasSpec, isFolder(survey.runs.path) {
            throw RunError(
                place: survey.path,
                problem:
                    "this survey has no \(SurveyFolder.resultName): it is still running, or it was interrupted; its runs are in "
                    + "\(survey.runs.path)/")
        }
        guard hasSpec else {
            guard access(folder.path, R_OK | X_OK) == 0 else {
                throw RunError(
                    place: folder.path,
                    problem: "it cannot be looked into: \(String(cString: strerror(errno)))")
            }
            throw RunError(
                place: folder.path, problem: "this folder has no spec.yaml: expected the folder of a run")
        }
        return .run(folder)
    }
}
