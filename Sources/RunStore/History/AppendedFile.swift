import Foundation

/// A file that grows while a run trains.
final class AppendedFile {
    private let path: String
    private let descriptor: CInt

    /// Opens the file at `path`, of which so many bytes are kept; with none, it is made anew.
    ///
    /// - Throws: ``RunError`` where the file cannot be written.
    init(_ path: String, keeping count: Int) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND | (count == 0 ? O_TRUNC : 0), 0o666)
        guard descriptor >= 0 else { throw failure("open the file") }
        guard count == 0 || ftruncate(descriptor, off_t(count)) == 0 else { throw failure("shorten the file") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw failure("write the file")
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until everything is on the disk.
    func flush() throws {
        while fsync(descriptor) != 0 {
            guard errno == EINTR else { throw failure("flush the file to the disk") }
        }
    }

    private func failure(_ action: String) -> RunError {
        RunError(
            place: path,
            problem: "cannot \(action): \(String(cString: strerror(errno))); expected a writable place with enough room"
        )
    }
}
