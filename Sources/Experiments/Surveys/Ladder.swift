internal import Networks

/// Recipes for one task: each rung removes one more obstacle, or leaves one remedy out.
public struct Ladder: Sendable, Hashable {
    /// A recipe of a ladder.
    public struct Rung: Sendable, Hashable {
        /// The purpose of a rung.
        public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
            /// An ordinary recipe.
            case plain
            /// One more obstacle is removed.
            case climbs
            /// Only the conditioning is left as an obstacle, for another optimizer.
            case rival
            /// All obstacles are removed.
            case arrives
            /// The best recipe without one of its remedies.
            case ablation
        }

        /// The method in a few words.
        public var title: String
        /// What the rung adds or leaves out, in a sentence.
        public var remark: String
        /// The purpose of the rung.
        public var role: Role
        /// The recipe; the rung has its name.
        public var spec: Spec

        /// Creates a rung.
        public init(_ title: String, _ role: Role, remark: String, spec: Spec) {
            self.title = title
            self.role = role
            self.remark = remark
            self.spec = spec
        }
    }

    /// The recipes, in the order in which a report tells of them.
    public var rungs: [Rung]
    /// The seeds of the runs of each recipe.
    public var seeds: ClosedRange<UInt64>
    /// When a run counts as a success.
    public var goal: Goal

    /// Creates a ladder; by default with the goal of an accurate reconstruction with a linear code.
    public init(rungs: [Rung], seeds: ClosedRange<UInt64>, goal: Goal = Goal()) {
        self.rungs = rungs
        self.seeds = seeds
        self.goal = goal
    }
}
