/// How an axis maps numbers to positions.
public enum AxisScale: Sendable, Hashable {
    /// Equal differences take equal lengths.
    case linear
    /// Equal ratios take equal lengths; zero and negative numbers have no place and are left out.
    case log10
}
