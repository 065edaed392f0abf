@testable import Exchange

/// `.npy` files whose header says something wrong, while the rest fits it.
extension Mutation {
    private static let types = [
        ("<f8", 8), (">f8", 8), ("<f4", 4), (">f4", 4), ("<f2", 2), (">f2", 2), ("|b1", 1), ("|u1", 1), ("|i1", 1),
        ("<i2", 2), (">u2", 2), ("<i4", 4), (">u4", 4), ("<i8", 8), (">u8", 8),
    ]
    private static let strangeTypes = [
        "'|O'", "'<c16'", "'<U5'", "'|S3'", "'|V4'", "'<M8[D]'", "'<f16'", "'f4'", "'=f4'", "'<f0'", "'<f'", "''",
        "'<f8", "<f8", "None", "[('x', '<f8')]", "[('x', '<f8'), ('y', '|O')]", "('<f8', (2,))", "'<f8\\x00'", "'|f8'",
        "'<b1'", "'>b1'", "u'<f8'", "'<f99999999999'",
    ]
    private static let shapes = [
        "()", "(0,)", "(0, 3)", "(3)", "(3,,)", "(-1,)", "(3L,)", "(03,)", "(0x3,)", "(1_0,)", "(3.0,)", "(1e3,)",
        "(,)", "(3", "3", "[3]", "(None,)", "('3',)", "(9223372036854775807,)", "(9223372036854775808,)",
        "(18446744073709551616,)", "(4611686018427387904, 4)", "(2147483648, 2147483648, 4)", "(67108864,)",
        "(67108865,)", "(134217728, 0)", "(1048576, 1048576)",
        "(65536, 65536, 65536, 65536)", "(1, 1, 1, 1, 1, 1, 1, 1)",
        "(1, 1, 1, 1, 1, 1, 1, 1, 1)",
    ]

    /// A `.npy` file, in three of seven cases with a right header and right lengths.
    mutating func numPyFile() -> [UInt8] {
        let (type, size) = choice(Self.types)
        let dimensions = (0..<(1 + below(4))).map { _ in 1 + below(5) }
        let count = dimensions.reduce(1, *)
        var data = [UInt8](repeating: 0, count: count * size)
        for _ in 0..<below(1 + data.count) { data[below(data.count)] = UInt8(below(type == "|b1" ? 2 : 256)) }
        if one(in: 8) { data = [UInt8](repeating: choice([0xFF, 0x7F, 0x80, 2]), count: data.count) }
        var entries = [
            ("'descr'", "'\(type)'"), ("'fortran_order'", one(in: 2) ? "True" : "False"),
            ("'shape'", "(" + dimensions.map { "\($0), " }.joined() + ")"),
        ]
        var version: [UInt8] = one(in: 4) ? [UInt8(1 + below(3)), 0] : [1, 0]
        var end = String(repeating: " ", count: one(in: 4) ? below(200) : 0) + "\n"
        var lengthChange = 0
        for _ in 0..<choice([0, 0, 0, 1, 1, 2, 3]) {
            switch below(16) {
            case 0: entries[0].1 = choice(Self.strangeTypes)
            case 1: entries[0].1 = "'\(choice(Self.types).0)'"
            case 2, 3: entries[2].1 = choice(Self.shapes)
            case 4:
                let many = choice([8, 9, 64, 1000, 20_000])
                entries[2].1 = "(" + String(repeating: choice(["1, ", "2, ", "1,"]), count: many) + ")"
            case 5: entries[1].1 = choice(["1", "0", "true", "None", "'True'", "", "TrueFalse", "True "])
            case 6: entries.swapAt(0, below(entries.count))
            case 7: if entries.count > 1 { entries.removeLast() }
            case 8: entries.append(choice(entries))
            case 9: entries.append(("'x'", "1"))
            case 10: version = choice([[0, 0], [4, 0], [1, 1], [255, 255], [2, 0], [3, 0]])
            case 11:
                end = choice(["", "\n\n", "\r\n", " x\n", "}\n", String(repeating: " ", count: 70_000) + "\n", "\0\n"])
            case 12: lengthChange = choice([-1, 1, -10, 10, -100_000, 60_000, 1 << 30, -(1 << 31)])
            case 13: data.removeLast(below(1 + data.count))
            case 14: data += [UInt8](repeating: 0, count: choice([1, 2, size, 100]))
            default: data += numPyFile()
            }
            if entries.count < 3 { break }
        }
        let body = entries.map { "\($0.0): \($0.1)" }.joined(
            separator: choice([", ", ", ", ",", one(in: 8) ? ";" : " , "]))
        let header = Array(
            (choice(["{", "{", "{", "{ ", "{{", "", "["]) + body + choice([", }", "}", "}", "", "}}"]) + end).utf8)
        let length = UInt64(truncatingIfNeeded: max(0, header.count + lengthChange))
        return NumPyHeader.magic + version + Samples.length(length, bytes: version[0] == 1 ? 2 : 4) + header + data
    }
}
