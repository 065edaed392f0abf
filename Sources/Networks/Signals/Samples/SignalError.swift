public import Diagnostics

/// Why a set of signals cannot be made.
public struct SignalError: InputError, Hashable {
    /// The parameter at fault, as specs spell it: "length", "amplitude", "holdOut.gap", …
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Says what is wrong at `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
