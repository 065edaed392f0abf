public import Derivations

/// What `claims check --json` prints.
public struct FormulaAnswers: Sendable, Hashable, Encodable {
    /// One answer a formula, in the order of the file.
    public let formulas: [DerivationAnswer]
    /// Whether every formula gives the derivative.
    public let allEqual: Bool

    /// Collects answers.
    public init(_ answers: [DerivationAnswer]) {
        formulas = answers
        allEqual = answers.allSatisfy { $0.verdict == .equal }
    }
}
