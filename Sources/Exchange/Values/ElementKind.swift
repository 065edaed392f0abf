/// The types of numbers that data files hold and that ``NumericArray`` reads.
///
/// Every value of a type but ``int64``, ``uint64`` and ``decimal`` is a `Double` exactly.
public enum ElementKind: String, Sendable, Hashable, CaseIterable {
    /// Truth values, a byte each; false is 0 and true is 1.
    case bool
    /// Integers of 8 bits, -128 to 127.
    case int8
    /// Integers of 8 bits, 0 to 255.
    case uint8
    /// Integers of 16 bits.
    case int16
    /// Integers of 16 bits, at least 0.
    case uint16
    /// Integers of 32 bits.
    case int32
    /// Integers of 32 bits, at least 0.
    case uint32
    /// Integers of 64 bits; not all beyond 2^53 are a `Double`.
    case int64
    /// Integers of 64 bits, at least 0; not all beyond 2^53 are a `Double`.
    case uint64
    /// Half precision (IEEE 754 binary16): 11 significant bits.
    case float16
    /// The first 16 bits of single precision: 8 significant bits, and its range.
    case bfloat16
    /// Single precision (IEEE 754 binary32).
    case float32
    /// Double precision (IEEE 754 binary64).
    case float64
    /// Decimal text, rounded to the nearest `Double`.
    case decimal

    /// The size of one element in bytes; 1 for decimal text, which has no size of its own.
    var size: Int {
        switch self {
        case .bool, .int8, .uint8, .decimal: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }

    /// The type of this name in a safetensors header, such as `BF16`; nil for another one.
    init?(safetensors name: String) {
        switch name {
        case "BOOL": self = .bool
        case "I8": self = .int8
        case "U8": self = .uint8
        case "I16": self = .int16
        case "U16": self = .uint16
        case "I32": self = .int32
        case "U32": self = .uint32
        case "I64": self = .int64
        case "U64": self = .uint64
        case "F16": self = .float16
        case "BF16": self = .bfloat16
        case "F32": self = .float32
        case "F64": self = .float64
        default: return nil
        }
    }

    /// The type of these characters after the byte order in `descr` of a `.npy` file, such as `f4`; nil for another
    /// one.
    init?(numPy code: Substring) {
        switch code {
        case "b1": self = .bool
        case "i1": self = .int8
        case "u1": self = .uint8
        case "i2": self = .int16
        case "u2": self = .uint16
        case "i4": self = .int32
        case "u4": self = .uint32
        case "i8": self = .int64
        case "u8": self = .uint64
        case "f2": self = .float16
        case "f4": self = .float32
        case "f8": self = .float64
        default: return nil
        }
    }
}
