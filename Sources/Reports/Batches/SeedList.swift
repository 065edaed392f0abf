internal import Diagnostics

/// Seeds as people name them.
enum SeedList {
    /// The most parts that are named.
    private static let mostParts = 12

    /// "seed 3", "seeds 1 to 4, 7 and 9"; of many parts the first, with the number of the other seeds.
    static func words(_ seeds: [UInt64]) -> String {
        var parts: [(first: UInt64, last: UInt64)] = []
        for seed in seeds {
            if let part = parts.last, part.last < .max, seed == part.last + 1 {
                parts[parts.count - 1].last = seed
            } else {
                parts.append((seed, seed))
            }
        }
        let shown = parts.prefix(parts.count > mostParts ? mostParts - 1 : mostParts)
        var words = shown.flatMap { part -> [String] in
            switch part.last - part.first {
            case 0: ["\(part.first)"]
            case 1: ["\(part.first)", "\(part.last)"]
            default: ["\(part.first) to \(part.last)"]
            }
        }
        let others = parts.dropFirst(shown.count).reduce(0) { $0 + Int(clamping: $1.last - $1.first + 1) }
        if others > 0 { words.append("\(NumberText.count(others)) others") }
        return (seeds.count == 1 ? "seed " : "seeds ") + joined(words)
    }

    /// "a", "a and b", "a, b and c".
    static func joined(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
