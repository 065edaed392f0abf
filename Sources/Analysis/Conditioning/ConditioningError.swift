public import Diagnostics

/// Why the conditioning cannot be studied with the given parameters.
public struct ConditioningError: InputError, Hashable {
    /// The parameter at fault, such as "lengths" or "fractions".
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Creates an error about `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
