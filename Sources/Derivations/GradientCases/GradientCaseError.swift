public import Diagnostics

/// Why a gradient case cannot be computed.
public struct GradientCaseError: InputError, Hashable {
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

    /// File and entry.
    public var place: String { [source, entry].filter { !$0.isEmpty }.joined(separator: ": ") }
}
