@testable import Exchange

/// Builders and comparisons which several suites share.
enum Samples {
    /// A file with both element types, a scalar, an empty tensor, escapes and non-ASCII text.
    static func file() throws -> SafetensorsFile {
        let float: [Float] = [1, -2.5, 3, 0.1, -0.0, 1e30]
        let extremes: [Double] = [.infinity, .leastNonzeroMagnitude]
        return SafetensorsFile(
            tensors: [
                NamedTensor(name: "weight", tensor: try Tensor(shape: [2, 3], storage: .float32(float))),
                NamedTensor(name: "é\u{0}\"\\\n\u{1F600}", tensor: try Tensor(shape: [], storage: .float64([0.1]))),
                NamedTensor(name: "none", tensor: try Tensor(shape: [0, 4], storage: .float32([]))),
                NamedTensor(name: "odd", tensor: try Tensor(shape: [3], storage: .float32([7, 8, 9]))),
                NamedTensor(name: "", tensor: try Tensor(shape: [1, 2], storage: .float64(extremes))),
            ],
            metadata: ["z": "last", "a": "line\nbreak \u{1}\u{7F}", "": ""])
    }

    /// A safetensors file with the given header text, whatever it says, and data of zeros.
    static func safetensors(_ header: String, data count: Int = 0) -> [UInt8] {
        safetensors(Array(header.utf8), data: count)
    }

    static func safetensors(_ header: [UInt8], data count: Int = 0) -> [UInt8] {
        length(UInt64(header.count), bytes: 8) + header + [UInt8](repeating: 0, count: count)
    }

    /// A `.npy` file with the given header text, whatever it says, and data of zeros.
    static func npy(_ header: String, data count: Int = 0, version: [UInt8] = [1, 0]) -> [UInt8] {
        let text = Array(header.utf8)
        let prefix = length(UInt64(text.count), bytes: version[0] == 1 ? 2 : 4)
        return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59] + version + prefix + text + [UInt8](repeating: 0, count: count)
    }

    static func length(_ value: UInt64, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    /// The bits of all elements, so that NaN and the sign of zero count.
    static func bits(_ tensor: Tensor) -> [UInt64] {
        switch tensor.storage {
        case .float32(let values): values.map { UInt64($0.bitPattern) }
        case .float64(let values): values.map(\.bitPattern)
        }
    }

    /// The error a body throws, or `nil`.
    static func failure(_ body: () throws -> Void) -> ExchangeError? {
        do {
            try body()
            return nil
        } catch {
            return error as? ExchangeError
        }
    }

    /// The message with which safetensors bytes are refused, or `accepted`.
    static func refusal(safetensors bytes: [UInt8]) -> String {
        failure { _ = try SafetensorsFile(decoding: bytes, path: "x") }?.description ?? "accepted"
    }

    /// The message with which `.npy` bytes are refused, or `accepted`.
    static func refusal(npy bytes: [UInt8]) -> String {
        failure { _ = try NumPyArray(decoding: bytes, path: "x") }?.description ?? "accepted"
    }

    /// The message with which text is refused as a table, or `accepted`.
    static func refusal(csv text: String) -> String {
        failure { _ = try CSVTable(decoding: Array(text.utf8), path: "x") }?.description ?? "accepted"
    }
}
