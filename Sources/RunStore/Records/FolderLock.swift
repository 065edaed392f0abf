import Foundation

/// Keeps two processes from writing one folder at once, for as long as it lives.
///
/// An advisory lock (`flock`) on the file `.lock`, which the system drops when the process ends, however it ends. The
/// file names the process. On a file system without such locks the named process decides: if it has ended, its lock is
/// stale.
final class FolderLock {
    static let name = ".lock"

    private let path: String
    private let descriptor: CInt

    /// Locks a folder.
    ///
    /// - Throws: ``RunError`` where another process has locked it, or where the file cannot be made.
    init(_ folder: String) throws(RunError) {
        path = "\(folder)/\(Self.name)"
        descriptor = try Self.locked(path, folder: folder)
        let text = "\(ProcessInfo.processInfo.hostName) \(getpid())\n"
        _ = ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    private static func locked(_ path: String, folder: String) throws(RunError) -> CInt {
        func failure(_ problem: String) -> RunError { RunError(place: folder, problem: problem) }
        // The holder removes the file before it lets go, so that a file may be gone when its lock is had.
        for attempt in 0..<100 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                throw failure("it cannot be locked: \(String(cString: strerror(errno)))")
            }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                if isSame(descriptor, path) { return descriptor }
                close(descriptor)
                continue
            }
            let code = errno
            // Who only asks whether the folder is held has the lock for a moment: see ``isHeld(_:)``.
            if code == EWOULDBLOCK, attempt < 10 {
                close(descriptor)
                usleep(10_000)
                continue
            }
            let holder = Holder(descriptor)
            if code == EWOULDBLOCK || holder?.mayBeAlive == true {
                close(descriptor)
                throw failure(
                    "\(holder?.description ?? "another process") is writing this run: wait until it ends, or stop it")
            }
            return descriptor
        }
        throw failure("it cannot be locked: other processes lock it again and again")
    }

    private static func isSame(_ descriptor: CInt, _ path: String) -> Bool {
        var (own, named) = (stat(), stat())
        return fstat(descriptor, &own) == 0 && stat(path, &named) == 0 && own.st_ino == named.st_ino
            && own.st_dev == named.st_dev
    }

    /// Whether a process is writing in a folder; false where that cannot be told.
    static func isHeld(_ folder: String) -> Bool {
        let descriptor = open("\(folder)/\(name)", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// The process that a lock file names.
    private struct Holder: CustomStringConvertible {
        let host: String
        let process: pid_t

        init?(_ descriptor: CInt) {
            var bytes = [UInt8](repeating: 0, count: 512)
            let count = pread(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            let words = String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
            guard words.count == 2, let process = pid_t(words[1]), process > 0 else { return nil }
            (host, self.process) = (String(words[0]), process)
        }

        /// A process of another machine may always be.
        var mayBeAlive: Bool {
            host != ProcessInfo.processInfo.hostName || kill(process, 0) == 0 || errno == EPERM
        }

        var description: String { "process \(process) on \(host)" }
    }
}
