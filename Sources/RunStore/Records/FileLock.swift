import Foundation

/// An advisory lock (`flock`) on a file or a folder.
///
/// The system drops it when the object goes, and when the process ends, however it ends. Only who asks for it is kept
/// out: reading and writing stay possible. Not every file system has such locks.
final class FileLock: Sendable {
    /// How many may hold the lock at a time.
    enum Kind {
        /// One alone.
        case exclusive
        /// All that ask for no more than this.
        case shared
    }

    /// How long to wait for a lock that another process holds.
    enum Patience {
        case none
        /// A tenth of a second: who only asks whether a lock is held has it for a moment.
        case moment
        case unlimited
    }

    /// What asking for the lock came to.
    enum Outcome: Equatable {
        case locked
        /// Another process holds it.
        case held
        /// The file cannot be opened, or its file system has no locks: the system's error.
        case unsure(CInt)
    }

    let outcome: Outcome
    /// The open file; -1 where it cannot be opened.
    let descriptor: CInt

    /// Asks for the lock of a file or a folder.
    ///
    /// - Parameters:
    ///   - path: the file, which must exist unless `makesFile` is true.
    ///   - kind: how many may hold it.
    ///   - patience: how long to wait.
    ///   - makesFile: whether to make the file where there is none, and to open it for writing.
    init(_ path: String, _ kind: Kind, _ patience: Patience, makesFile: Bool = false) {
        // Opening a pipe for reading would otherwise wait until a process opens it for writing.
        descriptor = open(path, (makesFile ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC | O_NONBLOCK, 0o666)
        outcome = descriptor < 0 ? .unsure(errno) : Self.lock(descriptor, kind, patience)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The lock of a file; nil where another process holds it.
    ///
    /// Where it is unsure, it is granted.
    static func unlessHeld(_ path: String, _ kind: Kind, _ patience: Patience = .moment) -> FileLock? {
        let lock = FileLock(path, kind, patience)
        return lock.outcome == .held ? nil : lock
    }

    /// Whether another process holds the lock of a file; false where that cannot be told.
    static func isHeld(_ path: String, against kind: Kind = .shared, _ patience: Patience = .none) -> Bool {
        FileLock(path, kind, patience).outcome == .held
    }

    /// Whether the file that is locked is still the one at a path, which may have been removed and made anew since it
    /// was opened.
    func isStill(at path: String) -> Bool {
        var (own, named) = (stat(), stat())
        return fstat(descriptor, &own) == 0 && stat(path, &named) == 0 && own.st_ino == named.st_ino
            && own.st_dev == named.st_dev
    }

    /// Whether nobody else holds the lock any more, and nobody can get it before this one ends.
    func isAlone() -> Bool { outcome == .locked && flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Does some work before the lock ends.
    func during<Value>(_ work: () throws -> Value) rethrows -> Value {
        defer { withExtendedLifetime(self) {} }
        return try work()
    }

    private static func lock(_ descriptor: CInt, _ kind: Kind, _ patience: Patience) -> Outcome {
        let operation = (kind == .exclusive ? LOCK_EX : LOCK_SH) | (patience == .unlimited ? 0 : LOCK_NB)
        var triesLeft = patience == .moment ? 10 : 1
        while flock(descriptor, operation) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: triesLeft -= 1
            default: return .unsure(errno)
            }
            if triesLeft == 0 { return .held }
            usleep(10_000)
        }
        return .locked
    }
}
