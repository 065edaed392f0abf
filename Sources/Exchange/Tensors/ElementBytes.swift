/// Conversion between numbers and their bytes in a given byte order, at any alignment and on any host.
enum ElementBytes {
    enum Order {
        case little
        case big
    }

    /// Reads one unsigned or signed integer. The caller has checked that the bytes are there.
    static func integer<Word: FixedWidthInteger>(
        _ type: Word.Type, at offset: Int, of bytes: [UInt8], order: Order
    ) -> Word {
        bytes.withUnsafeBytes { raw in
            word(at: offset, of: raw, order: order)
        }
    }

    /// Reads `count` integers from consecutive bytes.
    static func integers<Word: FixedWidthInteger>(
        _ type: Word.Type, count: Int, at offset: Int, of bytes: [UInt8], order: Order
    ) -> [Word] {
        let stride = MemoryLayout<Word>.size
        return bytes.withUnsafeBytes { raw in
            (0..<count).map { index in
                word(at: offset + index * stride, of: raw, order: order)
            }
        }
    }

    static func floats(count: Int, at offset: Int, of bytes: [UInt8], order: Order) -> [Float] {
        bytes.withUnsafeBytes { raw in
            (0..<count).map { index in
                Float(bitPattern: word(at: offset + index * 4, of: raw, order: order))
            }
        }
    }

    static func doubles(count: Int, at offset: Int, of bytes: [UInt8], order: Order) -> [Double] {
        bytes.withUnsafeBytes { raw in
            (0..<count).map { index in
                Double(bitPattern: word(at: offset + index * 8, of: raw, order: order))
            }
        }
    }

    /// Appends an integer, least significant byte first.
    static func append<Word: FixedWidthInteger>(_ value: Word, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends all elements, least significant byte first.
    static func append(_ storage: Tensor.Storage, to bytes: inout [UInt8]) {
        switch storage {
        case .float32(let values):
            for value in values { append(value.bitPattern, to: &bytes) }
        case .float64(let values):
            for value in values { append(value.bitPattern, to: &bytes) }
        }
    }

    private static func word<Word: FixedWidthInteger>(
        at offset: Int, of raw: UnsafeRawBufferPointer, order: Order
    ) -> Word {
        let stored = raw.loadUnaligned(fromByteOffset: offset, as: Word.self)
        switch order {
        case .little: return Word(littleEndian: stored)
        case .big: return Word(bigEndian: stored)
        }
    }
}
