internal import Diagnostics
import Foundation

/// A run as it is found in a folder of runs, with the state of its records.
struct ListedRun {
    /// The run's folder.
    let folder: RunFolder
    /// What the run is called where it is listed: the path that leads to it from the folder of all runs, by which
    /// `RunRoot.findAny` finds it there; its id where it lies at the top or in a batch.
    let name: String
    /// The batch or survey that the run is part of.
    let container: (any StoredFolder)?
    /// Whether the run has written its figures.
    let hasEnded: Bool
    /// A hash of the states of `spec.yaml`, its changes, `environment.json`, `summary.json` and the notes: where it is
    /// the same, so are they.
    let stamp: Int64
    /// When one of these files was last changed, in nanoseconds since 1970.
    let modified: Int64

    /// Looks at a folder; nil where it is not that of a run.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - container: the batch or survey that the run is part of.
    ///   - notes: the state of the container's notes.
    ///   - name: what the run is called; nil for its id.
    init?(
        _ folder: RunFolder, in container: (any StoredFolder)? = nil, notes: FileState? = nil, name: String? = nil
    ) {
        guard let spec = FileState(folder.specPath) else { return nil }
        let summary = FileState(folder.file(RunFolder.summaryName))
        let changes = FileState(folder.file(RunFolder.continuationsName))
        let environment = FileState(folder.file(RunFolder.environmentName))
        let states = [spec, changes, environment, summary, FileState(folder.file(RunNotes.name)), notes]
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for state in states {
            if let state { state.mix(into: &hash) } else { hash = (hash ^ 1) &* 0x100_0000_01b3 }
        }
        (self.folder, self.container, self.name) = (folder, container, name ?? folder.id)
        hasEnded = summary != nil
        stamp = Int64(bitPattern: hash)
        modified = states.reduce(0) { max($0, $1?.modified ?? 0) }
    }

    /// What is wrong with the run's records, read again: a word for each.
    ///
    /// - Parameter effect: what it does to the list; of a run that is left out, the summary is what cannot be read.
    /// - Returns: one word at least, unless the run is gone.
    func damage(_ effect: RunDamage.Effect) -> [RunDamage] {
        func problem(_ read: () throws -> some Any) -> String? {
            do {
                _ = try read()
                return nil
            } catch {
                return ErrorText.sentence(error)
            }
        }
        guard FileState(folder.path) != nil else { return [] }
        if effect == .changed {
            return (folder.changedSummary.map { [$0] } ?? [])
                .map { RunDamage(folder: folder.path, problem: $0, effect: effect) }
        }
        let problems =
            effect == .leftOut
            ? [hasEnded ? problem { try folder.storedSummary() } : nil]
            : [
                problem { try folder.course() }, problem { try folder.notes() },
                container.flatMap { container in problem { try container.notes() } },
            ]
        let found = problems.compactMap(\.self)
        // A record may have been written since.
        return (found.isEmpty ? ["\(folder.path): a record could not be read; it can now"] : found)
            .map { RunDamage(folder: folder.path, problem: $0, effect: effect) }
    }
}
