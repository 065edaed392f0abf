/// Writes a message in the wire format of Protocol Buffers.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    /// Appends an integer.
    mutating func integer(_ field: Int, _ value: Int) {
        varint(UInt64(field) << 3)
        varint(UInt64(bitPattern: Int64(value)))
    }

    /// Appends a number in single precision.
    mutating func float(_ field: Int, _ value: Float) {
        varint(UInt64(field) << 3 | 5)
        ElementBytes.append(value.bitPattern, to: &bytes)
    }

    /// Appends a number in double precision.
    mutating func double(_ field: Int, _ value: Double) {
        varint(UInt64(field) << 3 | 1)
        ElementBytes.append(value.bitPattern, to: &bytes)
    }

    /// Appends a text.
    mutating func text(_ field: Int, _ value: String) { raw(field, Array(value.utf8)) }

    /// Appends bytes.
    mutating func raw(_ field: Int, _ value: [UInt8]) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(value.count))
        bytes += value
    }

    /// Appends integers, packed.
    mutating func integers(_ field: Int, _ values: [Int]) {
        var packed = WireWriter()
        for value in values { packed.varint(UInt64(bitPattern: Int64(value))) }
        raw(field, packed.bytes)
    }

    /// Appends the fields of another writer.
    mutating func append(_ other: WireWriter) { bytes += other.bytes }

    /// Appends a message within this one.
    mutating func message(_ field: Int, _ body: (inout WireWriter) -> Void) {
        var inner = WireWriter()
        body(&inner)
        raw(field, inner.bytes)
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
