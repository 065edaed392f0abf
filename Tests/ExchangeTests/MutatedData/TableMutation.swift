/// Tables with fields, rows and separators that programs and people write, and some that nobody does.
extension Mutation {
    private static let fields = [
        "", " ", "NA", "nan", "NaN", "-nan", "inf", "-Infinity", "True", "FALSE", "true", "0x1p3", "1e309", "-1e309",
        "1e-400", "5e-324", "1e", "e5", "+", "-", ".", "1.", ".5", "+.5", "1,5", "1_000", "1 000", "1'000", "١", "½",
        "−1",
        "1e+05", "1E5", "--1", "1.2.3", "#",
        "# 1", "\"", "\"1\"", "\"1", "1\"", "\"1\"2", "\"a\"\"b\"", "\"a,b\"",
        "\"a\nb\"", "\u{FEFF}", "\0", "\u{1B}[2J", "\u{202E}", "é", "9007199254740993", "\t1", "1\t", "\u{A0}1",
        "e\u{301}",
    ]

    /// A table, in three of seven cases of a usual form.
    mutating func table() -> [UInt8] {
        let columns = one(in: 200) ? choice([1000, 5000]) : 1 + below(6)
        let rows = one(in: 200) ? choice([0, 3000]) / columns : below(6)
        let newline = choice(["\n", "\n", "\n", "\r\n", "\r"])
        let separator = one(in: 12) ? choice([";", "\t", "|", ", ", " ,", ",,"]) : ","
        let style = below(4)
        func number(_ draw: inout Mutation) -> String {
            let value = Double(draw.below(20_001) - 10_000) / 64
            switch style {
            case 0: return "\(value)"
            case 1: return "\(Int(value))"
            case 2: return "\"\(value)\""
            default: return draw.one(in: 2) ? "True" : "False"
            }
        }
        var lines = [(0..<columns).map { style == 2 ? "\"c\($0)\"" : "c\($0)" }]
        for _ in 0..<rows { lines.append((0..<columns).map { _ in number(&self) }) }
        if one(in: 8) { lines[0][0] = choice(["# c0", "", " ", "0", "1.5", "c1", "\u{FEFF}c0", "sep=;"]) }
        var end = one(in: 3) ? "" : newline
        for _ in 0..<choice([0, 0, 0, 1, 1, 2, 3]) {
            let row = below(lines.count)
            let column = below(lines[row].count)
            switch below(12) {
            case 0...4: if !lines[row].isEmpty { lines[row][column] = choice(Self.fields) }
            case 5: lines[row].append(choice(Self.fields))
            case 6: if lines[row].count > 1 { lines[row].removeLast() }
            case 7: lines.insert(choice([[], [""], [" "], ["#"]]), at: row)
            case 8:
                if !lines[row].isEmpty {
                    lines[row][column] = String(
                        repeating: choice(["1", " ", "\"", "a", "é"]), count: choice([400, 65_535, 65_537, 200_000]))
                }
            case 9: lines.append(choice(lines))
            case 10: end = choice(["\n\n\n", "\r", "\u{1A}", "\0", "\"", ",", String(repeating: "\n", count: 50_000)])
            default: lines = lines.map { $0.map { "\"" + $0 + "\"" } }
            }
            if lines.isEmpty { break }
        }
        var bytes = Array((lines.map { $0.joined(separator: separator) }.joined(separator: newline) + end).utf8)
        if one(in: 16) {
            let foreign: [[UInt8]] = [
                [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80], [0x80], [0xFF, 0xFE], [0xC3],
            ]
            bytes.insert(contentsOf: choice(foreign), at: below(bytes.count + 1))
        }
        return bytes
    }
}
