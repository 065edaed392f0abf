import Foundation

/// Keeps two processes from writing one folder at once, for as long as it lives.
///
/// The lock is the one of the file `.lock`, which names the process and is removed at the end. On a file system without
/// locks the named process decides: if it has ended, its lock is stale.
final class FolderLock {
    static let name = ".lock"

    private var path: String
    private let lock: FileLock

    /// Locks a folder.
    ///
    /// - Throws: ``RunError`` where another process has locked it, or where the file cannot be made.
    init(_ folder: String) throws(RunError) {
        path = "\(folder)/\(Self.name)"
        lock = try Self.lock(path, folder: folder)
        LockHolder.current.write(descriptor: lock.descriptor)
    }

    // Before the lock ends.
    deinit { unlink(path) }

    /// Notes that the folder, which stays locked, has another path now.
    func move(to folder: String) { path = "\(folder)/\(Self.name)" }

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

    /// Whether a process is writing in a folder; false where that cannot be told.
    static func isHeld(_ folder: String) -> Bool { FileLock.isHeld("\(folder)/\(name)") }
}
