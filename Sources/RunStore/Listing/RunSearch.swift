internal import Diagnostics
internal import Exchange
import Foundation

/// Finds the runs of a folder, each of them once, however many links lead to it.
///
/// A folder is known by its device and its number there. Folders are looked into first, and links after them, so that a
/// run has the name of its own folder where it lies among the others.
struct RunSearch {
    /// The runs, in the order of their names, those behind links last.
    private(set) var runs: [ListedRun] = []
    /// The folders that cannot be looked into, or hold a part of a run.
    private(set) var damage: [RunDamage] = []

    /// The names of folders that were made for a run and hold none.
    private var unbegun: [String] = []

    private let path: String
    private var seen: Set<FileState.Identity> = []
    private var links: [(path: String, isNamed: Bool, visit: (inout RunSearch) -> Void)] = []
    /// How many folders of runs lie in one another at most.
    private static let levels = 3

    /// Looks for the runs of a folder.
    ///
    /// - Throws: ``RunError`` where the folder cannot be read.
    init(_ root: RunRoot) throws(RunError) {
        path = root.path
        guard let state = FileState(root.path) else {
            throw RunError(
                place: root.path,
                problem: "there is no such folder: expected the folder of all runs, which heaviside run makes")
        }
        guard state.isFolder, let names = try? Self.names(root.path) else {
            throw RunError(place: root.path, problem: "expected the folder of all runs, which can be read")
        }
        seen.insert(state.identity)
        // What has been deleted is not found by a link either.
        if let trash = FileState(root.trashPath) { seen.insert(trash.identity) }
        visit(names, of: root, levels: Self.levels, in: nil)
        var next = 0
        while next < links.count {
            let (path, isNamed, visit) = links[next]
            next += 1
            guard let state = FileState(path) else {
                if isNamed {
                    damage.append(
                        RunDamage(folder: path, problem: "\(path): this link leads nowhere", effect: .leftOut))
                }
                continue
            }
            if state.isFolder, seen.insert(state.identity).inserted { visit(&self) }
        }
        // One that is being made is about to hold a run.
        if !unbegun.isEmpty, !root.isMakingRun {
            let left = unbegun.filter { UnbegunFolder.isOne("\(root.path)/\($0)") }
            damage += UnbegunFolder.damage(left, of: root).map { [$0] } ?? []
        }
    }

    /// Looks into a folder that has not been seen; a link waits.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - isNamed: whether a link that leads nowhere, and a name that cannot be opened, are worth a word; those in a
    ///     folder of other things may be anything.
    ///   - visit: what to do in the folder.
    private mutating func enter(_ path: String, isNamed: Bool = true, _ visit: @escaping (inout RunSearch) -> Void) {
        guard let state = FileState(path, followingLinks: false) else {
            // Foundation reads bytes that are no UTF-8 as this character, and no file has the name that results.
            if isNamed, path.contains("\u{FFFD}") {
                damage.append(
                    RunDamage(
                        folder: path,
                        problem: "\(path): its name is no UTF-8, and it cannot be opened: expected another name",
                        effect: .leftOut))
            }
            return
        }
        if state.isLink { return links.append((path, isNamed, visit)) }
        if state.isFolder, seen.insert(state.identity).inserted { visit(&self) }
    }

    /// The names in a folder; none, and a word about it, where it cannot be read.
    private mutating func readNames(_ path: String) -> [String] {
        do {
            return try Self.names(path)
        } catch {
            damage.append(
                RunDamage(folder: path, problem: "\(path): \(ErrorText.sentence(error))", effect: .leftOut))
            return []
        }
    }

    private mutating func visit(_ names: [String], of root: RunRoot, levels: Int, in survey: SurveyFolder?) {
        let notes = survey.flatMap { FileState($0.file(RunNotes.name)) }
        for name in names {
            enter("\(root.path)/\(name)") { search in
                let folder = RunFolder(root: root, id: name)
                let batch = BatchFolder(root: root, id: name)
                if root.path == search.path, FileState(folder.specPath) == nil, UnbegunFolder.isOne(folder.path) {
                    search.unbegun.append(name)
                } else if FileState(batch.file(BatchFolder.recordName)) != nil {
                    search.visit(batch)
                } else if let run = search.listed(folder, in: survey, notes: notes) {
                    // A run that has ended is no batch: the names in its folder need not be read.
                    if !run.hasEnded, batch.hasLostRecord {
                        search.visitLost(batch)
                    } else {
                        search.runs.append(run)
                    }
                } else {
                    search.visit(below: folder, levels: levels - 1)
                }
            }
        }
    }

    private mutating func visit(_ batch: BatchFolder) {
        let notes = FileState(batch.file(RunNotes.name))
        // Seeds by size, then whatever else there is.
        let names = readNames(batch.path).map { (name: $0, seed: UInt64($0) ?? .max) }
        for (name, _) in names.sorted(by: { ($0.seed, $0.name) < ($1.seed, $1.name) }) {
            let run = RunFolder(root: batch.root, id: "\(batch.id)/\(name)")
            enter(run.path, isNamed: false) { search in
                if let listed = search.listed(run, in: batch, notes: notes) { search.runs.append(listed) }
            }
        }
    }

    /// The runs of a batch whose `batch.json` is missing, and a word about that.
    private mutating func visitLost(_ batch: BatchFolder) {
        damage.append(
            RunDamage(
                folder: batch.path,
                problem: "\(batch.file(BatchFolder.recordName)): it is missing, and the folder is that of a batch",
                effect: .incomplete))
        visit(batch)
    }

    /// A run with the name that leads to it; nil for a folder that is not that of a run.
    private func listed(
        _ folder: RunFolder, in container: (any StoredFolder)? = nil, notes: FileState? = nil
    ) -> ListedRun? {
        ListedRun(
            folder, in: container, notes: notes,
            name: String(decoding: folder.path.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self))
    }

    /// The runs of a survey, or of a folder that holds folders of runs.
    private mutating func visit(below folder: RunFolder, levels: Int) {
        let (inner, survey) = (RunRoot(folder.path), SurveyFolder(root: folder.root, id: folder.id))
        if FileState(folder.file(RunFolder.summaryName), followingLinks: false) != nil {
            damage.append(
                RunDamage(
                    folder: folder.path, problem: "\(folder.path): it has a summary.json, but no spec.yaml",
                    effect: .leftOut))
        }
        for name in readNames(folder.path) where name != "runs" {
            enter("\(inner.path)/\(name)", isNamed: false) { search in
                if let run = search.listed(RunFolder(root: inner, id: name)) { search.runs.append(run) }
            }
        }
        guard levels > 0 else { return }
        enter(survey.runs.path) { search in
            if let run = search.listed(RunFolder(root: inner, id: "runs")) { search.runs.append(run) }
            search.visit(search.readNames(survey.runs.path), of: survey.runs, levels: levels, in: survey)
        }
    }

    /// The names in a folder that can be those of runs.
    private static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0 != "last" && !$0.hasPrefix(".") }
            .sorted(by: NaturalOrder.isBefore)
    }
}

extension RunRoot {
    /// All runs, ended or not, those of surveys and batches included, in the order of their names.
    ///
    /// - Throws: ``RunError`` where the folder cannot be read.
    func listed() throws(RunError) -> [ListedRun] { try RunSearch(self).runs }
}
