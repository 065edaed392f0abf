/// What is wrong with a spec, where, and what would be right.
public struct SpecError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, or a name for where the text came from.
    public var source: String
    /// The line, from 1; nil where there is none.
    public var line: Int?
    /// The dotted key: "network.1.activation"; empty for the whole spec.
    public var key: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Says what is wrong at `key`.
    public init(source: String, line: Int? = nil, key: String, problem: String) {
        self.source = source
        self.line = line
        self.key = key
        self.problem = problem
    }

    /// "study.yaml:4: network.1.activation: …"
    public var description: String {
        [line.map { "\(source):\($0)" } ?? source, key, problem].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
