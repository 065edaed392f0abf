import Foundation

/// Folders that files are to be written in.
public enum Folder {
    /// Makes a folder, and those above it, where they do not exist.
    ///
    /// - Throws: ``ExchangeError`` with the text of `errno` where the system refuses one of them, and for a path that
    ///   is not a folder.
    public static func make(_ path: String) throws(ExchangeError) {
        try AtomicFile.checkSpelling(path)
        let expected = "a folder that can be written in, or a path where one can be made"
        // The deepest folder that exists is found from the end, so that those above it need not be readable.
        var missing: [String] = []
        var next = path
        while mkdir(next, 0o777) != 0 {
            let code = errno
            if code == EEXIST || code == EISDIR { break }
            guard code == ENOENT, let parent = parent(of: next) else {
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
