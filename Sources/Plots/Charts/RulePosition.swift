/// Where a reference line runs.
public enum RulePosition: Sendable, Hashable {
    /// Across the plot, at a vertical coordinate.
    case horizontal(Double)
    /// Up the plot, at a horizontal coordinate.
    case vertical(Double)
}
