/// One statement, question or experiment of a paper, with a check that decides it.
public struct Claim: Sendable, Identifiable {
    /// What a claim is.
    public enum Kind: String, Sendable, Hashable, Encodable {
        /// Something said to be so.
        case statement
        /// Something said to be called so.
        case definition
        /// Something asked.
        case question
        /// Something done and seen.
        case experiment
    }

    /// Its name on the command line; begins with that of the paper.
    public let id: String
    /// The paper.
    public let paper: Paper
    /// Where it stands in the paper.
    public let place: String
    /// What it is.
    public let kind: Kind
    /// Whether no paper contains it: it settles a claim that one does.
    public let isNew: Bool
    /// What the paper says, or asks.
    public let statement: ClaimText
    /// What should be said instead, or besides, or in answer; nil where nothing is to be added.
    public let correction: ClaimText?
    /// The verdict that its check is known to come to.
    public let expected: Verdict
    /// The signal lengths that can be asked for; nil where the claim is about no signals, or about one length only.
    public let lengths: ClosedRange<Int>?
    /// Roughly how long the check takes, in seconds on one core: long ones begin first.
    let effort: Double

    private let check: @Sendable (inout Evidence, ClaimSetting) throws -> Void

    /// A claim and its check.
    ///
    /// - Parameters:
    ///   - id: its name on the command line, without that of the paper.
    ///   - paper: the paper.
    ///   - place: where it stands in the paper.
    ///   - kind: what it is.
    ///   - isNew: whether no paper contains it.
    ///   - statement: what the paper says, or asks.
    ///   - correction: what should be said instead, or besides, or in answer.
    ///   - expected: the verdict that the check is known to come to.
    ///   - lengths: the signal lengths that can be asked for.
    ///   - effort: roughly how long the check takes, in seconds.
    ///   - check: computes the facts that decide it.
    init(
        _ id: String, in paper: Paper, at place: String, kind: Kind = .statement, isNew: Bool = false,
        statement: ClaimText, correction: ClaimText? = nil, expected: Verdict, lengths: ClosedRange<Int>? = nil,
        effort: Double = 0, check: @escaping @Sendable (inout Evidence, ClaimSetting) throws -> Void
    ) {
        self.id = "\(paper.rawValue)-\(id)"
        self.paper = paper
        self.place = place
        self.kind = kind
        self.isNew = isNew
        self.statement = statement
        self.correction = correction
        self.expected = expected
        self.lengths = lengths
        self.effort = effort
        self.check = check
    }

    /// Computes the verdict.
    ///
    /// A length outside ``lengths`` is replaced by the nearest one inside; the outcome says which was used.
    ///
    /// - Parameters:
    ///   - length: the signal length; nil for the claim's own sizes.
    ///   - seed: the seed of whatever is drawn.
    ///   - shared: training runs that several claims look at.
    /// - Returns: the facts, with the verdict that follows from them.
    /// - Throws: what went wrong in the check; a verdict is never thrown.
    public func decide(
        length: Int? = nil, seed: UInt64 = 1, shared: SharedRuns = SharedRuns()
    ) throws -> ClaimOutcome {
        let used = length.flatMap { length in lengths.map { min(max(length, $0.lowerBound), $0.upperBound) } }
        let start = ContinuousClock.now
        var evidence = Evidence()
        try check(&evidence, ClaimSetting(claim: id, length: used, seed: seed, shared: shared))
        return ClaimOutcome(
            claim: self, length: used, seed: seed, evidence: evidence, elapsed: ContinuousClock.now - start)
    }
}
