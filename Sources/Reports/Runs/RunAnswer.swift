public import Experiments

/// What `run`, `train`, `resume` and `show` print with `--json`: the summary of a run, or `runs` with one for each
/// seed and `statistics` of all.
public struct RunAnswer: Sendable, Hashable, Encodable {
    private enum Key: CodingKey { case runs, statistics }

    private let summaries: [RunSummary]
    private let isBatch: Bool

    /// One run.
    public init(_ summary: RunSummary) { (summaries, isBatch) = ([summary], false) }

    /// Several runs, or one that stands for several.
    public init(runs summaries: [RunSummary]) { (self.summaries, isBatch) = (summaries, true) }

    /// Writes a single run as itself, several as an array.
    public func encode(to encoder: any Encoder) throws {
        if !isBatch { return try summaries[0].encode(to: encoder) }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(summaries, forKey: .runs)
        try container.encode(SeedStatistics(summaries), forKey: .statistics)
    }
}
