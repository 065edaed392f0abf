/// Why a gradient case cannot be computed.
public struct GradientCaseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public var source: String
    /// The entry: "cases.3.W.0", "loss", …
    public var entry: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Says what is wrong at `entry`.
    public init(source: String, entry: String, problem: String) {
        self.source = source
        self.entry = entry
        self.problem = problem
    }

    /// File, entry and problem.
    public var description: String { [source, entry, problem].filter { !$0.isEmpty }.joined(separator: ": ") }
}
