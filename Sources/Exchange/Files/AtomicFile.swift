import Foundation

/// Reading whole files, and writing that either replaces a file completely or leaves it unchanged.
public enum AtomicFile {
    /// The largest file that `read(_:)` accepts, 2 GiB.
    public static let readLimit = 1 << 31

    /// Writes a file by way of a temporary file in the same folder.
    ///
    /// The bytes go to the temporary file and from there to the disk (`fsync`) before the temporary file takes the name
    /// of the target. The folder is flushed to the disk at the end.
    ///
    /// *Postconditions*
    /// - On any failure, such as a full disk, the temporary file is removed, and an existing target keeps its bytes.
    ///   Where only the flush of the folder fails, the target is replaced, and a crash may undo that.
    /// - A process that is killed meanwhile can leave a temporary file `.exchange-….tmp`, but no incomplete target.
    /// - A symbolic link to a file stays, and the file to which it points is replaced.
    /// - The replacement keeps the permission bits of an existing file, but not its owner or its other hard links.
    ///
    /// - Throws: ``ExchangeError`` when the target exists and is not a regular file, and with the text of `errno` when
    ///   a system call fails.
    public static func write(_ bytes: [UInt8], to path: String) throws(ExchangeError) {
        try write(bytes, to: path, using: systemWrite)
    }

    /// Reads all bytes of a regular file.
    ///
    /// - Throws: ``ExchangeError`` when the path is a folder, a pipe or a device, when the file is larger than
    ///   `readLimit`, and with the text of `errno` when a system call fails.
    public static func read(_ path: String) throws(ExchangeError) -> [UInt8] {
        try read(path, limit: readLimit)
    }

    /// Reads all bytes of a regular file of at most `limit` bytes.
    ///
    /// - Throws: what ``read(_:)`` throws, with `limit` in place of `readLimit`.
    public static func read(_ path: String, limit: Int) throws(ExchangeError) -> [UInt8] {
        let expected = "an existing, readable file"
        let (descriptor, status) = try openForReading(path)
        defer { _ = close(descriptor) }
        let tooLarge = ExchangeError(
            path: path, location: nil, problem: "the file is too large", expected: "at most \(limit) bytes")
        guard status.st_size <= limit else { throw tooLarge }
        // One byte of room beyond the stated size lets the loop reach the end of the file without growing.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { systemRead(descriptor, into: $0[filled...]) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(path: path, action: "read the file", code: errno, expected: expected)
            }
            if count == 0 { break }
            filled += count
            guard filled <= limit else { throw tooLarge }
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: max(65_536, filled)) }
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Opens a regular file, and says what the system knows about it; the caller closes the descriptor.
    static func openForReading(_ path: String) throws(ExchangeError) -> (descriptor: CInt, status: stat) {
        let expected = "an existing, readable file"
        try checkSpelling(path)
        // Opening a pipe for reading would otherwise wait until a process opens it for writing.
        let descriptor = openFile(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            let below = code == ENOENT ? FileBelow.find(path) : nil
            throw .system(
                path: path, action: "open the file", code: code,
                expected: below.map { "one that exists, such as \($0)" } ?? expected)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            _ = close(descriptor)
            throw .system(path: path, action: "examine the file", code: code, expected: expected)
        }
        do {
            try checkRegular(status, path: path)
        } catch {
            _ = close(descriptor)
            throw error
        }
        return (descriptor, status)
    }

    static let temporaryPrefix = ".exchange-"
    static let temporarySuffix = ".tmp"

    /// Whether a file of that name is one that ``write(_:to:)`` makes for the time of its work, and that a process
    /// which was killed leaves behind.
    public static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(temporaryPrefix) && name.hasSuffix(temporarySuffix)
    }

    static func checkSpelling(_ path: String) throws(ExchangeError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw ExchangeError(
                path: path.isEmpty ? "\"\"" : path, location: nil,
                problem: path.isEmpty ? "the path is empty" : "the path contains a zero byte",
                expected: "the path of a file")
        }
    }

    static func checkRegular(_ status: stat, path: String) throws(ExchangeError) {
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            let problem = kind == S_IFDIR ? "it is a directory" : "it is not a regular file"
            throw ExchangeError(path: path, location: nil, problem: problem, expected: "a regular file")
        }
    }

    static func openFile(_ path: String, _ flags: CInt, mode: mode_t = 0) -> CInt {
        while true {
            let descriptor = open(path, flags, mode)
            if descriptor >= 0 || errno != EINTR { return descriptor }
        }
    }
}

private func systemRead(_ descriptor: CInt, into room: Slice<UnsafeMutableRawBufferPointer>) -> Int {
    let buffer = UnsafeMutableRawBufferPointer(rebasing: room)
    return read(descriptor, buffer.baseAddress, buffer.count)
}
