internal import Diagnostics

/// The exact autoencoder whose decoder has plateaus: steps are decoded from intervals of codes, not from points.
///
/// With a margin c > 0 the output of threshold p has preactivation amplitude where θ ≥ p, −c·amplitude where 0 < θ < p,
/// and 0 for the blank, affine between neighbouring codes θ·H, H = amplitude. Step θ, 1 ≤ θ < n, then decodes exactly
/// from [θ, θ + c/(1 + c)]·H, provided that c, 1 + c and 1 + 2c are numbers of the network's precision; c = 0 gives
/// ``CanonicalAutoencoder``, and c → ∞ tends to the hard threshold.
///
/// Source: answers the question of Elementary response, section 2, whether a ReLU decoder can give exact steps on
/// intervals of the code.
public struct MarginDecoder: Sendable, Hashable {
    /// The step functions: one amplitude.
    public var steps: StepFunctions
    /// c, at least 0.
    public var margin: Double

    /// The decoder with a margin for `steps`.
    public init(_ steps: StepFunctions, margin: Double) {
        self.steps = steps
        self.margin = margin
    }

    /// The network, every parameter rounded to S.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range, the steps have several amplitudes, or the margin is
    ///   no number ≥ 0.
    public func network<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        guard margin >= 0, margin.isFinite else {
            throw .value(
                what: "initialization.construction.marginDecoder",
                problem: "\(NumberText.exact(margin)): expected a number ≥ 0")
        }
        var network: Network<S> = try CanonicalAutoencoder(steps).network()
        let n = steps.length
        let c = S(margin)
        for p in 1...n {
            // The slope of the output's preactivation in each gap, over amplitude/H; unit g adds what gap g has more
            // than gap g − 1.
            func slope(_ gap: Int) -> S {
                if p == 1 { return gap == 0 ? 1 : 0 }
                return gap == 0 ? -c : (gap == p - 1 ? 1 + c : 0)
            }
            for g in 0..<n {
                network.layers[2].weight[steps.output(threshold: p), g] = slope(g) - (g > 0 ? slope(g - 1) : 0)
            }
        }
        guard network.isFinite else {
            throw .value(
                what: "initialization.construction.marginDecoder",
                problem: "\(NumberText.exact(margin)) is too large for this precision")
        }
        return network
    }
}
