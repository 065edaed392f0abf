import CZlib

/// Inflates a stream of deflated data (RFC 1951) by zlib, a block at a time.
final class Inflater {
    private static let blockSize = 1 << 16

    private let source: ByteStream
    // zlib keeps a pointer to its state, which must therefore not move.
    private let state: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var consumed = 0
    private var isAtEnd = false
    private let isReady: Bool

    init(_ source: ByteStream) {
        self.source = source
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // A negative number of bits stands for data without a header of zlib.
        isReady = inflateInit2_(state, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(state) }
        state.deallocate()
    }

    /// At most `most` of the bytes that follow, none only at the end; nil where the data are damaged or cut off, or go
    /// on after their end.
    ///
    /// - Throws: what the source throws.
    func read(_ most: Int) throws(ExchangeError) -> [UInt8]? {
        guard isReady else { return nil }
        var output = [UInt8](repeating: 0, count: min(most, Self.blockSize))
        var filled = 0
        while filled < output.count, !isAtEnd {
            if consumed == input.count {
                input = try source.read(min(Self.blockSize, source.length - source.position))
                consumed = 0
            }
            let (status, taken, made) = step(into: &output, from: filled)
            consumed += taken
            filled += made
            if status == Z_STREAM_END {
                guard consumed == input.count, source.position == source.length else { return nil }
                isAtEnd = true
            } else if status != Z_OK || (taken == 0 && made == 0) {
                return nil
            }
        }
        output.removeLast(output.count - filled)
        return output
    }

    /// One call of zlib: its status, and the bytes taken and made.
    private func step(into output: inout [UInt8], from filled: Int) -> (status: CInt, taken: Int, made: Int) {
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                let given = input.count - consumed
                let room = output.count - filled
                state.pointee.next_in = given > 0 ? input.baseAddress?.advanced(by: consumed) : nil
                state.pointee.avail_in = UInt32(given)
                state.pointee.next_out = output.baseAddress?.advanced(by: filled)
                state.pointee.avail_out = UInt32(room)
                let status = inflate(state, Z_NO_FLUSH)
                return (status, given - Int(state.pointee.avail_in), room - Int(state.pointee.avail_out))
            }
        }
    }
}
