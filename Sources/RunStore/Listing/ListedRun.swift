import Foundation

/// A run as it is found in a folder of runs, with the state of its records.
struct ListedRun {
    /// The run's folder.
    let folder: RunFolder
    /// The batch or survey that the run is part of.
    let container: (any StoredFolder)?
    /// Whether the run has written its figures.
    let hasEnded: Bool
    /// A hash of the states of `spec.yaml`, `summary.json` and the notes: where it is the same, so are they.
    let stamp: Int64
    /// When one of these files was last changed, in nanoseconds since 1970.
    let modified: Int64

    /// Looks at a folder; nil where it is not that of a run.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - container: the batch or survey that the run is part of.
    ///   - notes: the state of the container's notes.
    init?(_ folder: RunFolder, in container: (any StoredFolder)? = nil, notes: FileState? = nil) {
        guard let spec = FileState(folder.specPath) else { return nil }
        let summary = FileState(folder.file(RunFolder.summaryName))
        let states = [spec, summary, FileState(folder.file(RunNotes.name)), notes]
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for state in states {
            if let state { state.mix(into: &hash) } else { hash = (hash ^ 1) &* 0x100_0000_01b3 }
        }
        (self.folder, self.container) = (folder, container)
        hasEnded = summary != nil
        stamp = Int64(bitPattern: hash)
        modified = states.reduce(0) { max($0, $1?.modified ?? 0) }
    }
}

extension RunRoot {
    /// All runs, ended or not, those of surveys and batches included, in the order of their names.
    ///
    /// - Throws: ``RunError`` where the folder cannot be read.
    func listed() throws(RunError) -> [ListedRun] {
        guard FileState(path)?.isFolder == true, let runs = try? listed(levels: 3) else {
            throw RunError(place: path, problem: "there is no such folder of runs: expected one that can be read")
        }
        return runs
    }

    private func listed(levels: Int, in survey: SurveyFolder? = nil) throws -> [ListedRun] {
        guard levels > 0 else { return [] }
        let notes = survey.flatMap { FileState($0.file(RunNotes.name)) }
        return try Self.names(path).flatMap { name in
            let folder = RunFolder(root: self, id: name)
            let batch = BatchFolder(root: self, id: name)
            if FileState(batch.file(BatchFolder.recordName)) != nil { return Self.listed(in: batch) }
            if let run = ListedRun(folder, in: survey, notes: notes) { return [run] }
            return FileState(folder.path)?.isFolder == true ? listed(below: folder, levels: levels - 1) : []
        }
    }

    private static func listed(in batch: BatchFolder) -> [ListedRun] {
        let notes = FileState(batch.file(RunNotes.name))
        let seeds = ((try? names(batch.path)) ?? []).compactMap { UInt64($0) }.sorted()
        return seeds.compactMap { ListedRun(batch.run(seed: $0), in: batch, notes: notes) }
    }

    /// The runs of a survey, or of a folder that holds folders of runs.
    private func listed(below folder: RunFolder, levels: Int) -> [ListedRun] {
        let inner = RunRoot(folder.path)
        let runs = ((try? Self.names(folder.path)) ?? []).compactMap { ListedRun(RunFolder(root: inner, id: $0)) }
        let survey = SurveyFolder(root: self, id: folder.id)
        return runs + ((try? survey.runs.listed(levels: levels, in: survey)) ?? [])
    }

    /// The names in a folder that can be those of runs.
    private static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0 != "last" && !$0.hasPrefix(".") }.sorted()
    }
}
