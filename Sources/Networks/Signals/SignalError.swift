/// Why a set of signals cannot be made.
public struct SignalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The parameter at fault, as specs spell it: "length", "amplitude", "holdOut.gap", …
    public var parameter: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Says what is wrong with `parameter`.
    public init(parameter: String, problem: String) {
        self.parameter = parameter
        self.problem = problem
    }

    /// The parameter and the problem.
    public var description: String { "\(parameter): \(problem)" }
}
