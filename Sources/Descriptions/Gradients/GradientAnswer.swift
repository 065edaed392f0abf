public import Derivations

/// What `gradient --json` prints: the values of a file's one case, or `cases` with those of each.
public struct GradientAnswer: Sendable, Encodable {
    private enum Key: CodingKey { case cases }

    private let outcomes: [GradientOutcome]

    /// The answer for a file's cases.
    public init(_ outcomes: [GradientOutcome]) { self.outcomes = outcomes }

    /// Writes one case as itself, several as an array.
    public func encode(to encoder: any Encoder) throws {
        if outcomes.count == 1 { return try outcomes[0].encode(to: encoder) }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(outcomes, forKey: .cases)
    }
}
