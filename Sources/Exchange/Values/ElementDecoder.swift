/// Turns the bytes of elements into numbers, block after block, and keeps count of those that are no `Double` exactly.
struct ElementDecoder {
    let kind: ElementKind
    let order: ElementBytes.Order

    /// The number of elements so far.
    private(set) var count = 0

    /// The number of elements that no `Double` equals, or that are no value of their type.
    private(set) var unfitCount = 0

    /// The place of the first of them, counted from 0 in the order of the file, and what stands there.
    private(set) var firstUnfit: (offset: Int, text: String)?

    init(kind: ElementKind, order: ElementBytes.Order) {
        self.kind = kind
        self.order = order
    }

    /// Appends the values of a block of whole elements; an unfit element becomes the nearest value.
    ///
    /// - Complexity: O(bytes).
    mutating func append(_ bytes: [UInt8], to values: inout [Double]) {
        let elements = bytes.count / kind.size
        switch kind {
        case .bool:
            for (index, byte) in bytes.enumerated() {
                if byte > 1 { note(index, "the byte \(byte) is neither 0, false, nor 1, true") }
                values.append(byte == 0 ? 0 : 1)
            }
        case .int8: for byte in bytes { values.append(Double(Int8(bitPattern: byte))) }
        case .uint8, .decimal: for byte in bytes { values.append(Double(byte)) }
        case .int16: integers(Int16.self, elements, of: bytes, to: &values)
        case .uint16: integers(UInt16.self, elements, of: bytes, to: &values)
        case .int32: integers(Int32.self, elements, of: bytes, to: &values)
        case .uint32: integers(UInt32.self, elements, of: bytes, to: &values)
        case .int64: integers(Int64.self, elements, of: bytes, to: &values)
        case .uint64: integers(UInt64.self, elements, of: bytes, to: &values)
        case .float16: words(UInt16.self, elements, of: bytes, to: &values) { word in Self.half(word) }
        case .bfloat16:
            words(UInt16.self, elements, of: bytes, to: &values) { word in
                Double(Float(bitPattern: UInt32(word) << 16))
            }
        case .float32:
            words(UInt32.self, elements, of: bytes, to: &values) { word in Double(Float(bitPattern: word)) }
        case .float64: words(UInt64.self, elements, of: bytes, to: &values) { word in Double(bitPattern: word) }
        }
        count += elements
    }

    /// The value of a number in half precision.
    ///
    /// `Float16` is not there on every platform: 1 bit of sign, 5 of exponent (bias 15), 10 of the fraction.
    static func half(_ word: UInt16) -> Double {
        let sign: Double = word >> 15 == 0 ? 1 : -1
        let exponent = Int(word >> 10 & 0x1F)
        let fraction = Double(word & 0x3FF)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 0x1F: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
        }
    }

    private mutating func integers<Word: FixedWidthInteger>(
        _ type: Word.Type, _ elements: Int, of bytes: [UInt8], to values: inout [Double]
    ) {
        for (index, word) in ElementBytes.integers(type, count: elements, at: 0, of: bytes, order: order).enumerated() {
            let value = Double(word)
            if Word.bitWidth == 64, Double(exactly: word) == nil { note(index, "the integer \(word) is no float64") }
            values.append(value)
        }
    }

    private func words<Word: FixedWidthInteger>(
        _ type: Word.Type, _ elements: Int, of bytes: [UInt8], to values: inout [Double], _ value: (Word) -> Double
    ) {
        for word in ElementBytes.integers(type, count: elements, at: 0, of: bytes, order: order) {
            values.append(value(word))
        }
    }

    private mutating func note(_ index: Int, _ text: @autoclosure () -> String) {
        unfitCount += 1
        if firstUnfit == nil { firstUnfit = (count + index, text()) }
    }
}
