internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// A condition on the kinks alone that rules out decoders.
    static let pairsOfGaps: [Claim] = [twoGaps]

    private static let twoGaps: Claim = Claim(
        "two-gaps", in: .threeLayer, at: "explains the naive solution's failure; rejects networks without solving",
        isNew: true,
        statement: ClaimText(
            "For a strictly monotone code, any hidden width, any signs, with or without an output bias, an exact "
                + "decoder has a kink strictly between z_θ and z_(θ+2) for each θ = 0 … n − 2: else the preactivation "
                + "of threshold θ + 1 is affine over three codes, with values ≤ 0, 1, 1. Hence at least ⌊n/2⌋ gaps "
                + "hold a kink. Necessary, not sufficient. The naive solution has none between θ = 0 and 2.",
            tex: #"""
                For a strictly monotone code, any hidden width, any signs, with or without an output bias, an exact
                decoder has a kink strictly between $z_\theta$ and $z_{\theta+2}$ for each $\theta=0,\dots,n-2$: else
                the preactivation of threshold $\theta+1$ is affine over three codes, with values $\le 0, 1, 1$. Hence
                at least $\lfloor n/2\rfloor$ gaps hold a kink. Necessary, not sufficient. The naive solution has none
                between $\theta=0$ and $2$.
                """#),
        expected: .holds, lengths: 2...33, effort: 1
    ) { evidence, setting in
        var random = setting.random()
        let small = (0..<500).map { k in
            let n = min(setting.length ?? 2 + k % 5, 6)
            return MonotoneHiddenLayer.drawn(
                length: n, units: n + k / 5 % 3, hasOutputBias: k % 4 == 3, random: &random)
        }
        let exact = small.filter(\.activations.allowsLastLayer)
        evidence.statement(
            "every hidden layer of n ≤ 6 for which linear programming finds W3 has a kink in every such pair of gaps",
            for: exact
        ) {
            $0.unbrokenPairs.isEmpty
        }
        let long = (0..<100).map { k in
            let n = setting.length ?? 7 + k % 14
            return MonotoneHiddenLayer.drawn(length: n, units: n + k % 3, hasOutputBias: k % 4 == 3, random: &random)
        }
        let broken = (small + long).flatMap { layer in layer.unbrokenPairs.map { UnbrokenPair(layer: layer, theta: $0) }
        }
        evidence.statement("a pair without one: (α, −1, 1 − α) on its three codes refutes threshold θ + 1", for: broken)
        {
            pair in
            let output = pair.layer.length - pair.theta - 1
            return pair.layer.activations.constraints(ofOutput: output)
                .areRefuted(by: pair.layer.certificate(ofPair: pair.theta))
        }
        evidence.fact("the library finds the same pairs", for: small + long) {
            $0.placement?.unbrokenPairs == $0.unbrokenPairs
        }
        let covered = (small + long).filter(\.unbrokenPairs.isEmpty)
        evidence.statement("with a kink in every pair at least ⌊n/2⌋ gaps hold one", for: covered) { layer in
            (layer.placement?.kinksPerGap.count { $0 > 0 } ?? 0) >= layer.length / 2
        }
        let sparse = (2...33).map { n in AlternateKinks(length: n) }
        evidence.statement("⌊n/2⌋ are enough for that: a kink in the middle of every second gap", for: sparse) {
            kinks in
            kinks.placement?.unbrokenPairs.isEmpty == true
                && kinks.placement?.kinksPerGap.count { $0 > 0 } == kinks.length / 2
        }
        evidence.statement(
            "not sufficient: some hidden layers have a kink in every pair and no W3",
            small.contains { $0.unbrokenPairs.isEmpty && !$0.activations.allowsLastLayer })
        evidence.fact("of small hidden layers with as many units as entries, some allow W3", exact.count >= 20)
        evidence.statement(
            "the naive solution has none between θ = 0 and θ = 2, and one in every other pair", for: 2...33
        ) {
            n in
            NaiveKinks(length: n).layer.unbrokenPairs == [0]
                && NaiveKinks(length: n).layer.placement?.unbrokenPairs == [0]
        }
        evidence.witness("hidden layers of n ≤ 6 that allow W3, of 500 drawn", Rational(exact.count))
        evidence.witness("pairs without a kink, each refuted", Rational(broken.count))
        if let pair = broken.first {
            evidence.witness("the first of them, codes and kinks for θ = 0 … n", "θ = \(pair.theta): \(pair.layer)")
            evidence.witness(
                "its multipliers, for the samples in their order, θ = n … 0", pair.layer.certificate(ofPair: pair.theta)
            )
        }
        try studyStarts(&evidence, setting)
    }

    /// The study's networks with a fixed linear encoder, before training.
    private static func studyStarts(_ evidence: inout Evidence, _ setting: ClaimSetting) throws {
        let n = 129
        let seeds = (0..<5).map { setting.seed &+ $0 }
        let starts = try seeds.map { seed in
            try Network<Double>(
                inputs: n, layers: [Dense(1, fixed: .linear), Dense(n, activation: .relu)],
                initialization: .uniform(-0.05...0.05), seed: seed)
        }
        let layers = try starts.map { try MonotoneHiddenLayer($0, amplitude: 5) }
        let gaps = layers.map { $0.placement?.kinksPerGap.count { $0 > 0 } ?? 0 }
        evidence.fact(
            "n = 129, parameters from U(−0.05, 0.05), fixed linear encoder: fewer than 64 gaps hold a kink, and no W3 "
                + "is exact",
            for: zip(layers, gaps).map { StartingLayer(layer: $0, gaps: $1) }
        ) {
            $0.gaps < n / 2 && $0.layer.isRefutedByPair
        }
        evidence.witness(
            "gaps of 129 that hold a kink before training, seeds \(setting.seed) to \(setting.seed &+ 4)",
            gaps.map(\.description).joined(separator: ", "))
    }
}

/// A θ with no kink strictly between z_θ and z_(θ+2).
private struct UnbrokenPair: CustomStringConvertible {
    let layer: MonotoneHiddenLayer
    let theta: Int

    var description: String { "θ = \(theta), \(layer)" }
}

/// A hidden layer of the study before training, with the number of gaps that hold a kink.
private struct StartingLayer: CustomStringConvertible {
    let layer: MonotoneHiddenLayer
    let gaps: Int

    var description: String { "\(gaps) gaps" }
}

/// Kinks in the middle of every second gap of the codes 0 … n: 3/2, 7/2, …
private struct AlternateKinks: CustomStringConvertible {
    let length: Int

    var description: String { "n = \(length)" }

    var placement: KinkPlacement? {
        KinkPlacement(
            codes: (0...length).map { Rational($0) },
            kinks: stride(from: 1, to: length, by: 2).map { Rational($0) + Rational(1) / 2 })
    }
}

/// The naive solution's hidden layer: z = n + 1 − θ, kinks 0 … n − 1.
private struct NaiveKinks {
    let layer: MonotoneHiddenLayer

    init(length n: Int) {
        layer = MonotoneHiddenLayer(
            codes: (0...n).map { Rational(n + 1 - $0) }, weights: (0..<n).map { _ in .one },
            kinks: (0..<n).map { Rational($0) }, hasOutputBias: false)
    }
}
