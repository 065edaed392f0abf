/// What `heaviside reindex` prints with `--json`.
public struct IndexAnswer: Sendable, Encodable {
    let runs: Int
    let unreadable: [String]
    let isIndexed: Bool
    let seconds: Double

    /// - Parameters:
    ///   - runs: how many runs there are.
    ///   - unreadable: the folders of those whose records cannot be read.
    ///   - isIndexed: whether the folder can have an index.
    ///   - seconds: how long it took.
    public init(runs: Int, unreadable: [String], isIndexed: Bool, seconds: Double) {
        (self.runs, self.unreadable, self.isIndexed, self.seconds) = (runs, unreadable, isIndexed, seconds)
    }
}
