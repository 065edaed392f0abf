internal import Exchange
import Foundation

/// A folder with the name of a run that holds none: often a process made it and left before it held one, killed or on a
/// full disk.
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

    /// Whether a folder that is one was begun by a process: it holds a lock or a record that only Heaviside writes.
    private static func wasBegun(_ path: String) -> Bool {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return found.contains { names.contains($0) && $0 != "specs" || AtomicFile.isTemporary($0) }
    }

    /// What is said of some, by their names; nil where there is none.
    static func damage(_ names: [String], of root: RunRoot) -> RunDamage? {
        guard let first = names.first else { return nil }
        let most = 8
        let list = names.prefix(most).joined(separator: ", ")
        let rest = names.count > most ? " and \(names.count - most) more" : ""
        let wereBegun = names.allSatisfy { wasBegun("\(root.path)/\($0)") }
        let why = wereBegun ? ", since a process ended before it had written a spec" : ""
        return RunDamage(
            folder: names.count == 1 ? "\(root.path)/\(first)" : root.path,
            problem: names.count == 1
                ? "\(root.path)/\(first): it holds no run\(why)"
                : "\(root.path)/: \(names.count) folders hold no run\(why): \(list)\(rest)",
            effect: .noRun)
    }
}

extension RunRoot {
    /// What a reference stands for, as ``findAny(_:orModel:)`` has it, or a folder directly in this one that has the
    /// name of a run and holds none.
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
            // Elsewhere such a folder may be anybody's.
            let parent = PathParts.folder(path)
            guard UnbegunFolder.isOne(path), let own = FileState(self.path),
                FileState(parent.isEmpty ? "." : parent)?.identity == own.identity
            else { throw error }
            guard !isMakingRun else {
                throw RunError(
                    place: path, problem: "a process is beginning a run here: expected none; try again in a moment")
            }
            return RunFolder(root: self, id: PathParts.name(path))
        }
    }

    /// Whether a process is making the folder of a run.
    var isMakingRun: Bool { FileLock.isHeld("\(path)/\(FolderLock.name)") }
}
