public import Exact

/// The kinks of ascending units among the codes of step functions, and the exact last layers that they allow.
///
/// The codes are those of θ = 0 … n in increasing order; gap g is [z_g, z_(g+1)).
public struct KinkPlacement: Sendable, Hashable {
    /// z_0 < … < z_n.
    public let codes: [Rational]
    /// The kinks in increasing order.
    public let kinks: [Rational]

    /// Creates a placement and sorts the kinks; nil for codes that do not increase, or fewer than two.
    public init?(codes: [Rational], kinks: [Rational]) {
        guard codes.count >= 2, zip(codes, codes.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        self.codes = codes
        self.kinks = kinks.sorted()
    }

    /// The number of kinks in each gap.
    public var kinksPerGap: [Int] {
        var counts = [Int](repeating: 0, count: codes.count - 1)
        for kink in kinks {
            let gap = codes.firstIndex { kink < $0 } ?? codes.count
            if gap > 0, gap < codes.count { counts[gap - 1] += 1 }
        }
        return counts
    }

    /// Theorem T2 (Schoenberg–Whitney): whether n ascending units with these kinks allow an exact last layer.
    ///
    /// With all w > 0 and n kinks t_1 < … < t_n, none below z_0, the condition is z_(k−2) < t_k < z_k for all k, with
    /// z_(−1) = −∞. The sizes of the w do not matter. Nil where the theorem does not apply: to another number of kinks,
    /// to two equal ones, or to one below the blank's code.
    ///
    /// Source: I. J. Schoenberg, A. Whitney, On Pólya frequency functions III, Trans. AMS 74 (1953); settles the choice
    /// of the hidden biases in Three layers autoencoder, section 3.1.
    public var allowsExactLastLayer: Bool? {
        guard kinks.count == codes.count - 1, kinks[0] >= codes[0],
            zip(kinks, kinks.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        return kinks.enumerated().allSatisfy { k, kink in
            // From 0: t_k must lie between z_(k−1) and z_(k+1).
            (k == 0 || codes[k - 1] < kink) && kink < codes[k + 1]
        }
    }

    /// The θ = 0 … n − 2 with no kink strictly between z_θ and z_(θ+2); an exact decoder has none of them.
    ///
    /// Without a kink there, the preactivation of threshold θ + 1 is affine over three codes, at which it must be at
    /// most 0, then equal the amplitude twice. This holds for any number and any signs of units, with or without an
    /// output bias.
    public var unbrokenPairs: [Int] {
        (0..<(codes.count - 2)).filter { theta in
            !kinks.contains { codes[theta] < $0 && $0 < codes[theta + 2] }
        }
    }
}
