import Foundation

/// Folders that files are to be written in.
public enum Folder {
    /// Makes a folder, and those above it, where they do not exist, and waits until their names are on the disk.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - withParents: whether those above it may be made; where not, the one above must exist.
    /// - Throws: ``ExchangeError`` with the text of `errno` where the system refuses one of them, and for a path that
    ///   is not a folder; what ``flush(_:)`` throws.
    public static func make(_ path: String, withParents: Bool = true) throws(ExchangeError) {
        try AtomicFile.checkSpelling(path)
        let expected = "a folder that can be written in, or a path where one can be made"
        // The deepest folder that exists is found from the end, so that those above it need not be readable.
        var missing: [String] = []
        var next = path
        var exists = false
        while !exists, mkdir(next, 0o777) != 0 {
            let code = errno
            if code == EEXIST || code == EISDIR {
                exists = true
                continue
            }
            guard withParents, code == ENOENT, let parent = parent(of: next) else {
                throw .system(path: path, action: "make the folder", code: code, expected: expected)
            }
            missing.append(next)
            next = parent
        }
        for folder in missing.reversed() where mkdir(folder, 0o777) != 0 && errno != EEXIST {
            throw .system(path: path, action: "make the folder", code: errno, expected: expected)
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .system(path: path, action: "examine the folder", code: errno, expected: expected)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw ExchangeError(path: path, location: nil, problem: "it is a file", expected: expected)
        }
        for folder in missing + (exists ? [] : [next]) { try flush(parent(of: folder) ?? ".") }
    }

    /// Waits until the names of what is in a folder are on the disk.
    ///
    /// A folder that may not be read, and one of a file system that flushes no folders, are left as they are.
    ///
    /// - Throws: ``ExchangeError`` where the disk fails or is full.
    public static func flush(_ path: String) throws(ExchangeError) {
        let descriptor = AtomicFile.openFile(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { _ = close(descriptor) }
        let code = AtomicFile.flush(descriptor)
        guard code == EIO || code == ENOSPC || code == EDQUOT else { return }
        throw .system(
            path: path, action: "flush the folder to the disk", code: code,
            expected: "a disk that works and has enough room")
    }

    /// The folder above; nil where there is none.
    private static func parent(of path: String) -> String? {
        var rest = Substring(path)
        while rest.count > 1, rest.last == "/" { rest.removeLast() }
        guard let slash = rest.lastIndex(of: "/") else { return nil }
        let parent = rest[..<slash]
        return parent.isEmpty ? (rest == "/" ? nil : "/") : String(parent)
    }
}
