import Foundation

/// The right to carry out a batch, or a run of it, which ends with this object or with its process.
///
/// It is an advisory lock (`flock`) on a file of the batch. On a file system without such locks it is always granted.
final class BatchLock {
    /// How many may hold the lock at a time.
    enum Kind {
        /// One alone.
        case exclusive
        /// All that ask for no more than this.
        case shared
    }

    private let descriptor: Int32

    /// Takes the lock of a file; nil where another process holds it.
    init?(_ path: String, _ kind: Kind) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let operation = (kind == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
        // Who only asks whether the lock is held has it for a moment.
        for attempt in 0..<(kind == .exclusive ? 10 : 1) {
            if attempt > 0 { usleep(10_000) }
            if flock(descriptor, operation) == 0 || errno != EWOULDBLOCK { return }
        }
        return nil
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }
}
