public import Claims

/// What `claims --json` prints.
public struct ClaimAnswers: Sendable, Encodable {
    /// The decided claims, in the order of the papers.
    public let claims: [ClaimOutcome]
    /// Whether every verdict is the expected one.
    public let asExpected: Bool
    /// The seconds that all of them took.
    public let seconds: Double

    /// Collects outcomes.
    public init(_ outcomes: [ClaimOutcome], elapsed: Duration) {
        claims = outcomes
        asExpected = outcomes.allSatisfy(\.isAsExpected)
        seconds = elapsed / .seconds(1)
    }
}
