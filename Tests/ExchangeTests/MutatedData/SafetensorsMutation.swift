/// Safetensors files whose header says something wrong in a form that JSON allows, and some in others.
extension Mutation {
    private static let sizes = [
        ("F64", 8), ("F32", 4), ("F16", 2), ("BF16", 2), ("BOOL", 1), ("U8", 1), ("I8", 1), ("I16", 2), ("U16", 2),
        ("I32", 4), ("U32", 4), ("I64", 8), ("U64", 8),
    ]
    private static let types = ["\"C64\"", "\"F8_E4M3\"", "\"F4\"", "\"f32\"", "\"\"", "null", "3", "[\"F32\"]", "{}"]
    private static let shapes = [
        "[]", "[0]", "[0, 3]", "[-1]", "[1.0]", "[1e2]", "[\"2\"]", "[null]", "[[2]]", "2", "null",
        "[9223372036854775807]", "[9223372036854775808]", "[4611686018427387904, 4]", "[67108864, 0]", "[67108865]",
        "[4294967296, 4294967296]", "[1, 1, 1, 1, 1, 1, 1, 1, 1]", "[02]", "[1,]", "[-0]",
    ]
    private static let offsets = [
        "[0, 0]", "[8, 0]", "[0]", "[]", "[0, 8, 16]", "[-8, 0]", "[0, 9223372036854775807]",
        "[0, 18446744073709551616]",
        "[0.0, 8.0]", "[0, 1e2]", "null", "\"0\"", "[9223372036854775807, 9223372036854775807]",
    ]
    private static let names = [
        "", "x", "__metadata__", "a/../b", "\\u0000", "\\ud800", "\\ud83d\\ude00", "\\u001b[2J", "\\n", "é", "\u{202E}",
        "\\x",
        "\"", "\\", "\u{1}",
    ]

    /// A safetensors file, in three of seven cases with nothing wrong.
    mutating func safetensorsFile() -> [UInt8] {
        struct Entry {
            var name: String
            var type: String
            var shape: String
            var offsets: String
            var rest = ""
        }
        var data: [UInt8] = []
        var entries: [Entry] = []
        for index in 0..<(one(in: 50) ? 500 : 1 + below(4)) {
            let (type, size) = choice(Self.sizes)
            let shape = (0..<(one(in: 10) ? 0 : 1 + below(3))).map { _ in 1 + below(4) }
            let count = shape.reduce(size, *)
            entries.append(
                Entry(
                    name: "t\(index)", type: "\"\(type)\"", shape: "\(shape)",
                    offsets: "[\(data.count), \(data.count + count)]"))
            let most = type == "BOOL" ? 2 : 256
            data += (0..<count).map { _ in 0 }
            for _ in 0..<below(count) { data[data.count - 1 - below(count)] = UInt8(below(most)) }
        }
        var metadata = one(in: 3) ? "\"__metadata__\": {\"made\": \"by\"}" : ""
        var (before, after, lengthChange) = ("", "", Int64(0))
        for _ in 0..<choice([0, 0, 0, 1, 1, 2, 3]) {
            let index = below(entries.count)
            let isEmpty = entries.isEmpty
            switch below(16) {
            case 0: if !isEmpty { entries[index].type = choice(Self.types) }
            case 1: if !isEmpty { entries[index].type = "\"\(choice(Self.sizes).0)\"" }
            case 2, 3: if !isEmpty { entries[index].shape = choice(Self.shapes) }
            case 4: if !isEmpty { entries[index].offsets = choice(Self.offsets) }
            case 5: if !isEmpty { entries[index].offsets = entries[below(entries.count)].offsets }
            case 6: if !isEmpty { entries[index].name = choice(Self.names + [entries[0].name]) }
            case 7:
                if !isEmpty {
                    entries[index].rest = choice([", \"x\": 1", ", \"dtype\": \"F32\"", ",", ", \"x\": [[[{}]]]"])
                }
            case 8:
                metadata = choice([
                    "\"__metadata__\": {}", "\"__metadata__\": {\"a\": 1}", "\"__metadata__\": null",
                    "\"__metadata__\": []",
                    "\"__metadata__\": {\"a\": \"1\", \"a\": \"2\"}",
                    "\"__metadata__\": {\"\(choice(Self.names))\": \"\"}",
                ])
            case 9: before = choice([" ", "\n", "[", "\u{FEFF}", "{", "\0", String(repeating: " ", count: 10_000)])
            case 10: after = choice([" ", "   \n", "}", "x", "{}", "\0", String(repeating: " ", count: 10_000)])
            case 11: lengthChange = choice([-1, 1, 8, -100_000, 1 << 20, 1 << 40, .max, .min])
            case 12: data.removeLast(below(1 + data.count))
            case 13: data += [UInt8](repeating: 0, count: choice([1, 8, 100]))
            case 14:
                let opening = choice(["[", "{\"a\":", "[{\"a\":"])
                let deep = String(repeating: opening, count: choice([10, 70, 1000, 30_000]))
                if isEmpty { after = deep } else { entries[index].shape = deep }
            default: if !isEmpty { entries.append(entries[index]) }
            }
        }
        var members = entries.map { entry in
            "\"\(entry.name)\": {\"dtype\": \(entry.type), \"shape\": \(entry.shape), "
                + "\"data_offsets\": \(entry.offsets)\(entry.rest)}"
        }
        if !metadata.isEmpty { members.insert(metadata, at: below(members.count + 1)) }
        let header = Array((before + "{" + members.joined(separator: ", ") + "}" + after).utf8)
        let length = UInt64(bitPattern: Int64(header.count) &+ lengthChange)
        return Samples.length(length, bytes: 8) + header + data
    }
}
