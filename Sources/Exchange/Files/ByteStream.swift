/// Bytes that are read once, from the first to the last, a block at a time.
final class ByteStream {
    /// The number of bytes as the file declares it; a stream that ends earlier or later throws.
    let length: Int

    /// The number of bytes that were read.
    private(set) var position = 0

    private let next: (_ most: Int) throws(ExchangeError) -> [UInt8]

    /// Creates a stream; `next` gives the next bytes, at most as many as it is asked for, and none only at the end.
    init(length: Int, next: @escaping (_ most: Int) throws(ExchangeError) -> [UInt8]) {
        self.length = length
        self.next = next
    }

    /// The bytes of an array.
    convenience init(_ bytes: [UInt8]) {
        var start = 0
        self.init(length: bytes.count) { most in
            let end = min(bytes.count, start + most)
            defer { start = end }
            return Array(bytes[start..<end])
        }
    }

    /// The next `count` bytes, fewer where the stream ends before.
    ///
    /// - Throws: what the source throws.
    func read(_ count: Int) throws(ExchangeError) -> [UInt8] {
        guard count > 0 else { return [] }
        var bytes = try next(count)
        while bytes.count < count {
            let more = try next(count - bytes.count)
            if more.isEmpty { break }
            bytes += more
        }
        position += bytes.count
        return bytes
    }

    /// Makes sure that nothing follows; a member of an archive compares its checksum here.
    ///
    /// - Throws: what the source throws.
    func finish() throws(ExchangeError) {
        _ = try next(1)
    }
}
