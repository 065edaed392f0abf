import Foundation

/// Reads parts of `losses.bin`.
final class LossReader {
    private let path: String
    private let descriptor: CInt
    /// The file's number of bytes.
    let size: Int

    /// Opens the file at `path`.
    ///
    /// - Throws: ``RunError`` where it cannot be opened or is not a regular file.
    init(_ path: String) throws(RunError) {
        self.path = path
        // Opening a pipe for reading would otherwise wait until a process opens it for writing.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw Self.failure(path, String(cString: strerror(errno)))
        }
        size = Int(status.st_size)
        guard status.st_mode & S_IFMT == S_IFREG else { throw Self.failure(path, "it is not a regular file") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Up to `count` bytes from `offset` on, fewer only at the end of the file.
    func bytes(at offset: Int, count: Int) throws(RunError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, min(count, size - offset)))
        var filled = 0
        while filled < bytes.count {
            let step = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(offset + filled))
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw Self.failure(path, String(cString: strerror(errno))) }
            guard step > 0 else { break }
            filled += step
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// The record at `offset`; nil where the bytes there are not a whole record.
    func record(at offset: Int) throws(RunError) -> LossRecord? {
        guard let count = LossRecord.count(try bytes(at: offset, count: LossRecord.head)),
            count <= (size - offset - LossRecord.frame) / 8
        else { return nil }
        return LossRecord(try bytes(at: offset, count: LossRecord.frame + 8 * count))
    }

    private static func failure(_ path: String, _ reason: String) -> RunError {
        RunError(place: path, problem: "cannot read the file: \(reason); expected an existing, readable file")
    }
}
