import CZlib

/// Archives with wrong numbers in their headers and directory, around members whose checksums are right.
extension Mutation {
    /// A ZIP archive as it is built, and where its numbers lie.
    private struct Draft {
        var bytes: [UInt8] = []
        var numbers: [(offset: Int, size: Int)] = []

        mutating func number(_ value: Int, _ size: Int) {
            numbers.append((bytes.count, size))
            bytes += Samples.length(UInt64(truncatingIfNeeded: value), bytes: size)
        }

        func value(_ place: (offset: Int, size: Int)) -> UInt64 {
            bytes[place.offset..<place.offset + place.size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    private struct Member {
        var name: [UInt8]
        var method = 0
        var size = 0
        var data: [UInt8]
        var checksum = 0
        var isDescribedAfterwards = false
        var hasLargeFields = false
    }

    private static let memberNames = [
        "../x.npy", "/x.npy", "x/../../y.npy", "C:x.npy", "a\\b.npy", "x", "", ".npy", "x.npy.npy", "é.npy", "a\0b.npy",
        "\u{1B}[2J.npy", "archive/data.pkl", "config.json", "x/", "t0.npy",
        String(repeating: "x", count: 3000) + ".npy",
    ]

    /// An archive of `.npy` members, in two of six cases with no number changed.
    mutating func archive() -> [UInt8] {
        var members = (0..<choice([0, 1, 1, 2, 3, 5])).map { member("t\($0).npy") }
        if one(in: 300) { members = (0..<400).map { member("m\($0).npy") } }
        let isLarge = one(in: 5)
        for index in members.indices {
            members[index].isDescribedAfterwards = one(in: 6)
            members[index].hasLargeFields = isLarge
            if one(in: 12) { members[index].name = Array(choice(Self.memberNames).utf8) }
            if one(in: 60) { members[index].name = [0xFF, 0xFE] + Array(".npy".utf8) }
            if one(in: 60) { members[index].method = choice([1, 8, 9, 12, 14, 93, 99, 0xFFFF]) }
        }
        if members.count > 1, one(in: 12) { members[1] = members[0] }
        var draft = Draft()
        if one(in: 40) { draft.bytes = [UInt8](repeating: 0x20, count: 1 + below(40)) }
        write(members, isLarge: isLarge || one(in: 10), to: &draft)
        for _ in 0..<choice([0, 0, 1, 1, 2, 4]) { damage(&draft) }
        if one(in: 20) { draft.bytes.removeLast(below(min(60, draft.bytes.count))) }
        return draft.bytes
    }

    /// A member that is a `.npy` file more often than not, and as long as it says.
    private mutating func member(_ name: String) -> Member {
        var content = one(in: 30) ? (0..<below(300)).map { _ in UInt8(below(256)) } : numPyFile()
        if one(in: 8) { content = applied(to: content) }
        if one(in: 400) { content = zeros(claiming: choice([1 << 16, 1 << 20, 1 << 22])) }
        var member = Member(name: Array(name.utf8), size: content.count, data: content)
        member.checksum = Int(crc32(0, content, UInt32(content.count)))
        if one(in: 2) {
            member.method = 8
            member.data = Self.deflated(content)
            if one(in: 20) { member.data = applied(to: member.data) }
            if one(in: 20) { member.data += [0] }
        }
        return member
    }

    /// A `.npy` file of so many bytes of zeros, of which few are left when they are deflated.
    private mutating func zeros(claiming count: Int) -> [UInt8] {
        let says = one(in: 2) ? count : choice([1 << 26, 1 << 29, 1 << 40])
        let header = "{'descr': '|u1', 'fortran_order': \(one(in: 2) ? "True" : "False"), 'shape': (\(says),), }\n"
        return Samples.npy(header, data: count)
    }

    private static func deflated(_ content: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        var output = [UInt8](repeating: 0, count: content.count + 64 + content.count / 100)
        var input = content
        guard
            deflateInit2_(
                &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return [] }
        defer { deflateEnd(&stream) }
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
                _ = deflate(&stream, Z_FINISH)
            }
        }
        output.removeLast(Int(stream.avail_out))
        return output
    }

    private mutating func write(_ members: [Member], isLarge: Bool, to draft: inout Draft) {
        var offsets: [Int] = []
        for member in members {
            offsets.append(draft.bytes.count)
            let after = member.isDescribedAfterwards
            draft.bytes += [0x50, 0x4B, 3, 4]
            draft.number(20, 2)
            draft.number(after ? 8 : 0, 2)
            draft.number(member.method, 2)
            draft.number(0, 4)
            for value in [member.checksum, member.data.count, member.size] { draft.number(after ? 0 : value, 4) }
            draft.number(member.name.count, 2)
            draft.number(member.hasLargeFields ? 20 : 0, 2)
            draft.bytes += member.name
            if member.hasLargeFields { large([member.size, member.data.count], to: &draft) }
            draft.bytes += member.data
            if after {
                draft.bytes += [0x50, 0x4B, 7, 8]
                for value in [member.checksum, member.data.count, member.size] { draft.number(value, 4) }
            }
        }
        let start = draft.bytes.count
        for (member, offset) in zip(members, offsets) {
            let all = 0xFFFF_FFFF
            draft.bytes += [0x50, 0x4B, 1, 2]
            for value in [20, 20, member.isDescribedAfterwards ? 8 : 0, member.method] { draft.number(value, 2) }
            draft.number(0, 4)
            draft.number(member.checksum, 4)
            for value in [member.data.count, member.size] { draft.number(member.hasLargeFields ? all : value, 4) }
            draft.number(member.name.count, 2)
            draft.number(member.hasLargeFields ? 28 : 0, 2)
            for _ in 0..<3 { draft.number(0, 2) }
            draft.number(0, 4)
            draft.number(member.hasLargeFields ? all : offset, 4)
            draft.bytes += member.name
            if member.hasLargeFields { large([member.size, member.data.count, offset], to: &draft) }
        }
        let end = draft.bytes.count
        if isLarge {
            draft.bytes += [0x50, 0x4B, 6, 6]
            draft.number(44, 8)
            for value in [45, 45] { draft.number(value, 2) }
            for value in [0, 0] { draft.number(value, 4) }
            for value in [members.count, members.count, end - start, start] { draft.number(value, 8) }
            draft.bytes += [0x50, 0x4B, 6, 7]
            draft.number(0, 4)
            draft.number(end, 8)
            draft.number(1, 4)
        }
        draft.bytes += [0x50, 0x4B, 5, 6]
        for value in [0, 0, members.count, members.count] { draft.number(value, 2) }
        for value in [end - start, start] { draft.number(value, 4) }
        let comment = one(in: 15) ? choice([[0x50, 0x4B, 5, 6], [0x20], [UInt8](repeating: 0x50, count: 70)]) : []
        draft.number(comment.count, 2)
        draft.bytes += comment
    }

    /// The field of ZIP64.
    private func large(_ values: [Int], to draft: inout Draft) {
        draft.number(1, 2)
        draft.number(8 * values.count, 2)
        for value in values { draft.number(value, 8) }
    }

    /// Changes one number of an archive.
    private mutating func damage(_ draft: inout Draft) {
        guard !draft.numbers.isEmpty else { return }
        let place = choice(draft.numbers)
        let old = draft.value(place)
        let all = place.size == 8 ? UInt64.max : (1 << UInt64(8 * place.size)) - 1
        let other = draft.value(choice(draft.numbers))
        let new = choice([
            0, 1, 8, old &+ 1, old &- 1, old &* 2, old ^ 1 << UInt64(below(8 * place.size)), all, all - 1, all >> 1,
            all >> 1 &+ 1, other, old &+ other, UInt64(draft.bytes.count), next(),
        ])
        let bytes = Samples.length(new, bytes: place.size)
        draft.bytes.replaceSubrange(place.offset..<place.offset + place.size, with: bytes)
    }
}
