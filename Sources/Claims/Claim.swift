/// A statement, question or experiment of a paper, with a check that decides it.
public struct Claim: Sendable, Identifiable {
    /// What sort of claim it is.
    public enum Kind: String, Sendable, Hashable, Encodable {
        /// The paper says that something is so.
        case statement
        /// The paper gives something a name.
        case definition
        /// The paper asks something.
        case question
        /// The paper reports something that it did and observed.
        case experiment
    }

    /// The claim's name on the command line; it begins with the name of the paper.
    public let id: String
    /// The paper that makes the claim.
    public let paper: Paper
    /// The section, equation or figure of the paper.
    public let place: String
    /// What sort of claim it is.
    public let kind: Kind
    /// Whether no paper contains it: such a claim settles one that a paper does contain.
    public let isNew: Bool
    /// What the paper says or asks.
    public let statement: ClaimText
    /// What should be said instead, in addition, or in answer; nil where nothing needs adding.
    public let correction: ClaimText?
    /// The verdict that the check is known to reach.
    public let expected: Verdict
    /// The signal lengths that the user can choose; nil where the claim is not about signals, or is about one length
    /// only.
    public let lengths: ClosedRange<Int>?
    /// Roughly how long the check takes, in seconds on one core: the longest checks are started first.
    package let effort: Double

    private let check: @Sendable (inout Evidence, ClaimSetting) throws -> Void

    /// Creates a claim with its check.
    ///
    /// - Parameters:
    ///   - id: its name on the command line, without the name of the paper.
    ///   - paper: the paper that makes the claim.
    ///   - place: the section, equation or figure of the paper.
    ///   - kind: what sort of claim it is.
    ///   - isNew: whether no paper contains it.
    ///   - statement: what the paper says or asks.
    ///   - correction: what should be said instead, in addition, or in answer.
    ///   - expected: the verdict that the check is known to reach.
    ///   - lengths: the signal lengths that the user can choose.
    ///   - effort: roughly how long the check takes, in seconds.
    ///   - check: computes the facts that decide it.
    package init(
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

    /// The number of seeds of each recipe, unless another is chosen.
    public static let defaultRuns = 3

    /// Computes the verdict.
    ///
    /// A length outside ``lengths`` is replaced by the nearest one inside; the outcome says which was used.
    ///
    /// - Parameters:
    ///   - length: the signal length; nil for the claim's own sizes.
    ///   - seed: the seed of everything random.
    ///   - runs: how many seeds of each recipe the claims about the study's training try, from `seed` on; at least 1.
    ///   - shared: training runs that several claims use.
    /// - Returns: the facts, with the verdict that follows from them.
    /// - Throws: an error of the check itself; a verdict is never thrown.
    public func decide(
        length: Int? = nil, seed: UInt64 = 1, runs: Int = defaultRuns, shared: SharedRuns = SharedRuns()
    ) throws -> ClaimOutcome {
        let used = length.flatMap { length in lengths.map { min(max(length, $0.lowerBound), $0.upperBound) } }
        let start = ContinuousClock.now
        var evidence = Evidence()
        try check(&evidence, ClaimSetting(claim: id, length: used, seed: seed, runs: max(1, runs), shared: shared))
        return ClaimOutcome(
            claim: self, length: used, seed: seed, evidence: evidence, elapsed: ContinuousClock.now - start)
    }
}
