/// Why the conditioning cannot be studied as asked.
public struct ConditioningError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The parameter at fault: "lengths", "fractions", …
    public let parameter: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Says what is wrong with `parameter`.
    public init(parameter: String, problem: String) {
        self.parameter = parameter
        self.problem = problem
    }

    /// The parameter and the problem.
    public var description: String { "\(parameter): \(problem)" }
}
