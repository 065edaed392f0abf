public import Claims
internal import Experiments

/// Decides claims, several at a time.
public struct ClaimBatch: Sendable {
    /// The claims.
    public let claims: [Claim]
    /// The signal length that the user chose; nil for the claims' own lengths.
    public let length: Int?
    /// The seed of everything random.
    public let seed: UInt64
    /// How many seeds of each recipe the claims about the study's training try.
    public let runs: Int

    /// Creates a batch of claims to decide.
    public init(_ claims: [Claim], length: Int? = nil, seed: UInt64 = 1, runs: Int = Claim.defaultRuns) {
        self.claims = claims
        self.length = length
        self.seed = seed
        self.runs = runs
    }

    /// Decides the claims and returns the outcomes in the order of the claims; `progress` receives each outcome as it
    /// is reached.
    ///
    /// - Throws: the first error of a check, in the order in which the checks began.
    public func decide(
        threads: Int, progress: (@Sendable (ClaimOutcome) -> Void)? = nil
    ) throws -> [ClaimOutcome] {
        let shared = SharedRuns()
        let order = claims.indices.sorted { (claims[$0].effort, $1) > (claims[$1].effort, $0) }
        let outcomes = try ParallelWork(threads: threads).map(order) { k in
            let outcome = try claims[k].decide(length: length, seed: seed, runs: runs, shared: shared)
            progress?(outcome)
            return (k, outcome)
        }
        return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
