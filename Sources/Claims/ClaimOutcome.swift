/// A claim with the result of its check.
public struct ClaimOutcome: Sendable {
    /// The claim that was decided.
    public let claim: Claim
    /// The signal length that was used; nil where the claim used its own lengths.
    public let length: Int?
    /// The seed of everything random.
    public let seed: UInt64
    /// The facts, witnesses and figures of the check.
    public let evidence: Evidence
    /// The time that the check took, including time spent waiting for shared runs.
    public let elapsed: Duration

    /// The verdict that follows from the facts.
    public var verdict: Verdict { evidence.verdict(for: claim.kind) }
    /// Whether the verdict is the known one.
    public var isAsExpected: Bool { verdict == claim.expected }
    /// ``elapsed`` in seconds.
    public var seconds: Double { elapsed / .seconds(1) }
}

extension ClaimOutcome: Encodable {
    private enum Key: CodingKey {
        case id, paper, place, kind, isNew, statement, correction, verdict, expected, asExpected, length, seed, seconds
        case findings, witnesses
    }

    /// The claim's texts, the verdict, the facts and the witnesses; figures are left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(claim.id, forKey: .id)
        try container.encode(claim.paper, forKey: .paper)
        try container.encode(claim.place, forKey: .place)
        try container.encode(claim.kind, forKey: .kind)
        try container.encode(claim.isNew, forKey: .isNew)
        try container.encode(claim.statement, forKey: .statement)
        try container.encodeIfPresent(claim.correction, forKey: .correction)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(claim.expected, forKey: .expected)
        try container.encode(isAsExpected, forKey: .asExpected)
        try container.encodeIfPresent(length, forKey: .length)
        try container.encode(seed, forKey: .seed)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(evidence.findings, forKey: .findings)
        try container.encode(evidence.witnesses, forKey: .witnesses)
    }
}
