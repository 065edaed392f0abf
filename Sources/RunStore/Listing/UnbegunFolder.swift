internal import Exchange
import Foundation

/// A folder that a process made for a run, a batch or a survey, and left before it held one: the process was killed, or
/// the disk was full.
enum UnbegunFolder {
    /// The files that are written before the one that makes the folder that of a run, a batch or a survey.
    private static let names: Set = [
        RunFolder.startName, RunFolder.environmentName, RunPlan.name, ForkPlan.name, FolderLock.name,
        ContainerLock.name, BatchFolder.recordName, "specs",
    ]

    /// Whether a folder is one: it has a name as runs get, and holds nothing but what is written before a run begins.
    static func isOne(_ path: String) -> Bool {
        let parts = PathParts.name(path).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 1, let number = parts.last, !number.isEmpty, number.allSatisfy(\.isNumber),
            FileState(path, followingLinks: false)?.isFolder == true,
            let found = try? FileManager.default.contentsOfDirectory(atPath: path)
        else { return false }
        return found.allSatisfy { names.contains($0) || AtomicFile.isTemporary($0) || isData($0) }
    }

    private static func isData(_ name: String) -> Bool {
        name == "data" || name.hasPrefix("data.") && DataFile.Format(rawValue: PathParts.ending(name)) != nil
    }

    /// What is said of some, by their names; nil where there is none.
    static func damage(_ names: [String], of root: RunRoot) -> RunDamage? {
        guard let first = names.first else { return nil }
        let most = 8
        let list = names.prefix(most).joined(separator: ", ")
        let rest = names.count > most ? " and \(names.count - most) more" : ""
        return RunDamage(
            folder: names.count == 1 ? "\(root.path)/\(first)" : root.path,
            problem: names.count == 1
                ? "\(root.path)/\(first): it holds no run, since a process ended before it had written its spec"
                : "\(root.path)/: \(names.count) folders hold no run, since a process ended before it had written a "
                    + "spec: \(list)\(rest)",
            effect: .noRun)
    }
}

extension RunRoot {
    /// What a reference stands for, as ``findAny(_:orModel:)`` has it, or a folder that was made for a run and holds
    /// none.
    ///
    /// - Throws: what ``findAny(_:orModel:)`` throws.
    public func findDeletable(_ reference: String) throws -> any StoredFolder {
        do {
            switch try findAny(reference) {
            case .run(let folder): return folder
            case .batch(let folder): return folder
            case .survey(let folder): return folder
            }
        } catch {
            let trimmed = reference.count > 1 && reference.hasSuffix("/") ? String(reference.dropLast()) : reference
            let path = trimmed.contains("/") ? trimmed : "\(self.path)/\(trimmed)"
            guard UnbegunFolder.isOne(path) else { throw error }
            let parent = PathParts.folder(path)
            let root = RunRoot(parent.isEmpty ? "." : parent)
            guard !root.isMakingRun else {
                throw RunError(
                    place: path, problem: "a process is beginning a run here: expected none; try again in a moment")
            }
            return RunFolder(root: root, id: PathParts.name(path))
        }
    }

    /// Whether a process is making the folder of a run.
    var isMakingRun: Bool { FileLock.isHeld("\(path)/\(FolderLock.name)") }
}
