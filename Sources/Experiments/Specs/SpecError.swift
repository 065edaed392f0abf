public import Diagnostics

/// What is wrong with a spec, where, and what would be right.
public struct SpecError: InputError, Hashable {
    /// The file, or another name for the spec.
    public var source: String
    /// The line, from 1; nil where there is none.
    public var line: Int?
    /// The dotted key: "network.1.activation"; empty for the whole spec.
    public var key: String
    /// What is wrong and what would be right.
    public var problem: String

    /// Creates an error at `key`.
    public init(source: String, line: Int? = nil, key: String, problem: String) {
        self.source = source
        self.line = line
        self.key = key
        self.problem = problem
    }

    /// File, line and key: "study.yaml:4: network.1.activation".
    public var place: String {
        [line.map { "\(source):\($0)" } ?? source, key].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// Creates an error of a spec from another error, whose place becomes a key below `key`.
    ///
    /// - Parameters:
    ///   - source: the file, or another name for the spec.
    ///   - key: a dotted key; empty where the error's place is the whole key.
    ///   - error: the error.
    init(source: String, key: String = "", _ error: some InputError) {
        let problem = error.expected.map { "\(error.problem); expected \($0)" } ?? error.problem
        self.init(
            source: source, key: [key, error.place].filter { !$0.isEmpty }.joined(separator: "."), problem: problem)
    }
}
