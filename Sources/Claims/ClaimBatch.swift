internal import Experiments

/// Decides claims, several at a time.
public struct ClaimBatch: Sendable {
    /// The claims.
    public let claims: [Claim]
    /// The signal length asked for; nil for the claims' own.
    public let length: Int?
    /// The seed.
    public let seed: UInt64

    /// Claims to decide.
    public init(_ claims: [Claim], length: Int? = nil, seed: UInt64 = 1) {
        self.claims = claims
        self.length = length
        self.seed = seed
    }

    /// The outcomes in the order of the claims; `progress` is told of each as it ends.
    ///
    /// - Throws: the first error of a check, in the order in which they began.
    public func decide(
        threads: Int, progress: (@Sendable (ClaimOutcome) -> Void)? = nil
    ) throws -> [ClaimOutcome] {
        let shared = SharedRuns()
        let order = claims.indices.sorted { (claims[$0].effort, $1) > (claims[$1].effort, $0) }
        let outcomes = try ParallelWork(threads: threads).map(order) { k in
            let outcome = try claims[k].decide(length: length, seed: seed, shared: shared)
            progress?(outcome)
            return (k, outcome)
        }
        return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
