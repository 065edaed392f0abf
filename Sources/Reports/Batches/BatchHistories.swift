internal import Experiments
internal import Networks
internal import RunStore

/// The losses of a batch's runs over the epochs, few enough to draw.
struct BatchHistories {
    /// The losses of one run.
    struct Run {
        let seed: UInt64
        /// Why training ended; nil for a run that has no results.
        let status: RunStatus?
        /// The recorded epochs, in increasing order.
        let moments: [Moment]
    }

    /// The losses at one epoch.
    struct Moment: Hashable {
        let epoch: Int
        let loss: Double
        var heldOutLoss: Double?
    }

    /// The runs that have a history, in the order of their seeds.
    let runs: [Run]
    /// The ids of the runs whose history cannot be read.
    let unreadable: [String]

    init(runs: [Run], unreadable: [String] = []) { (self.runs, self.unreadable) = (runs, unreadable) }

    /// Reads the history of every run that has begun; of each only what can be drawn is kept.
    init(_ folder: BatchFolder, _ summary: BatchSummary) {
        let status = Dictionary(summary.runs.map { ($0.seed, $0.status) }, uniquingKeysWith: { first, _ in first })
        let begun = Set(summary.seeds).subtracting(
            summary.missing.filter { $0.reason == .notBegun || $0.reason == .deleted }.map(\.seed))
        var (runs, unreadable): ([Run], [String]) = ([], [])
        for seed in summary.seeds where begun.contains(seed) {
            let run = folder.run(seed: seed)
            guard run.hasHistory else { continue }
            guard let rows = try? run.history() else {
                unreadable.append(run.id)
                continue
            }
            let moments = rows.map { Moment(epoch: $0.epoch, loss: $0.loss, heldOutLoss: $0.heldOutLoss) }
            runs.append(Run(seed: seed, status: status[seed], moments: Self.drawable(moments)))
        }
        (self.runs, self.unreadable) = (runs, unreadable)
    }

    /// The longest history that is kept whole.
    static let wholeCount = 4096
    /// The number of rows that are kept between a power of two and the next.
    private static let perOctave = 256

    /// The moments of a long history that a figure with a logarithmic axis can tell apart, and the last one.
    ///
    /// Which rows are kept depends on their number alone. All runs of a batch record the same epochs, so that the same
    /// epochs are kept of each.
    static func drawable(_ moments: [Moment]) -> [Moment] {
        guard moments.count > wholeCount else { return moments }
        return moments.enumerated().filter { row, _ in row == moments.count - 1 || isKept(row) }.map(\.element)
    }

    private static func isKept(_ row: Int) -> Bool {
        guard row >= 2 * perOctave else { return true }
        let octave = Int.bitWidth - 1 - row.leadingZeroBitCount
        return row.isMultiple(of: (1 << octave) / perOctave)
    }
}
