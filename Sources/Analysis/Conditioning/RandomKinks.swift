internal import Networks

/// Statistics of n kinks that are independent and uniform on [0, n], among the codes z = θ, measured on random draws.
///
/// Each measured share comes with the probability or mean that ``ConditioningLaw`` gives in closed form.
public struct RandomKinks: Sendable, Hashable, Codable {
    /// The number n of kinks, and of gaps between the codes 0 … n.
    public let kinks: Int
    /// The number of draws.
    public let draws: Int
    /// The share of the draws that allow an exact last layer with all units ascending (theorem T2).
    public let exactLastLayer: Double
    /// The share of the draws with exactly one kink in every gap.
    public let onePerGap: Double
    /// The mean share of gaps without a kink.
    public let emptyGaps: Double
    /// The mean share of the n − 1 pairs of neighbouring gaps that hold no kink; each such pair rules out every exact
    /// decoder.
    public let unbrokenPairs: Double
    /// The share of the draws without such a pair, which is necessary for any exact decoder of a monotone code.
    public let noUnbrokenPair: Double

    /// The probability of what ``exactLastLayer`` measures.
    public var exactLastLayerProbability: Double { ConditioningLaw.exactLastLayerProbability(kinks: kinks) }
    /// The probability of what ``onePerGap`` measures: n!/nⁿ.
    public var onePerGapProbability: Double { ConditioningLaw.onePerGapProbability(kinks: kinks) }
    /// The mean of what ``emptyGaps`` measures: (1 − 1/n)ⁿ.
    public var emptyGapMean: Double { ConditioningLaw.emptyGapShare(kinks: kinks) }
    /// The mean of what ``unbrokenPairs`` measures: (1 − 2/n)ⁿ.
    public var unbrokenPairMean: Double { ConditioningLaw.unbrokenPairShare(kinks: kinks) }

    /// Draws `kinks` kinks `draws` times; at least 2 kinks, at least once.
    ///
    /// The numbers come from one stream for each number of kinks. A kink at a code, which has a probability below n ·
    /// 2^−53, counts as lying above it.
    ///
    /// - Complexity: O(kinks · draws).
    public init(kinks n: Int, draws: Int, seed: UInt64) {
        precondition(n >= 2 && draws >= 1, "random kinks: at least two, at least once")
        var stream = RandomStream(seed: seed, purpose: .kinks, index: UInt32(truncatingIfNeeded: n))
        var (exact, single, empty, pairs, unpaired) = (0, 0, 0, 0, 0)
        var counts = [Int](repeating: 0, count: n)
        for _ in 0..<draws {
            for gap in counts.indices { counts[gap] = 0 }
            // Rounding may raise the largest products to n.
            for _ in 0..<n { counts[min(n - 1, Int(stream.uniform() * Double(n)))] += 1 }
            if KinkPlacement.allowsExactLastLayer(kinksPerGap: counts) { exact += 1 }
            var (emptyNow, pairsNow) = (0, 0)
            for gap in 0..<n where counts[gap] == 0 {
                emptyNow += 1
                if gap > 0, counts[gap - 1] == 0 { pairsNow += 1 }
            }
            if emptyNow == 0 { single += 1 }
            if pairsNow == 0 { unpaired += 1 }
            empty += emptyNow
            pairs += pairsNow
        }
        let total = Double(draws)
        self.kinks = n
        self.draws = draws
        exactLastLayer = Double(exact) / total
        onePerGap = Double(single) / total
        emptyGaps = Double(empty) / (total * Double(n))
        unbrokenPairs = Double(pairs) / (total * Double(n - 1))
        noUnbrokenPair = Double(unpaired) / total
    }
}
