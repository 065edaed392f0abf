/// Finds the known name that a misspelt one was probably meant to be.
public enum NearestName {
    /// A key is short; a hostile one is cut, since only near names matter.
    private static let longest = 64

    /// The nearest of `known` by edit distance; nil where even that is more than a third of the name away, or more
    /// than one edit from a name of up to five letters: other names are not meant.
    public static func find(_ name: String, among known: [String]) -> String? {
        let scored = known.map { ($0, distance(name.lowercased(), $0.lowercased())) }
        guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, name.prefix(longest).count / 3) else {
            return nil
        }
        return best.0
    }

    /// "; did you mean "relu"?", or the list of what is known.
    public static func hint(_ name: String, among known: [String]) -> String {
        let list = (known.count == 1 ? "expected " : "expected one of ") + known.joined(separator: ", ")
        return find(name, among: known).map { "did you mean \"\($0)\"? (\(list))" } ?? list
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours between two words (optimal string
    /// alignment).
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.prefix(longest)), Array(b.prefix(longest)))
        var before: [Int] = []
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var next = [i + 1]
            for j in 0..<b.count {
                var least = min(row[j] + (a[i] == b[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                next.append(least)
            }
            (before, row) = (row, next)
        }
        return row[b.count]
    }
}
