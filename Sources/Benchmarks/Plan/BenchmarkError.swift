public import Diagnostics

/// Why a benchmark cannot be carried out with the given arguments.
public struct BenchmarkError: InputError, Hashable {
    /// The argument at fault, with its value.
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Creates an error about `place`.
    init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
