/// The progress of a ``ConditioningStudy``, reported before each of its steps and after the last.
public struct ConditioningProgress: Sendable, Hashable {
    /// The parts of the study, in their order.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// κ(XᵀX) and κ(A2ᵀA2) at one length.
        case lengths
        /// κ(A2) and max|W3| at one fraction.
        case fractions
        /// Random kinks, of one number.
        case randomKinks
        /// Networks drawn from one range, at one length.
        case drawnNetworks
        /// The study is finished.
        case finished
    }

    /// The part that comes next.
    public let part: Part
    /// The case that comes next, such as "n = 129" or "f = 1/4"; empty at the end.
    public let detail: String
    /// The number of steps that are done.
    public let completed: Int
    /// The number of steps in all.
    public let total: Int
}
