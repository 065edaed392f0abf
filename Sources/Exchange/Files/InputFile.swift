import Diagnostics
import Foundation

/// A regular file that is open for reading at any place, so that only what is asked for is in memory.
///
/// The file stays open as long as the value lives; a file that is replaced meanwhile by another one of its name is
/// still read as it was.
final class InputFile: Sendable {
    /// The file, as the caller named it.
    let path: String

    /// The number of bytes when the file was opened.
    let size: Int

    private let descriptor: CInt

    /// Opens a file, and looks at its size before anything is read.
    ///
    /// - Throws: ``ExchangeError`` when the path is a folder, a pipe or a device, when the file has more than `limit`
    ///   bytes, and with the text of `errno` when a system call fails.
    init(_ path: String, limit: Int) throws(ExchangeError) {
        let (descriptor, status) = try AtomicFile.openForReading(path)
        guard status.st_size <= limit else {
            _ = close(descriptor)
            throw ExchangeError(
                path: path, location: nil, problem: "the file has \(NumberText.count(Int(status.st_size))) bytes",
                expected: "at most \(NumberText.count(limit)) bytes")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit {
        _ = close(descriptor)
    }

    /// The bytes of a range that lies inside the file.
    ///
    /// - Throws: ``ExchangeError`` when the file has become shorter since it was opened, and with the text of `errno`
    ///   when a system call fails.
    /// - Complexity: O(bytes of the range).
    func bytes(in range: Range<Int>) throws(ExchangeError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { room in
                let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                return pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound + filled))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(path: path, action: "read the file", code: errno, expected: "a readable file")
            }
            guard count > 0 else {
                throw ExchangeError(
                    path: path, location: nil, problem: "the file has become shorter while it was read",
                    expected: "a file that no other program is writing")
            }
            filled += count
        }
        return bytes
    }

    /// The bytes of a range of the file, one block after the other.
    func stream(_ range: Range<Int>) -> ByteStream {
        var position = range.lowerBound
        return ByteStream(length: range.count) { (most) throws(ExchangeError) in
            let end = min(range.upperBound, position + most)
            defer { position = end }
            return try self.bytes(in: position..<end)
        }
    }
}
