package import Networks

/// What a check may choose by: sizes, a seed, and runs that it shares with other checks.
package struct ClaimSetting: Sendable {
    /// The claim's id, which selects its random numbers.
    package let claim: String
    /// The signal length that the user chose; nil for the claim's own lengths.
    package let length: Int?
    /// The seed of everything random.
    package let seed: UInt64
    /// How many seeds of each recipe a claim about training tries, at least 1.
    package let runs: Int
    /// Training runs that several claims use.
    package let shared: SharedRuns

    /// The lengths to test: the chosen one, or else a range and a few more.
    package func lengths(_ range: ClosedRange<Int>, and more: Int...) -> [Int] {
        length.map { [$0] } ?? Array(range) + more
    }

    /// The one length of a witness: the chosen one, or else `usual`.
    package func length(or usual: Int) -> Int { length ?? usual }

    /// The random numbers of this claim; different stream numbers give independent streams.
    package func random(_ stream: UInt32 = 0) -> RationalDraws {
        // FNV-1a is the same on every machine and in every release; Swift's own hash is not.
        let name = claim.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return RationalDraws(RandomStream(seed: seed ^ name, purpose: .claims, index: stream))
    }
}
