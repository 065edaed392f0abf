public import Analysis

/// A built-in experiment of more than one run.
public struct Survey: Sendable, Hashable {
    /// What it carries out.
    public enum Plan: Sendable, Hashable {
        /// Recipes for one task, side by side.
        case ladder(Ladder)
        /// Condition numbers and where kinks fall; nothing is trained.
        case conditioning(ConditioningStudy)
    }

    /// The name on the command line.
    public let name: String
    /// One line: what it does.
    public let title: String
    /// The paper.
    public let paper: String
    /// The section of the paper.
    public let section: String
    /// What to look at in its result.
    public let notice: String
    /// What it carries out.
    public let plan: Plan
}
