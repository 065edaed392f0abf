/// Why a network cannot be trained as asked.
public struct TrainingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The part of the request at fault, as specs spell it: "loss", "network.2", "optimizer.learningRate", …
    public var part: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Says what is wrong with `part`.
    public init(part: String, problem: String) {
        self.part = part
        self.problem = problem
    }

    /// The part and the problem.
    public var description: String { "\(part): \(problem)" }
}
