/// Why a network cannot be taken apart exactly.
public struct ExactnessError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What it is about: "layers.1.activation", "samples".
    public let part: String
    /// What is wrong and what would be right.
    public let problem: String

    /// Says what is wrong with a part.
    public init(part: String, problem: String) {
        self.part = part
        self.problem = problem
    }

    /// The part and the problem.
    public var description: String { "\(part): \(problem)" }
}
