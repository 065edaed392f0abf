internal import Foundation

/// A record of ``LossFile``.
struct LossRecord {
    enum Kind: UInt32 { case losses = 1, learningRate = 2 }

    /// The bytes of a record besides its numbers: 16 before them, 8 after.
    private static let (head, tail) = (16, 8)

    let kind: Kind
    let epoch: Int
    let numbers: [Double]

    init(kind: Kind, epoch: Int, numbers: [Double]) {
        (self.kind, self.epoch, self.numbers) = (kind, epoch, numbers)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.head + 8 * numbers.count + Self.tail)
        func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
        append(kind.rawValue)
        append(UInt32(truncatingIfNeeded: numbers.count))
        append(UInt64(epoch))
        for number in numbers { append(number.bitPattern) }
        return bytes + Self.seal(bytes[...])
    }

    /// Reads the record at `position` and moves behind it; nil where the bytes are not a whole record.
    init?(_ bytes: [UInt8], at position: inout Int) {
        func number<Value: FixedWidthInteger>(at offset: Int) -> Value {
            var value: Value = 0
            for k in (0..<MemoryLayout<Value>.size).reversed() { value = value << 8 | Value(bytes[offset + k]) }
            return value
        }
        guard bytes.count - position >= Self.head + Self.tail, let kind = Kind(rawValue: number(at: position)) else {
            return nil
        }
        let count = Int(number(at: position + 4) as UInt32)
        guard let epoch = Int(exactly: number(at: position + 8) as UInt64),
            count <= (bytes.count - position - Self.head - Self.tail) / 8
        else { return nil }
        let end = position + Self.head + 8 * count
        guard Array(bytes[end..<end + Self.tail]) == Self.seal(bytes[position..<end]) else { return nil }
        let start = position + Self.head
        self.init(
            kind: kind, epoch: epoch,
            numbers: (0..<count).map { Double(bitPattern: number(at: start + 8 * $0)) })
        position = end + Self.tail
    }

    private static func seal(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digest = SHA256Digest()
        digest.update(Array(bytes))
        return Array(digest.bytes().prefix(tail))
    }
}
