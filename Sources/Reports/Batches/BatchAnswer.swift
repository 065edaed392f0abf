internal import Experiments
public import RunStore

/// What `run`, `train`, `resume` and `show` print with `--json` for a batch: its runs, the seeds without results, and
/// the statistics of all.
public struct BatchAnswer: Sendable, Hashable, Encodable {
    private enum Key: CodingKey { case batch, folder, status, seeds, runs, missing, damage, statistics }

    private let summary: BatchSummary

    /// The answer for a batch.
    public init(_ summary: BatchSummary) { self.summary = summary }

    /// Writes the summary with its statistics.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(summary.batch, forKey: .batch)
        try container.encode(summary.folder, forKey: .folder)
        if summary.isDeleted {
            try container.encode("deleted", forKey: .status)
        } else {
            try container.encode(summary.status, forKey: .status)
        }
        try container.encode(summary.seeds, forKey: .seeds)
        try container.encode(summary.runs, forKey: .runs)
        try container.encode(summary.missing, forKey: .missing)
        if !summary.damage.isEmpty { try container.encode(summary.damage, forKey: .damage) }
        try container.encode(summary.statistics, forKey: .statistics)
    }
}
