public import Diagnostics

/// The reason why a run cannot be found, created or read.
public struct RunError: InputError, Hashable {
    /// The run, folder or file.
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Creates an error at `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
