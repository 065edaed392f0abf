public import Diagnostics

/// Why the conditioning cannot be studied as asked.
public struct ConditioningError: InputError, Hashable {
    /// The parameter at fault: "lengths", "fractions", …
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Says what is wrong at `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
