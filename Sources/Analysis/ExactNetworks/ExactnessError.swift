public import Diagnostics

/// Why a network cannot be analysed exactly.
public struct ExactnessError: InputError, Hashable {
    /// The part of the network or the data at fault, such as "layers.1.activation" or "samples".
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Creates an error about `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
