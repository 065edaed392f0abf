/// What became of the attempt to round a network to an exact one.
public enum PolishOutcome: Sendable, Hashable {
    /// It was rounded.
    case applied(PolishSummary)
    /// It does not apply: where, and why.
    case refused(part: String, reason: String)
}
