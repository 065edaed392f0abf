public import RunStore

/// What `heaviside reindex` prints with `--json`.
public struct IndexAnswer: Sendable, Encodable {
    let runs: Int
    let unreadable: [String]
    let isIndexed: Bool
    let problem: String?
    let seconds: Double

    /// - Parameters:
    ///   - runs: how many runs there are.
    ///   - unreadable: the folders of those whose records cannot be read.
    ///   - state: what became of the index.
    ///   - seconds: how long it took.
    public init(runs: Int, unreadable: [String], state: RunRoot.IndexState, seconds: Double) {
        (self.runs, self.unreadable, self.seconds) = (runs, unreadable, seconds)
        isIndexed = state == .built
        switch state {
        case .built: problem = nil
        case .impossible(let reason), .failed(let reason): problem = reason
        }
    }
}
