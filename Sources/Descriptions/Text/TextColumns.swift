/// The widths of a table's columns, and which of them stand side by side.
struct TextColumns {
    /// The width of each column.
    private(set) var widths: [Int]
    /// The columns of each part of the table, from the top; each part has the first column.
    let parts: [[Int]]

    /// Cells of words longer than this may take several lines, no shorter than this.
    private static let shortestText = 20

    /// Finds room for rows of cells.
    ///
    /// - Parameters:
    ///   - rows: the cells; shorter rows end early.
    ///   - hasHeads: whether the first row has the heads of the columns.
    ///   - room: the greatest width of all columns.
    ///   - gap: the blanks between two columns.
    init(_ rows: [[String]], hasHeads: Bool, room: Int, gap: Int) {
        let count = rows.map(\.count).max() ?? 0
        func widest(_ rows: some Sequence<[String]>, _ size: (String) -> Int) -> [Int] {
            rows.reduce(into: [Int](repeating: 0, count: count)) { widths, row in
                for (k, cell) in row.enumerated() { widths[k] = max(widths[k], size(cell)) }
            }
        }
        func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * max(0, count - 1) }
        let natural = widest(rows, \.count)
        guard room < total(natural) else {
            (widths, parts) = (natural, [Array(0..<count)])
            return
        }
        let heads = hasHeads ? widest(rows.prefix(1), TextLines.longestWord) : [Int](repeating: 0, count: count)
        let body = rows.dropFirst(hasHeads ? 1 : 0)
        let narrow = zip(widest(body, \.count), heads).map { max($0, $1) }
        if total(narrow) <= room {
            (widths, parts) = (Self.grown(narrow, to: natural, total(narrow), room), [Array(0..<count)])
            return
        }
        // Words that are no longer than a short text are kept on one line.
        let words = widest(body, TextLines.longestWord)
        let least = zip(narrow, zip(words, heads)).map { cell, word in
            min(cell, max(Self.shortestText, word.0, word.1))
        }
        if total(least) <= room {
            (widths, parts) = (Self.grown(least, to: narrow, total(least), room), [Array(0..<count)])
            return
        }
        widths = least
        parts = Self.parts(least, room: room, gap: gap)
    }

    /// The widths with the room that is left: always a blank more for the column that lacks most.
    private static func grown(_ widths: [Int], to limits: [Int], _ total: Int, _ room: Int) -> [Int] {
        var widths = widths
        for _ in total..<max(total, room) {
            let lacks = zip(limits, widths).map { $0 - $1 }
            guard let most = lacks.indices.max(by: { lacks[$0] < lacks[$1] }), lacks[most] > 0 else { break }
            widths[most] += 1
        }
        return widths
    }

    private static func parts(_ widths: [Int], room: Int, gap: Int) -> [[Int]] {
        var parts: [[Int]] = []
        var rest = 0
        for column in widths.indices.dropFirst() {
            if parts.isEmpty || rest < widths[column] + gap {
                parts.append([0])
                rest = room - widths[0]
            }
            parts[parts.count - 1].append(column)
            rest -= widths[column] + gap
        }
        return parts.isEmpty ? [Array(widths.indices)] : parts
    }
}
