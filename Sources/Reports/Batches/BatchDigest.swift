internal import Diagnostics
internal import Experiments
internal import Networks
internal import RunStore

/// How the runs of a batch ended, in words.
struct BatchDigest {
    private let summary: BatchSummary

    init(_ summary: BatchSummary) { self.summary = summary }

    /// "4 runs, seeds 1 to 4: 2 finished, 1 diverged, 1 interrupted"; "all finished" where that is so.
    var headline: String {
        let endings = endings
        let isPlain = endings.count == 1 && endings[0].word == RunStatus.finished.rawValue
        var words = endings.map { "\(NumberText.count($0.seeds.count)) \($0.word)" }.joined(separator: ", ")
        if isPlain { words = summary.seeds.count > 1 ? "all finished" : "finished" }
        if summary.isDeleted { words = summary.seeds.count > 1 ? "all runs deleted" : "deleted" }
        return "\(NumberText.plural(summary.seeds.count, "run")), \(SeedList.words(summary.seeds)): \(words)"
    }

    /// A sentence for each way in which runs ended, but for those that finished: "diverged: seed 3"; for each run whose
    /// spec was changed on the way; and for each record that is damaged.
    var exceptions: [String] {
        (summary.isDeleted ? [] : endings).filter { $0.word != RunStatus.finished.rawValue }
            .map { "\($0.word): \(SeedList.words($0.seeds))" }
            + summary.runs.compactMap { run in
                Continuation.sentence(run.continuations ?? []).map { "\(run.run) went on with other values: \($0)" }
            }
            + summary.missing.compactMap { missing in missing.problem.map { "\(missing.run): \($0)".printable } }
            + summary.damage.map(\.printable)
    }

    /// How a seed's run ended, for those without results.
    static func word(_ reason: BatchSummary.Missing.Reason) -> String {
        switch reason {
        case .notBegun: "not begun"
        case .running: RunStatus.running.rawValue
        case .interrupted: RunStatus.interrupted.rawValue
        case .deleted: "deleted"
        case .unreadable: "unreadable"
        }
    }

    /// The ways in which runs ended, those that occur.
    private var endings: [(word: String, seeds: [UInt64])] {
        let statuses: [RunStatus] = [.finished, .diverged, .running, .interrupted]
        let reasons: [BatchSummary.Missing.Reason] = [.unreadable, .deleted, .notBegun]
        var words: [UInt64: String] = [:]
        for run in summary.runs { words[run.seed] = run.status.rawValue }
        for missing in summary.missing { words[missing.seed] = Self.word(missing.reason) }
        return (statuses.map(\.rawValue) + reasons.map(Self.word))
            .map { word in (word: word, seeds: summary.seeds.filter { words[$0] == word }) }
            .filter { !$0.seeds.isEmpty }
    }
}
