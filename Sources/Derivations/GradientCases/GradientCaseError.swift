public import Diagnostics

/// Why a gradient case cannot be computed.
public struct GradientCaseError: InputError, Hashable {
    /// The file that was read.
    public var source: String
    /// The entry at fault, such as "cases.3.W.0" or "loss".
    public var entry: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Creates an error about `entry`.
    public init(source: String, entry: String, problem: String) {
        self.source = source
        self.entry = entry
        self.problem = problem
    }

    /// The file and the entry.
    public var place: String { [source, entry].filter { !$0.isEmpty }.joined(separator: ": ") }
}
