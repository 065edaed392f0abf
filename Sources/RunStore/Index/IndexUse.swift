import Foundation

/// Says, for as long as it lives, that this process uses the index of a folder, so that no other process removes it.
///
/// A database that is removed and made anew while a process has it open is lost: the journal of one is taken for the
/// other's (sqlite.org, "How To Corrupt An SQLite Database File", 1.4). The lock is an advisory one on the folder.
final class IndexUse {
    private let descriptor: CInt

    init(_ root: RunRoot) {
        descriptor = open(root.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 { flock(descriptor, LOCK_SH) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Does some work while nobody uses the index; false, and nothing done, where somebody does.
    static func alone(_ root: RunRoot, _ work: () -> Void) -> Bool {
        let descriptor = open(root.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
        work()
        return true
    }
}
