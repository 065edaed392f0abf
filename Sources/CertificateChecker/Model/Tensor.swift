/// One tensor of a model file: its shape and where its entries are.
struct Tensor {
    private enum Width: String, CaseIterable { case binary32 = "F32", binary64 = "F64" }

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
                    offsets.append(try json.integer(in: 0...JSONReader.mostBytes))
                }
            }
        }
        (self.width, self.shape) = (width, shape)
        guard offsets[0] <= offsets[1] else { throw json.refusal("data_offsets end before they begin") }
        range = dataStart + offsets[0]..<dataStart + offsets[1]
        guard range.count == count * bytesPerEntry else {
            throw json.refusal("data_offsets span \(range.count) bytes, not \(count * bytesPerEntry)")
        }
    }

    /// The entry at an index; nil if it is not finite. The tensor's range must lie within the bytes.
    func value(_ index: Int, _ bytes: [UInt8]) -> Dyadic? {
        let (exponentBits, fractionBits) = width == .binary32 ? (8, 23) : (11, 52)
        let start = range.lowerBound + index * bytesPerEntry
        var bits: UInt64 = 0
        for place in 0..<bytesPerEntry { bits |= UInt64(bytes[start + place]) << (8 * place) }
        let fraction = bits & (1 << fractionBits - 1)
        let field = Int(bits >> fractionBits) & (1 << exponentBits - 1)
        guard field != 1 << exponentBits - 1 else { return nil }
        // The last bit is worth 2^lowest in numbers with the field 1, and in those with 0, which have no implicit bit.
        let lowest = 2 - (1 << (exponentBits - 1)) - fractionBits
        return Dyadic(
            significand: field == 0 ? fraction : fraction | 1 << fractionBits, exponent: lowest + max(0, field - 1),
            isNegative: bits >> (exponentBits + fractionBits) == 1)
    }
}
