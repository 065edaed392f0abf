/// The element types of ONNX tensors that are read.
enum ONNXType: Int {
    case float = 1
    case uint8 = 2
    case int8 = 3
    case uint16 = 4
    case int16 = 5
    case int32 = 6
    case int64 = 7
    case bool = 9
    case float16 = 10
    case double = 11
    case uint32 = 12
    case uint64 = 13
    case bfloat16 = 16

    /// The name in ONNX.
    var name: String {
        switch self {
        case .float: "FLOAT"
        case .uint8: "UINT8"
        case .int8: "INT8"
        case .uint16: "UINT16"
        case .int16: "INT16"
        case .int32: "INT32"
        case .int64: "INT64"
        case .bool: "BOOL"
        case .float16: "FLOAT16"
        case .double: "DOUBLE"
        case .uint32: "UINT32"
        case .uint64: "UINT64"
        case .bfloat16: "BFLOAT16"
        }
    }

    /// Whether values are numbers with a fraction.
    var isFloating: Bool { [.float, .double, .float16, .bfloat16].contains(self) }

    /// The kind of its bytes.
    var kind: ElementKind {
        switch self {
        case .float: .float32
        case .uint8: .uint8
        case .int8: .int8
        case .uint16: .uint16
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .bool: .bool
        case .float16: .float16
        case .double: .float64
        case .uint32: .uint32
        case .uint64: .uint64
        case .bfloat16: .bfloat16
        }
    }

    /// The name of a type by its number, known here or not.
    static func name(_ number: Int64) -> String {
        if let type = Int(exactly: number).flatMap(ONNXType.init) { return type.name }
        let others: [Int64: String] = [
            0: "no type", 8: "STRING", 14: "COMPLEX64", 15: "COMPLEX128", 17: "FLOAT8E4M3FN", 21: "UINT4", 22: "INT4",
        ]
        return others[number] ?? "type \(number)"
    }
}
