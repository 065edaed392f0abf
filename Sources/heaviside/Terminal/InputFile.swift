import Exchange
import Foundation

/// A file that a command reads, or standard input, which is called `-`.
enum InputFile {
    /// Reads all of it, of standard input a little more than `limit` bytes at most.
    ///
    /// - Returns: the bytes, and what messages call their source.
    /// - Throws: `ExchangeError` for what is no readable regular file of at most `limit` bytes; for a pipe or a device
    ///   it names `-`.
    static func read(_ path: String, limit: Int) throws -> (bytes: [UInt8], source: String) {
        guard path != "-" else { return (try StandardInput.read(limit: limit), "standard input") }
        var status = stat()
        if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
            throw ExchangeError(
                path: path, location: nil, problem: "it is a pipe or a device",
                expected: "a regular file, or - for standard input")
        }
        return (try AtomicFile.read(path, limit: limit), path)
    }
}
