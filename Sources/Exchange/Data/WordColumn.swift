internal import Diagnostics

/// A column of a table that names the class of each row by a word, such as the species of a flower.
public struct WordColumn: Sendable, Hashable {
    /// The most different words: 1,000.
    public static let limit = WordList.limit

    /// The different words, in alphabetical order: that of their Unicode scalars, capitals first.
    public let names: [String]

    /// The word of each row, by its place in ``names``.
    public let rows: [Int]

    /// Sorts the words of a column in which each row has one.
    init(_ list: WordList) {
        let order = list.names.indices.sorted { Self.precedes(list.names[$0], list.names[$1]) }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, place) in order.enumerated() { ranks[place] = rank }
        names = order.map { list.names[$0] }
        rows = list.rows.map { ranks[Int($0)] }
    }

    private static func precedes(_ first: String, _ second: String) -> Bool {
        first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
    }

    /// The number of rows of each word.
    public var counts: [Int] {
        rows.reduce(into: [Int](repeating: 0, count: names.count)) { $0[$1] += 1 }
    }

    /// "setosa (50), versicolor (50), virginica (50)": the words with their numbers of rows, those of the fewest rows
    /// first where not all are listed; at most `most`.
    public func listed(_ most: Int) -> String {
        let counts = counts
        let order =
            names.count <= most
            ? Array(names.indices) : names.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
        let shown = order.prefix(most).map { place in
            "\(names[place].shortened(to: 40).printable) (\(NumberText.count(counts[place])))"
        }
        return shown.joined(separator: ", ") + (names.count > most ? ", …" : "")
    }
}
