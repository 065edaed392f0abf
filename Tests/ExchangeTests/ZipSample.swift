/// Builds ZIP archives of stored members, whatever their fields say.
struct ZipSample {
    struct Member {
        var name: String
        var data: [UInt8]
        var method = 0
        var flags = 0
        /// What the directory says; nil for the truth.
        var checksum: UInt32?
        var size: Int?
        var compressedSize: Int?
        var offset: Int?
        /// What the member's own header says besides.
        var ownName: String?
        var ownMethod: Int?
        var centralExtra: [UInt8] = []
    }

    var members: [Member] = []
    var prefix: [UInt8] = []
    var comment: [UInt8] = []
    /// What the end says; nil for the truth.
    var count: Int?
    var disk = 0

    init(_ members: Member...) {
        self.members = members
    }

    /// An archive of `.npy` members that hold the given numbers as bytes.
    static func arrays(_ names: String...) -> ZipSample {
        var sample = ZipSample()
        sample.members = names.map { Member(name: $0, data: array) }
        return sample
    }

    /// The array [0, 0] of type uint8.
    static let array = Samples.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n", data: 2)

    var bytes: [UInt8] {
        func short(_ value: Int) -> [UInt8] { Samples.length(UInt64(value), bytes: 2) }
        func long(_ value: Int) -> [UInt8] { Samples.length(UInt64(value), bytes: 4) }
        var bytes = prefix
        var directory: [UInt8] = []
        for member in members {
            let offset = member.offset ?? bytes.count
            let ownName = Array((member.ownName ?? member.name).utf8)
            let fields: [[UInt8]] = [short(20), short(member.flags)]
            bytes += [0x50, 0x4B, 3, 4] + fields.joined() + short(member.ownMethod ?? member.method)
            bytes += [UInt8](repeating: 0, count: 16) + short(ownName.count) + short(0) + ownName + member.data
            let name = Array(member.name.utf8)
            directory += [0x50, 0x4B, 1, 2] + short(20) + fields.joined() + short(member.method) + long(0)
            directory += long(Int(member.checksum ?? Self.checksum(member.data)))
            directory += long(member.compressedSize ?? member.data.count) + long(member.size ?? member.data.count)
            directory += short(name.count) + short(member.centralExtra.count) + [UInt8](repeating: 0, count: 10)
            directory += long(offset) + name + member.centralExtra
        }
        let start = bytes.count
        let counts = short(count ?? members.count)
        bytes += directory + [0x50, 0x4B, 5, 6] + short(disk) + short(disk) + counts + counts
        bytes += long(directory.count) + long(start) + short(comment.count) + comment
        return bytes
    }

    /// A member of some bytes and then zeros, deflated by the fixed codes of RFC 1951, section 3.2.6: literals, and
    /// matches of 258 bytes at distance 1.
    static func deflated(_ beginning: [UInt8], zeros: Int) -> Member {
        var bits: [Bool] = [true, true, false]
        func code(_ value: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
        }
        func literal(_ byte: UInt8) {
            if byte < 144 { code(0x30 + Int(byte), 8) } else { code(0x190 + Int(byte) - 144, 9) }
        }
        for byte in beginning { literal(byte) }
        for _ in 0..<min(1, zeros) { literal(0) }
        for _ in 0..<max(0, zeros - 1) / 258 {
            code(0b1100_0101, 8)
            code(0, 5)
        }
        for _ in 0..<max(0, zeros - 1) % 258 { literal(0) }
        code(0, 7)
        var data = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
        for (index, bit) in bits.enumerated() where bit { data[index / 8] |= 1 << UInt8(index % 8) }
        let whole = beginning + [UInt8](repeating: 0, count: zeros)
        return Member(name: "x.npy", data: data, method: 8, checksum: checksum(whole), size: whole.count)
    }

    /// CRC-32 by its definition.
    static func checksum(_ data: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in data {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
