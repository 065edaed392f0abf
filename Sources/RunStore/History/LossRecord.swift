internal import Foundation

/// A record of ``LossFile``.
struct LossRecord {
    /// Losses of consecutive epochs; a learning rate from an epoch on; learning rates of consecutive epochs, packed,
    /// the last of which holds from there on.
    enum Kind: UInt32 { case losses = 1, learningRate = 2, learningRates = 3 }

    /// The bytes of a record before its words.
    static let head = 16
    private static let tail = 8
    /// The bytes of a record besides its words.
    static let frame = head + tail

    let kind: Kind
    let epoch: Int
    /// Numbers in double precision by their bits, or what ``RatePacking`` makes of them.
    let words: [UInt64]

    init(kind: Kind, epoch: Int, words: [UInt64]) {
        (self.kind, self.epoch, self.words) = (kind, epoch, words)
    }

    init(kind: Kind, epoch: Int, numbers: [Double]) {
        self.init(kind: kind, epoch: epoch, words: numbers.map(\.bitPattern))
    }

    /// The words as numbers.
    var numbers: [Double] { words.map { Double(bitPattern: $0) } }

    /// The number of epochs that it speaks of, from its first one on; nil where its words do not say.
    var epochs: Int? {
        switch kind {
        case .losses: words.count
        case .learningRate: words.isEmpty ? 0 : 1
        case .learningRates: RatePacking.rates(words)?.count
        }
    }

    /// The number of its bytes.
    var size: Int { Self.frame + 8 * words.count }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.littleEndian) { bytes += $0 } }
        append(kind.rawValue)
        append(UInt32(truncatingIfNeeded: words.count))
        append(UInt64(epoch))
        for word in words { append(word) }
        return bytes + Self.seal(bytes)
    }

    /// How many words a record has that begins with these bytes; nil where they are too few.
    static func count(_ bytes: [UInt8]) -> Int? {
        bytes.count >= head ? Int(integer(bytes, at: 4) as UInt32) : nil
    }

    /// Whether a record may begin at an offset of some bytes, which has ``head`` bytes more.
    static func mayBegin(_ bytes: [UInt8], at offset: Int, mostEpochs: Int) -> Bool {
        // The kind comes first, and a byte that is none is by far the most frequent.
        guard 1...3 ~= bytes[offset], bytes[offset + 1] == 0, bytes[offset + 2] == 0, bytes[offset + 3] == 0
        else { return false }
        let epoch: UInt64 = integer(bytes, at: offset + 8)
        return epoch <= UInt64(mostEpochs)
    }

    /// Reads the bytes of one record; nil where they are not a whole record.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.frame, let kind = Kind(rawValue: Self.integer(bytes, at: 0)),
            let epoch = Int(exactly: Self.integer(bytes, at: 8) as UInt64),
            Self.count(bytes).map({ bytes.count == Self.frame + 8 * $0 }) ?? false,
            Array(bytes.suffix(Self.tail)) == Self.seal(Array(bytes.dropLast(Self.tail)))
        else { return nil }
        self.init(kind: kind, epoch: epoch, words: Self.words(Array(bytes[Self.head..<bytes.count - Self.tail])))
    }

    /// The words that some bytes hold, 8 each.
    static func words(_ bytes: [UInt8]) -> [UInt64] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
            }
        }
    }

    /// The numbers that some bytes hold, 8 each.
    static func numbers(_ bytes: [UInt8]) -> [Double] { words(bytes).map { Double(bitPattern: $0) } }

    private static func integer<Value: FixedWidthInteger>(_ bytes: [UInt8], at offset: Int) -> Value {
        (0..<MemoryLayout<Value>.size).reversed().reduce(0) { $0 << 8 | Value(bytes[offset + $1]) }
    }

    private static func seal(_ bytes: [UInt8]) -> [UInt8] {
        let digest = SHA256Digest()
        digest.update(bytes)
        return Array(digest.bytes().prefix(tail))
    }
}
