/// Whether an output's constraints can be met, with what proves it.
public enum Feasibility: Sendable, Hashable {
    /// These weights meet them: ``OutputConstraints/areSatisfied(by:)``.
    case feasible(weights: [Rational])
    /// These multipliers, integers, prove that none do: ``OutputConstraints/areRefuted(by:)``.
    case infeasible(multipliers: [Rational])

    /// Whether there are weights.
    public var isFeasible: Bool {
        if case .feasible = self { true } else { false }
    }
}
