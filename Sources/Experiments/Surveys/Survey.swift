public import Analysis

/// A built-in experiment of more than one run.
public struct Survey: Sendable, Hashable {
    /// What a survey computes.
    public enum Plan: Sendable, Hashable {
        /// Recipes for one task, to be compared.
        case ladder(Ladder)
        /// Condition numbers and positions of kinks; nothing is trained.
        case conditioning(ConditioningStudy)
    }

    /// The name on the command line.
    public let name: String
    /// What it does, in one line.
    public let title: String
    /// The title of the paper that it comes from.
    public let paper: String
    /// The section of the paper.
    public let section: String
    /// What its result shows.
    public let notice: String
    /// What it computes.
    public let plan: Plan
}
