internal import Networks

/// Many runs of one experiment: values for some keys of its spec, each with the same seeds.
///
/// A sweep is a value, and its runs are numbered from 0. The number of a run says which values and which seed it has,
/// so that any process can carry out any of them, and each run's weights follow from its spec and its seed alone:
///
///     run = ((point of the grid) · draws + draw) · seeds + seed,
///
/// where the first key of the grid changes slowest. ``member(_:)`` is the other way round.
public struct Sweep: Sendable {
    /// The most runs of a sweep.
    public static let mostRuns = 10_000_000

    /// What becomes of the runs besides their rows in the table.
    public enum Keep: String, Sendable, Hashable, CaseIterable {
        /// Nothing.
        case none
        /// The folder of every run.
        case all
        /// The folders of runs that diverged or missed the goal.
        case failed
        /// The folder of the run with the least first measure; where there is a goal, among the runs that reached it.
        case best
    }

    /// When a run ends before its last epoch.
    public struct Stop: Sendable, Hashable {
        /// Whether a run ends as soon as it has reached the goal.
        public var atGoal = false
        /// After how many epochs the run is looked at, again and again.
        public var every = 100
        /// The most seconds of a run; nil where its time is not limited.
        public var seconds: Double?

        /// Whether runs are looked at on their way.
        public var looks: Bool { atGoal || seconds != nil }
    }

    /// A short name; it becomes that of the sweep's folder.
    public let name: String
    /// The values of the grid, by key; every combination is a point.
    public let axes: [SweepAxis]
    /// The random values; nil where there are none.
    public let draws: SweepDraws?
    /// The seeds of each point.
    public let seeds: SweepSeeds
    /// What the table has of a run, the measures of the goal included.
    public let measures: [SweepMeasure]
    /// When a run counts as a success; nil where that is not said.
    public let goal: SweepGoal?
    /// When a run ends before its last epoch.
    public let stop: Stop
    /// Which runs have folders of their own.
    public let keep: Keep
    /// What to call the sweep in messages.
    public let source: String
    /// The number of points: of the grid, times the draws.
    public let points: Int
    /// The number of runs.
    public var count: Int { points * seeds.count }

    let base: Node
    private let tree: Node

    init(
        name: String, base: Node, tree: Node, axes: [SweepAxis], draws: SweepDraws?, seeds: SweepSeeds,
        measures: [SweepMeasure], goal: SweepGoal?, stop: Stop, keep: Keep, points: Int, source: String
    ) {
        (self.name, self.base, self.tree) = (name, base, tree)
        (self.axes, self.draws, self.seeds, self.measures) = (axes, draws, seeds, measures)
        (self.goal, self.stop, self.keep, self.points, self.source) = (goal, stop, keep, points, source)
    }

    /// The sweep as a file that needs no other one for its spec.
    public var yaml: String {
        let entries = (tree.entries ?? []).filter { !["spec", "length", "set"].contains($0.key) }
        let head = entries.filter { $0.key == "name" }.map { ($0.key, $0.value) }
        let rest = entries.filter { $0.key != "name" }.map { ($0.key, $0.value.asBlock) }
        return Node.block(head + [("spec", base.asBlock)] + rest).yaml
    }

    /// The keys whose values differ between runs: those of the grid, then those that are drawn.
    public var keys: [String] { axes.map(\.key) + (draws?.keys ?? []) }

    /// How many runs there are, and why: "600 runs: 3 values of network.1.dense × 4 of epochs × 50 seeds".
    public var countWords: String { SweepCount(axes: axes, draws: draws, seeds: seeds).words }
}

extension Node {
    /// The same with a line for each key of the mapping, and for each entry of a list of mappings in it, however it was
    /// written: equal sweeps have equal texts.
    fileprivate var asBlock: Node {
        guard let entries, !entries.isEmpty else { return asFlow }
        return .block(
            entries.map { entry in
                let value = entry.value
                guard let list = value.list, list.contains(where: { $0.entries != nil }) else {
                    return (entry.key, value.asFlow)
                }
                return (entry.key, .block(list.map(\.asFlow)))
            })
    }

    /// The same on one line.
    private var asFlow: Node {
        switch content {
        case .scalar: Node(content)
        case .list(let nodes): .list(nodes.map(\.asFlow))
        case .mapping(let entries): .flow(entries.map { ($0.key, $0.value.asFlow) })
        }
    }
}
