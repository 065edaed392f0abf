/// One checked entry of a safetensors header: its range lies inside the data and has the size of its shape.
struct SafetensorsEntry {
    enum Element {
        case float32
        case float64
        /// A type whose values are not read.
        case other(String)
    }

    let name: String
    let element: Element
    let shape: [Int]
    let range: Range<Int>

    /// The type of its numbers as ``NumericArray`` reads them; nil for a type that it does not read.
    var kind: ElementKind? { ElementKind(safetensors: dtype) }

    /// The element type as the format spells it.
    var dtype: String {
        switch element {
        case .float32: "F32"
        case .float64: "F64"
        case .other(let name): name
        }
    }

    var location: String { Self.location(name) }

    /// Reads the entry of one tensor; `dataCount` is the number of bytes after the header.
    init(_ member: HeaderJSON.Member, dataCount: Int, path: String) throws(ExchangeError) {
        name = member.key
        let reader = FieldReader(path: path, location: Self.location(member.key))
        let fields = try reader.fields(member.value)
        let (element, bits) = try reader.element(fields.dtype)
        let shape = try reader.naturalNumbers(fields.shape, field: "shape")
        guard let bitCount = Tensor.byteCount(of: shape, itemSize: bits) else {
            throw reader.failure("the size of the shape overflows", expected: "a size that fits in 64 bits")
        }
        guard bitCount.isMultiple(of: 8) else {
            throw reader.failure("its values end inside a byte", expected: "whole bytes for the shape and dtype")
        }
        let size = bitCount / 8
        let offsets = try reader.naturalNumbers(fields.offsets, field: "data_offsets")
        guard offsets.count == 2 else {
            throw reader.failure("data_offsets has \(offsets.count) numbers", expected: "two, begin and end")
        }
        let (begin, end) = (offsets[0], offsets[1])
        guard begin <= end, end <= dataCount else {
            throw reader.failure(
                "data_offsets is [\(begin), \(end)] in \(dataCount) bytes of data",
                expected: "a begin up to the end and an end inside the data")
        }
        guard end - begin == size else {
            throw reader.failure(
                "data_offsets spans \(end - begin) bytes", expected: "\(size) bytes for the shape and dtype")
        }
        self.element = element
        self.shape = shape
        range = begin..<end
    }

    /// Copies the values from the file; nil for a type whose values are not read.
    ///
    /// With `wideningHalves`, F16 and BF16 are read, as F32; every value is the same in it.
    func tensor(
        in bytes: [UInt8], dataStart: Int, path: String, wideningHalves: Bool = false
    ) throws(ExchangeError) -> Tensor? {
        let start = dataStart + range.lowerBound
        let storage: Tensor.Storage
        switch element {
        case .float32:
            storage = .float32(ElementBytes.floats(count: range.count / 4, at: start, of: bytes, order: .little))
        case .float64:
            storage = .float64(ElementBytes.doubles(count: range.count / 8, at: start, of: bytes, order: .little))
        case .other:
            guard wideningHalves, let kind, kind == .float16 || kind == .bfloat16 else { return nil }
            var decoder = ElementDecoder(kind: kind, order: .little)
            var values: [Double] = []
            decoder.append(Array(bytes[start..<start + range.count]), to: &values)
            storage = .float32(values.map { Float($0) })
        }
        return try Tensor(shape: shape, storage: storage, path: path)
    }

    private static func location(_ name: String) -> String { "tensor \(ExchangeError.quote(name))" }
}

/// Extracts the fields of one entry; all its errors name the same tensor.
private struct FieldReader {
    /// The element types of the format that this module does not read, with the bits of one element.
    static let unread: [String: Int] = [
        "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8,
        "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32,
        "C64": 64, "I64": 64, "U64": 64,
    ]

    let path: String
    let location: String

    func failure(_ problem: String, expected: String) -> ExchangeError {
        ExchangeError(path: path, location: location, problem: problem, expected: expected)
    }

    func fields(
        _ value: HeaderJSON
    ) throws(ExchangeError) -> (dtype: HeaderJSON, shape: HeaderJSON, offsets: HeaderJSON) {
        guard case .object(let members) = value else {
            throw failure("the entry is \(value.kind)", expected: "an object")
        }
        var dtype: HeaderJSON?
        var shape: HeaderJSON?
        var offsets: HeaderJSON?
        for member in members {
            switch member.key {
            case "dtype": dtype = member.value
            case "shape": shape = member.value
            case "data_offsets": offsets = member.value
            // The format's own reader skips what it does not know.
            default: break
            }
        }
        guard let dtype, let shape, let offsets else {
            throw failure("the entry is incomplete", expected: "dtype, shape and data_offsets")
        }
        return (dtype, shape, offsets)
    }

    func element(_ value: HeaderJSON) throws(ExchangeError) -> (SafetensorsEntry.Element, bits: Int) {
        guard case .string(let name) = value else {
            throw failure("dtype is \(value.kind)", expected: "a string")
        }
        switch name {
        case "F32": return (.float32, 32)
        case "F64": return (.float64, 64)
        default:
            guard let bits = Self.unread[name] else {
                throw failure("the dtype \(ExchangeError.quote(name)) is unknown", expected: "F32 or F64")
            }
            return (.other(name), bits)
        }
    }

    func naturalNumbers(_ value: HeaderJSON, field: String) throws(ExchangeError) -> [Int] {
        guard case .array(let elements) = value else {
            throw failure("\(field) is \(value.kind)", expected: "an array")
        }
        var result: [Int] = []
        result.reserveCapacity(elements.count)
        for element in elements {
            guard case .integer(let number) = element else {
                throw failure("\(field) contains \(element.kind)", expected: "integers of at least zero")
            }
            guard number >= 0 else {
                throw failure("\(field) contains \(number)", expected: "integers of at least zero")
            }
            result.append(number)
        }
        return result
    }
}
