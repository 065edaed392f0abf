internal import Exchange
import Foundation

/// Files that are written once, by the first process that comes.
enum NewFile {
    /// Writes a file where there is none of that name; it appears under its name only when it is complete.
    ///
    /// - Returns: whether this process wrote it; false where there is one, which keeps its bytes.
    /// - Throws: `ExchangeError` where it cannot be written.
    static func write(_ bytes: [UInt8], to path: String) throws(ExchangeError) -> Bool {
        guard FileState(path) == nil else { return false }
        let own = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try AtomicFile.write(bytes, to: own)
        defer { unlink(own) }
        if link(own, path) == 0 {
            try Folder.flush(URL(fileURLWithPath: path).deletingLastPathComponent().path)
            return true
        }
        let number = errno
        if number == EEXIST { return false }
        guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(number) else {
            throw ExchangeError(
                path: path, location: nil, problem: "it cannot be written: \(String(cString: strerror(number)))",
                expected: "a disk that can be written, with room")
        }
        // A file system without links: two processes that begin within the same moment are not told apart.
        try AtomicFile.write(bytes, to: path)
        return true
    }
}
