/// Why a run cannot be found, made or read.
public struct RunError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The run or folder as it was asked for.
    public var reference: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Says what is wrong with `reference`.
    public init(reference: String, problem: String) {
        self.reference = reference
        self.problem = problem
    }

    /// The reference and the problem.
    public var description: String { "\(reference): \(problem)" }
}
