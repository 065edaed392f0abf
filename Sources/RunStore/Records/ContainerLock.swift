import Foundation

/// Keeps other processes from carrying out a batch or a survey, for as long as it lives.
///
/// The lock is the one of a file that is there for nothing else: where a record is replaced while a process waits for
/// its lock, that process has the lock of the old file, and another one can have that of the new file. The last who
/// holds the lock removes the file.
final class ContainerLock {
    static let name = ".carrying-out.lock"

    private var path: String
    private let lock: FileLock

    /// Locks the folder of a batch or a survey; nil where another process holds it.
    ///
    /// Where the file cannot be made, or its file system has no locks, the lock is granted.
    init?(_ folder: String, _ kind: FileLock.Kind) {
        path = "\(folder)/\(Self.name)"
        guard let lock = Self.lock(path, kind) else { return nil }
        self.lock = lock
    }

    // Before the lock ends.
    deinit { if lock.isStill(at: path), lock.isAlone() { unlink(path) } }

    private static func lock(_ path: String, _ kind: FileLock.Kind) -> FileLock? {
        // The last holder removes the file before it lets go, so that a file may be gone when its lock is had.
        for _ in 0..<100 {
            let lock = FileLock(path, kind, .moment, makesFile: true)
            switch lock.outcome {
            case .locked where lock.isStill(at: path), .unsure: return lock
            case .locked: continue
            case .held: return nil
            }
        }
        return nil
    }

    /// Notes that the folder, which stays locked, has another path now.
    func move(to folder: String) { path = "\(folder)/\(Self.name)" }

    /// Does some work before the lock ends.
    func during<Value>(_ work: () throws -> Value) rethrows -> Value {
        defer { withExtendedLifetime(self) {} }
        return try work()
    }

    /// Whether a process carries out the batch or survey in a folder; false where that cannot be told, and where one
    /// only resumes a run of it.
    static func isHeld(_ folder: String) -> Bool { FileLock.isHeld("\(folder)/\(name)") }
}
