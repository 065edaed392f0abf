import Testing

@testable import Exchange

/// Damaged files must be refused or decode to content which is consistent in itself; they must never trap.
@Suite struct DamagedFileTests {
    /// Decodes, and when that succeeds checks that the content encodes and decodes to the same bits.
    private func decodesConsistently(safetensors bytes: [UInt8]) -> Bool {
        guard let file = try? SafetensorsFile(decoding: bytes, path: "x") else { return true }
        guard let encoded = try? file.encoded(), let again = try? SafetensorsFile(decoding: encoded, path: "x") else {
            return false
        }
        return again.tensors.map(\.name) == file.tensors.map(\.name) && again.metadata == file.metadata
            && again.tensors.map(\.tensor.shape) == file.tensors.map(\.tensor.shape)
            && again.tensors.map { Samples.bits($0.tensor) } == file.tensors.map { Samples.bits($0.tensor) }
    }

    private func decodesConsistently(npy bytes: [UInt8]) -> Bool {
        guard let array = try? NumPyArray(decoding: bytes, path: "x") else { return true }
        guard let encoded = try? array.encoded(), let again = try? NumPyArray(decoding: encoded, path: "x") else {
            return false
        }
        return again.tensor.shape == array.tensor.shape && Samples.bits(again.tensor) == Samples.bits(array.tensor)
    }

    @Test("Every truncated safetensors file is refused", arguments: [Fixtures.safetensors, Fixtures.singleType])
    func truncatedSafetensors(bytes: [UInt8]) {
        for length in bytes.indices {
            #expect(Samples.refusal(safetensors: Array(bytes[..<length])) != "accepted", "length \(length)")
        }
        #expect(Samples.refusal(safetensors: bytes + [0]) != "accepted")
    }

    @Test(
        "A safetensors header with one flipped bit is refused or round-trips",
        arguments: [Fixtures.safetensors, Fixtures.singleType])
    func flippedSafetensors(bytes: [UInt8]) {
        var headerLength = 0
        for byte in bytes[..<8].reversed() { headerLength = headerLength << 8 | Int(byte) }
        var refused = 0
        for index in 0..<(8 + headerLength) {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                #expect(decodesConsistently(safetensors: damaged), "byte \(index), bit \(bit)")
                let isRefused = Samples.refusal(safetensors: damaged) != "accepted"
                if isRefused { refused += 1 }
                if index < 8 { #expect(isRefused, "byte \(index), bit \(bit)") }
            }
        }
        #expect(refused > headerLength * 4)
    }

    @Test("A safetensors file with random damage is refused or round-trips")
    func damagedSafetensors() throws {
        let bytes = try Samples.file().encoded()
        var state: UInt64 = 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let tokens = ["\"", "{", "}", "[", "]", ",", ":", "0", "9", "-", "\\u", "\\", " ", "99999999999", "é"]
        for round in 0..<1500 {
            var damaged = bytes
            for _ in 0...next(3) {
                let index = 8 + next(damaged.count - 8)
                damaged.replaceSubrange(index..<min(damaged.count, index + next(3)), with: Array(tokens[next(15)].utf8))
            }
            #expect(decodesConsistently(safetensors: damaged), "round \(round)")
        }
    }

    static let arrays = [
        Fixtures.float32Matrix, Fixtures.fortranCube, Fixtures.bigEndianVersion2, Fixtures.version3,
        Fixtures.int64Scalar, Fixtures.int32Vector,
    ]

    @Test("Every truncated NumPy file is refused", arguments: arrays)
    func truncatedNumPy(bytes: [UInt8]) {
        for length in bytes.indices {
            #expect(Samples.refusal(npy: Array(bytes[..<length])) != "accepted", "length \(length)")
        }
        #expect(Samples.refusal(npy: bytes + [0]) != "accepted")
    }

    @Test("A NumPy header with one flipped bit is refused or round-trips", arguments: arrays)
    func flippedNumPy(bytes: [UInt8]) {
        for index in 0..<128 {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                #expect(decodesConsistently(npy: damaged), "byte \(index), bit \(bit)")
            }
        }
    }
}
