/// One tensor of a model file: its shape and where its entries are.
struct Tensor {
    private enum Width: String { case binary32 = "F32", binary64 = "F64" }

    private let width: Width
    let shape: [Int]
    /// The bytes of the file that hold the entries.
    let range: Range<Int>

    var count: Int { shape.reduce(1, *) }
    private var bytesPerEntry: Int { width == .binary32 ? 4 : 8 }

    /// Reads a tensor's entry in the header; offsets count from `dataStart`.
    init(_ json: inout JSONReader, dataStart: Int) throws {
        var (width, shape, offsets) = (Width.binary32, [Int](), [Int]())
        try json.object(["dtype", "shape", "data_offsets"]) { json, key in
            switch key {
            case "dtype": width = try json.word()
            case "shape":
                try json.array(1...2) { json, _ in shape.append(try json.integer(in: 1...DataSet.greatestLength)) }
            default:
                try json.array(2...2) { json, _ in
                    offsets.append(try json.integer(in: 0...CertificateCheck.mostBytes))
                }
            }
        }
        (self.width, self.shape) = (width, shape)
        guard offsets[0] <= offsets[1] else { throw json.refusal("data_offsets end before they begin") }
        range = dataStart + offsets[0]..<dataStart + offsets[1]
        guard range.count == count * bytesPerEntry else {
            throw json.refusal(
                "data_offsets span \(range.count) bytes, and the shape \(shape) \(count * bytesPerEntry)")
        }
    }

    /// Throws unless all entries are finite; the range must lie within the bytes.
    func checkFinite(_ bytes: [UInt8]) throws {
        let ones: UInt64 = width == .binary32 ? 0xff : 0x7ff
        for index in 0..<count where fields(index, bytes).exponent == ones {
            throw Refusal.unreadable(
                "model, byte \(range.lowerBound + index * bytesPerEntry): this entry is not finite")
        }
    }

    /// The entry at an index, which must be finite.
    func value(_ index: Int, _ bytes: [UInt8]) -> Dyadic {
        let (isNegative, exponent, fraction) = fields(index, bytes)
        // The number is fraction · 2^lowest where the exponent's field is 0, else (implicit + fraction) · 2^(lowest + exponent − 1).
        let (implicit, lowest): (UInt64, Int) = width == .binary32 ? (1 << 23, -149) : (1 << 52, -1_074)
        return Dyadic(
            significand: exponent == 0 ? fraction : fraction | implicit,
            exponent: lowest + max(0, Int(exponent) - 1), isNegative: isNegative)
    }

    private func fields(_ index: Int, _ bytes: [UInt8]) -> (isNegative: Bool, exponent: UInt64, fraction: UInt64) {
        let start = range.lowerBound + index * bytesPerEntry
        var bits: UInt64 = 0
        for place in 0..<bytesPerEntry { bits |= UInt64(bytes[start + place]) << UInt64(8 * place) }
        return width == .binary32
            ? (bits >> 31 != 0, bits >> 23 & 0xff, bits & (1 << 23 - 1))
            : (bits >> 63 != 0, bits >> 52 & 0x7ff, bits & (1 << 52 - 1))
    }
}
