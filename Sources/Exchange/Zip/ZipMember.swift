import CZlib
import Diagnostics

/// The bytes of a member of a ZIP archive, inflated where it is deflated, with its checksum.
final class ZipMember {
    private let entry: ZipEntry
    private let path: String
    private let data: ByteStream
    private let inflater: Inflater?
    private var checksum: UInt = 0
    private var count = 0

    /// Starts at the first byte of a member; `data` are its bytes as they are in the file.
    init(_ entry: ZipEntry, data: ByteStream, path: String) {
        self.entry = entry
        self.path = path
        self.data = data
        if case .deflated = entry.method {
            inflater = Inflater(data)
        } else {
            inflater = nil
        }
    }

    /// At most `most` of the bytes that follow; none only at the end.
    ///
    /// - Throws: ``ExchangeError`` when the compressed data are damaged, when there are fewer or more bytes than the
    ///   archive says, and at the end when the checksum is another one.
    func read(_ most: Int) throws(ExchangeError) -> [UInt8] {
        let bytes: [UInt8]
        if let inflater {
            guard let inflated = try inflater.read(most) else {
                throw error("the compressed data are damaged or cut off", expected: "a complete archive")
            }
            bytes = inflated
        } else {
            bytes = try data.read(most)
        }
        count += bytes.count
        guard count <= entry.size else {
            throw error(
                "it holds more than the \(NumberText.count(entry.size)) bytes that it claims",
                expected: "as many bytes as the directory says")
        }
        if bytes.isEmpty {
            try checkEnd()
        } else {
            checksum = crc32_z(checksum, bytes, bytes.count)
        }
        return bytes
    }

    private func checkEnd() throws(ExchangeError) {
        guard count == entry.size else {
            throw error(
                "it holds \(NumberText.count(count)) bytes", expected: "\(NumberText.count(entry.size)), as it claims")
        }
        guard checksum == UInt(entry.checksum) else {
            throw error(
                "its checksum is \(Self.hexadecimal(checksum)), so the data are damaged",
                expected: "\(Self.hexadecimal(UInt(entry.checksum))) (CRC-32), as the archive says")
        }
    }

    private static func hexadecimal(_ value: UInt) -> String { String(value, radix: 16) }

    private func error(_ problem: String, expected: String) -> ExchangeError {
        ExchangeError(path: path, location: entry.location, problem: problem, expected: expected)
    }
}
