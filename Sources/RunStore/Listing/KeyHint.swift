internal import Diagnostics

/// What to write in place of a key that no run has.
enum KeyHint {
    /// The most keys that are listed.
    private static let mostListed = 8

    /// The keys that begin with the word, or else contain it, or else the one that is nearest to it; what keys there
    /// are, where none is like it.
    ///
    /// - Parameters:
    ///   - word: the key that was typed.
    ///   - known: the keys of the runs. Those of entries of lists are named only where no other is like the word.
    /// - Returns: the words, to follow a semicolon.
    static func words(for word: String, among known: Set<String>) -> String {
        let keys = known.filter { !$0.split(separator: ".").contains { $0.allSatisfy(\.isNumber) } }.sorted()
        for (what, isLike) in likenesses(word) {
            for candidates in [keys, known.sorted()] {
                let found = candidates.filter(isLike)
                guard !found.isEmpty else { continue }
                if found.count == 1 { return "did you mean \(found[0])?" }
                let rest = found.count - mostListed
                return "the keys that \(what) it are \(found.prefix(mostListed).joined(separator: ", "))"
                    + (rest > 0 ? " and \(rest) more" : "")
            }
        }
        if let near = NearestName.find(word, among: keys) { return "did you mean \(near)?" }
        return "expected one of a run's JSON, such as loss, or of its spec, such as spec.epochs; "
            + "'heaviside runs --csv' has them all as the heads of its columns"
    }

    private static func likenesses(_ word: String) -> [(what: String, isLike: (String) -> Bool)] {
        guard word.count > 1 else { return [] }
        let lower = word.lowercased()
        return [
            ("begin with", { $0.lowercased().hasPrefix(lower) }), ("contain", { $0.lowercased().contains(lower) }),
        ]
    }
}
