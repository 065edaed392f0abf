/// Where the flat parts of a piecewise-constant curve lie.
public enum StepAlignment: Sendable, Hashable {
    /// Each value holds halfway to its neighbours, as for samples of a signal.
    case centred
    /// Each value holds until the next point, as for a quantity that changes at events.
    case following
}
