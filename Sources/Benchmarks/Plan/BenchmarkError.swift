/// Why a benchmark cannot be carried out as asked.
public struct BenchmarkError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The argument at fault.
    public let argument: String
    /// What is wrong, and what would be right.
    public let problem: String

    init(argument: String, problem: String) {
        self.argument = argument
        self.problem = problem
    }

    /// The argument and the problem.
    public var description: String { "\(argument): \(problem)" }
}
