/// The precision that the sweep carries its running lines and sums in.
public enum Accumulators: String, Sendable, Hashable, CaseIterable {
    /// The network's own.
    case native
    /// Double precision, whatever the network's is.
    case double
}
