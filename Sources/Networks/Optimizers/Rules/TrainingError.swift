public import Diagnostics

/// Why a network cannot be trained as asked.
public struct TrainingError: InputError, Hashable {
    /// The part of the request at fault, as specs spell it: "loss", "network.2", "optimizer.learningRate", …
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Says what is wrong at `place`.
    public init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }
}
