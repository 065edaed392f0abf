/// The JSON values of a safetensors header.
///
/// The format itself has no use for fractions, `true` or `false`; fields that it does not know may hold them.
enum HeaderJSON {
    case object([Member])
    case array([HeaderJSON])
    case string(String)
    case integer(Int)
    /// A number that is no integer of 64 bits, -0 among them.
    case otherNumber
    case boolean
    case null

    /// A key and its value, in the order of the text.
    struct Member {
        let key: String
        let value: HeaderJSON
    }

    /// The kind of the value, for messages.
    var kind: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .integer: "an integer"
        case .otherNumber: "a number that is no integer of 64 bits"
        case .boolean: "a boolean"
        case .null: "null"
        }
    }
}

extension HeaderJSON {
    /// Appends the text as a JSON string, escaping only what RFC 8259, section 7, requires.
    static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
            case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            case 0..<0x20:
                bytes += Array("\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
