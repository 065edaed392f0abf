internal import Networks

/// Recipes for one task, side by side: each rung removes one more obstacle, or takes one cure away again.
public struct Ladder: Sendable, Hashable {
    /// A recipe of a ladder.
    public struct Rung: Sendable, Hashable {
        /// What the rung is there for.
        public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
            /// What one would do without further thought.
            case plain
            /// One more obstacle is out of the way.
            case climbs
            /// Conditioning alone is left, for one more optimizer.
            case rival
            /// All obstacles are out of the way.
            case arrives
            /// The best recipe without one of its cures.
            case ablation
        }

        /// The method in a few words.
        public var title: String
        /// What the rung does about an obstacle, or leaves out, in a sentence.
        public var remark: String
        /// What the rung is there for.
        public var role: Role
        /// The recipe; its name is the rung's.
        public var spec: Spec

        /// Joins a recipe with its words.
        public init(_ title: String, _ role: Role, remark: String, spec: Spec) {
            self.title = title
            self.role = role
            self.remark = remark
            self.spec = spec
        }
    }

    /// The recipes, in the order of the story.
    public var rungs: [Rung]
    /// The seeds that each recipe is tried with.
    public var seeds: ClosedRange<UInt64>
    /// When a run counts as a success.
    public var goal: Goal

    /// Joins recipes, seeds and goal.
    public init(rungs: [Rung], seeds: ClosedRange<UInt64>, goal: Goal = Goal()) {
        self.rungs = rungs
        self.seeds = seeds
        self.goal = goal
    }
}
