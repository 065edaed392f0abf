public import Diagnostics

/// What is wrong with a spec, where, and what would be right.
public struct SpecError: InputError, Hashable {
    /// The file, another name for the spec, or the option that the error is about.
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

    /// File, line and key: "study.yaml:4: network.1.activation"; an override that sets the key stands for it.
    public var place: String {
        let isNamed = SpecOption.allCases.contains { source.hasPrefix("\($0.rawValue) \(key)=") }
        return [line.map { "\(source):\($0)" } ?? source, isNamed ? "" : key.shortened(to: 120)]
            .filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// The error on one line; control characters, which a text in quotes may have, are spelt out.
    public var description: String { (place.isEmpty ? problem : "\(place): \(problem)").printable }

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

    /// The same error, with the option that has set its key, or a key below it, in place of the file; unchanged where
    /// none has.
    ///
    /// - Parameters:
    ///   - overrides: the `key=value` pairs, in the order in which they were applied.
    ///   - length: the length that the spec was resized to.
    /// - Returns: the error to show.
    public func naming(overrides: [String], length: Int? = nil) -> SpecError {
        naming(overrides: overrides, of: .set, length: length)
    }

    /// The same for the changes of one option.
    func naming(overrides: [String], of option: SpecOption, length: Int? = nil) -> SpecError {
        var error = self
        let setting = overrides.last { override in
            let set = override.prefix { $0 != "=" }
            // What has no line of the text, an override has put there, on the way to its own key.
            return key == set || key.hasPrefix("\(set).") || (line == nil && !key.isEmpty && set.hasPrefix("\(key)."))
        }
        if let setting {
            (error.source, error.line) = (option.name(setting), nil)
        } else if let length, line == nil, ["signals.length", "network.*.dense"].contains(tablePath) {
            error.source = "--length \(length)"
        }
        return error
    }

    private var tablePath: String { SpecKeys.spec.path(of: key.split(separator: ".").map(String.init)) }
}
