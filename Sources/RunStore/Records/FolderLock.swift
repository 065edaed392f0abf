import Foundation

/// Keeps two processes from writing one folder at once, for as long as it lives.
///
/// The lock is the one of the file `.lock`, which names the process and is removed at the end. On a file system without
/// locks the named process decides: if it has ended, its lock is stale.
final class FolderLock {
    static let name = ".lock"

    private let lock: FileLock
    /// The folder, so that the file is removed from this one alone, wherever it is then.
    private let held: HeldFolder?

    /// Locks a folder.
    ///
    /// - Throws: ``RunError`` where another process has locked it, or where the file cannot be made.
    init(_ folder: String) throws(RunError) {
        lock = try Self.lock("\(folder)/\(Self.name)", folder: folder)
        held = HeldFolder(folder)
        LockHolder.current.write(descriptor: lock.descriptor)
    }

    // Before the lock ends.
    deinit { held?.remove(Self.name, openAs: lock.descriptor) }

    private static func lock(_ path: String, folder: String) throws(RunError) -> FileLock {
        func failure(_ problem: String) -> RunError { RunError(place: folder, problem: problem) }
        // The holder removes the file before it lets go, so that a file may be gone when its lock is had.
        for _ in 0..<100 {
            let lock = FileLock(path, .exclusive, .moment, makesFile: true)
            switch lock.outcome {
            case .locked where lock.isStill(at: path): return lock
            case .locked: continue
            case .unsure(let code) where lock.descriptor < 0:
                throw failure("it cannot be locked: \(String(cString: strerror(code)))")
            case .held, .unsure:
                let holder = LockHolder(descriptor: lock.descriptor)
                guard lock.outcome == .held || holder?.mayBeAlive == true else { return lock }
                throw failure(
                    "\(holder?.description ?? "another process") is writing this run: wait until it ends, or stop it")
            }
        }
        throw failure("it cannot be locked: other processes lock it again and again")
    }

    /// Refuses a folder that another process is writing in.
    static func checkIsFree(_ folder: String) throws(RunError) {
        guard isHeld(folder) else { return }
        _ = try FolderLock(folder)
    }

    /// Whether a process is writing in a folder; false where that cannot be told.
    static func isHeld(_ folder: String) -> Bool { FileLock.isHeld("\(folder)/\(name)") }
}
