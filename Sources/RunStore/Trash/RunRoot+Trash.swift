internal import Exchange
import Foundation

// Runs that a person has deleted: they are moved to the folder `.trash`, and are gone when it is emptied.

extension RunRoot {
    private static let trashName = ".trash"

    /// The folder of deleted runs.
    public var trashPath: String { "\(path)/\(Self.trashName)" }

    /// Moves a run, a batch or a survey of this folder to the trash, and points `last` at the newest that remains.
    ///
    /// - Returns: its path in the trash.
    /// - Throws: ``RunError`` where it is being written, lies in a trash, is one, or cannot be moved.
    public func moveToTrash(_ folder: some StoredFolder) throws -> String {
        try Self.checkIsOutside(folder)
        // From here on nobody begins to carry out what is moved, or to write it.
        let container: (any RunContainer)? = folder as? any RunContainer ?? (folder as? RunFolder)?.container
        let containerLock = try container.map(Self.lock)
        defer { withExtendedLifetime(containerLock) {} }
        try checkTrash()
        if let writer = writers(of: folder).first(where: FolderLock.isHeld) {
            throw RunError(
                place: writer, problem: "it is still being trained: expected a run that has ended; stop it first")
        }
        let ownLock = folder is RunFolder ? try FolderLock(folder.path) : nil
        defer { withExtendedLifetime(ownLock) {} }
        try Folder.make(trashPath)
        if let run = folder as? RunFolder, let batch = run.batch {
            let name = run.id.dropFirst(batch.id.count + 1)
            // 007 is a folder that a person has put there, not the run of seed 7.
            if let seed = UInt64(name), String(seed) == name { try batch.noteDeletion(of: seed) }
        }
        let name = folder.id.replacing("/", with: "-")
        var (target, number) = ("\(trashPath)/\(name)", 1)
        // A directory is not renamed onto one that holds something, so that nothing in the trash is overwritten.
        while FileManager.default.fileExists(atPath: target) {
            number += 1
            target = "\(trashPath)/\(name).\(number)"
        }
        guard rename(folder.path, target) == 0 else {
            throw RunError(
                place: folder.path,
                problem: "it cannot be moved to \(trashPath): \(String(cString: strerror(errno))); "
                    + "expected folders that can be written")
        }
        if folder is any RunContainer { containerLock?.move(to: target) }
        alone { relink(without: folder.id) }
        return target
    }

    /// The names in the trash.
    public func trash() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: trashPath)) ?? []).sorted()
    }

    /// Removes everything in the trash for good.
    ///
    /// - Throws: ``RunError`` where something cannot be removed.
    public func emptyTrash() throws {
        try checkTrash()
        for name in trash() {
            do {
                try FileManager.default.removeItem(atPath: "\(trashPath)/\(name)")
            } catch {
                throw RunError(
                    place: "\(trashPath)/\(name)",
                    problem: "it cannot be removed: expected a folder that can be written")
            }
        }
        rmdir(trashPath)
    }

    /// Refuses a trash that is a link or a file: what lies elsewhere is not to be removed.
    private func checkTrash() throws {
        var status = stat()
        guard lstat(trashPath, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return }
        throw RunError(place: trashPath, problem: "it is a link or a file: expected a folder, or nothing")
    }

    /// Refuses a trash, and what lies in one, under whatever name: it has been deleted.
    private static func checkIsOutside(_ folder: some StoredFolder) throws(RunError) {
        let parts = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().pathComponents
        guard let position = parts.lastIndex(of: trashName) else { return }
        let place = "/" + parts[..<position].filter { $0 != "/" }.joined(separator: "/")
        throw RunError(
            place: folder.path,
            problem: position == parts.count - 1
                ? "this is the trash itself: expected a run; to empty it: heaviside delete --empty-trash --out \(place)"
                : "it lies in the trash \(place)/\(trashName), and is deleted already: to remove all of that for good: "
                    + "heaviside delete --empty-trash --out \(place)")
    }

    /// Keeps other processes from carrying out a batch or a survey, and from resuming a run of it.
    private static func lock(_ container: any RunContainer) throws(RunError) -> ContainerLock {
        guard let lock = ContainerLock(container.path, .exclusive) else {
            throw RunError(
                place: container.path,
                problem: "it is still being carried out: expected a batch or survey that has ended; stop it first")
        }
        return lock
    }

    /// The folders that a process may hold while it writes a run, a batch or a survey.
    private func writers(of folder: some StoredFolder) -> [String] {
        let inner = [folder.path, folder.file("runs")].flatMap { parent in
            ((try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []).map { "\(parent)/\($0)" }
        }
        return [folder.path] + inner.filter { FileManager.default.fileExists(atPath: "\($0)/\(FolderLock.name)") }
    }

    /// Points `last` at the newest folder where it pointed at one that is gone; without any, removes it.
    private func relink(without id: String) {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/last"),
            PathBytes(target) == PathBytes(id)
        else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let started = names.filter { !$0.hasPrefix(".") && $0 != "last" }.compactMap {
            name -> (name: String, time: String, fraction: Int64)? in
            let folder = RunFolder(root: self, id: name)
            // The time is in whole seconds.
            return (try? folder.environment()).map {
                (name: name, time: $0.started, fraction: FileState(folder.specPath)?.modified ?? 0)
            }
        }
        if let newest = started.max(by: { ($0.time, $0.fraction, $0.name) < ($1.time, $1.fraction, $1.name) }) {
            link(to: newest.name)
        } else {
            unlink("\(path)/last")
        }
    }
}
