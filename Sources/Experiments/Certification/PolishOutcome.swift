/// The result of an attempt to round a network to an exact one.
public enum PolishOutcome: Sendable, Hashable {
    /// The network was rounded.
    case applied(PolishSummary)
    /// The polish does not apply: to which part, and why.
    case refused(part: String, reason: String)
}
