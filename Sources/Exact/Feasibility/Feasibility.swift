/// Whether an output's constraints can be satisfied, with a proof of the answer.
public enum Feasibility: Sendable, Hashable {
    /// These weights satisfy the constraints: ``OutputConstraints/areSatisfied(by:)``.
    case feasible(weights: [Rational])
    /// These integer multipliers prove that no weights do: ``OutputConstraints/areRefuted(by:)``.
    case infeasible(multipliers: [Rational])

    /// Whether there are weights that satisfy the constraints.
    public var isFeasible: Bool {
        if case .feasible = self { true } else { false }
    }
}
