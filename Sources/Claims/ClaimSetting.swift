internal import Networks

/// What a check may choose by: sizes, a seed, and runs that it shares with others.
struct ClaimSetting: Sendable {
    /// The claim's id, which names its random numbers.
    let claim: String
    /// The signal length that was asked for.
    let length: Int?
    /// The seed.
    let seed: UInt64
    /// Training runs that several claims look at.
    let shared: SharedRuns

    /// The lengths to test: the one that was asked for, or a range and some more.
    func lengths(_ range: ClosedRange<Int>, and more: Int...) -> [Int] { length.map { [$0] } ?? Array(range) + more }

    /// The one length of a witness: the one that was asked for, or `usual`.
    func length(or usual: Int) -> Int { length ?? usual }

    /// Random numbers of this claim; streams of different numbers are independent.
    func random(_ stream: UInt32 = 0) -> RationalDraws {
        // FNV-1a: the same on every machine and in every release, which Swift's own hash is not.
        let name = claim.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return RationalDraws(RandomStream(seed: seed ^ name, purpose: .claims, index: stream))
    }
}
