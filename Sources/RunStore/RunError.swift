public import Diagnostics

/// Why a run cannot be found, made or read.
public struct RunError: InputError, Hashable {
    /// The run or folder as it was asked for.
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Says what is wrong at `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
