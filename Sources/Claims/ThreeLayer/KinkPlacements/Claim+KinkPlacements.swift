internal import Analysis
internal import Diagnostics
internal import Exact
internal import Foundation
internal import Plots

extension Claim {
    /// A claim that settles the choice of the hidden biases.
    static let kinkPlacements: [Claim] = [theorem2]

    private static let theorem2: Claim = Claim(
        "t2", in: .threeLayer, at: "settles the choice of hidden biases, section 3.1", isNew: true,
        statement: ClaimText(
            "T2 (Schoenberg–Whitney). All w > 0, codes increasing in θ, kinks t_1 < … < t_n, none below the blank's "
                + "code: an exact W3 exists if and only if z_(k−2) < t_k < z_k for all k, z_(−1) = −∞; for z = θ: k − "
                + "2 < t_k < k. The sizes of w do not matter. One kink a gap is enough, but not necessary; a gap holds "
                + "at most two, so that at least ⌈n/2⌉ gaps hold one.",
            tex: #"""
                T2 (Schoenberg--Whitney). All $w>0$, codes increasing in $\theta$, kinks $t_1<\dots<t_n$, none below the
                blank's code: an exact $W^{[3]}$ exists if and only if $z_{k-2}<t_k<z_k$ for all $k$, $z_{-1}=-\infty$;
                for $z=\theta$: $k-2<t_k<k$. The sizes of $w$ do not matter. One kink a gap is enough, but not
                necessary; a gap holds at most two, so that at least $\lceil n/2\rceil$ gaps hold one.
                """#),
        expected: .holds, lengths: 2...12, effort: 0.8
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...5)
        let exhaustive = lengths.filter { $0 <= 6 }.flatMap { AscendingKinks.halves(length: $0) }
        let drawn = (0..<600).compactMap { k in
            AscendingKinks.drawn(length: setting.length ?? 2 + k % 8, random: &random)
        }
        let cases = exhaustive + drawn
        evidence.statement(
            "the rows of the n steps with a one are independent if and only if z_(k−2) < t_k < z_k", for: cases
        ) {
            $0.interlace != $0.activations.top.determinant.isZero
        }
        evidence.statement("the library's answer is the same", for: cases) {
            $0.placement?.allowsExactLastLayer == $0.interlace
        }
        evidence.statement("so is that of T1", for: cases) {
            StepCriterion(activations: $0.activations.matrix).isFeasible == $0.interlace
        }
        let fewer =
            setting.length.map { $0 > 4 } == true ? Array(drawn.prefix(60)) : cases.filter { $0.kinks.count <= 4 }
        evidence.statement("so is that of linear programming, output by output", for: fewer) {
            $0.activations.allowsLastLayer == $0.interlace
        }
        evidence.statement("the sizes of w do not matter: they multiply the determinant by their product", for: drawn) {
            kinks in
            let plain = AscendingKinks(codes: kinks.codes, kinks: kinks.kinks, weights: kinks.kinks.map { _ in .one })
            return kinks.activations.top.determinant
                == kinks.weights.reduce(.one, *) * plain.activations.top.determinant
        }
        let feasible = cases.filter { !$0.activations.top.determinant.isZero }
        evidence.fact("both answers occur", !feasible.isEmpty && feasible.count < cases.count)
        let single = (0..<80).map { k in
            AscendingKinks.onePerGap(length: setting.length ?? 2 + k % 8, random: &random)
        }
        evidence.statement("one kink in each gap [z_g, z_(g+1)) is enough", for: single) {
            $0.counts.allSatisfy { $0 == 1 } && !$0.activations.top.determinant.isZero
        }
        let pair = AscendingKinks(kinks: [Rational(1) / 10, Rational(2) / 5])
        evidence.statement("but not necessary: n = 2 with the kinks 1/10 and 2/5, both in the first gap", for: [pair]) {
            $0.counts == [2, 0] && !$0.activations.top.determinant.isZero && $0.activations.allowsLastLayer
        }
        evidence.statement(
            "where an exact W3 exists, no gap holds more than two kinks, and ⌈n/2⌉ or more hold one", for: feasible
        ) {
            kinks in
            kinks.counts.allSatisfy { $0 <= 2 } && kinks.counts.count { $0 > 0 } >= (kinks.kinks.count + 1) / 2
                && kinks.placement?.kinksPerGap == kinks.counts
        }
        theorem2Probability(&evidence, setting)
    }

    /// Random kinks: the probability of the condition of T2, computed in three ways.
    private static func theorem2Probability(_ evidence: inout Evidence, _ setting: ClaimSetting) {
        evidence.fact("n kinks, each in a gap drawn at random: the closed form counts every assignment", for: 2...5) {
            n in
            let favourable = assignments(length: n).count { !$0.activations.top.determinant.isZero }
            let expected = ConditioningLaw.exactLastLayerProbability(kinks: n) * pow(Double(n), Double(n))
            return abs(Double(favourable) - expected) < 1e-9
        }
        let measured = [4, 8, 16, 33, 129].map { RandomKinks(kinks: $0, draws: 20_000, seed: setting.seed) }
        evidence.fact("measured on 20,000 draws, within 5 standard deviations of it", for: measured.map(\.kinks)) {
            n in
            guard let row = measured.first(where: { $0.kinks == n }) else { return false }
            let p = row.exactLastLayerProbability
            return abs(row.exactLastLayer - p) <= 5 * (p * (1 - p) / 20_000).squareRoot() + 1e-12
        }
        typealias Rounded = (value: Double, unit: Double)
        let printed: [(n: Int, exact: Rounded, single: Rounded?)] = [
            (4, (0.40, 0.01), (0.094, 0.001)), (8, (0.09, 0.01), (0.0024, 0.0001)), (16, (0.003, 0.001), nil),
        ]
        evidence.fact(
            "0.40 for n = 4, 0.09 for 8, 0.003 for 16; one kink a gap: 0.094, 0.0024; to half a unit of the last digit",
            for: printed
        ) { row in
            func isRounded(_ x: Double, to known: Rounded?) -> Bool {
                known.map { abs(x - $0.value) <= $0.unit / 2 } ?? true
            }
            return isRounded(ConditioningLaw.exactLastLayerProbability(kinks: row.n), to: row.exact)
                && isRounded(ConditioningLaw.onePerGapProbability(kinks: row.n), to: row.single)
        }
        let long = [(n: 33, most: 4.0), (n: 129, most: 0)]
        evidence.fact("at most 4 of 20,000 for n = 33, none for n = 129", for: long) { row in
            measured.contains { $0.kinks == row.n && $0.exactLastLayer * 20_000 <= row.most }
        }
        evidence.witness(
            "n uniform kinks on [0, n]", columns: ["n", "exact W3 exists", "in 20,000 draws", "one kink a gap"],
            rows: measured.map { row in
                [
                    "\(row.kinks)", brief(row.exactLastLayerProbability), brief(row.exactLastLayer),
                    brief(row.onePerGapProbability),
                ]
            })
        let sizes = Array(2...33)
        evidence.figure(
            "probability",
            caption:
                "The probability that n kinks, uniform over the n gaps, allow an exact last layer (T2), in closed form "
                + "and measured on 20,000 draws; and that each gap holds one of them, n!/nⁿ.",
            Chart(
                "Random kinks that allow an exact decoder",
                description:
                    "Two probabilities that fall faster than a power of n, with measured points on the upper curve.",
                x: Axis("length n"), y: Axis("probability", scale: .log10),
                marks: [
                    .line(
                        sizes.map { PlotPoint(Double($0), ConditioningLaw.exactLastLayerProbability(kinks: $0)) },
                        Series("an exact W₃ exists", .slot(1))),
                    .line(
                        sizes.map { PlotPoint(Double($0), ConditioningLaw.onePerGapProbability(kinks: $0)) },
                        Series("one kink a gap", .slot(2))),
                    .points(
                        measured.filter { $0.exactLastLayer > 0 }.map {
                            PlotPoint(Double($0.kinks), $0.exactLastLayer)
                        },
                        Series("measured", .ink)),
                ]))
    }

    /// Every assignment of n kinks to the n gaps of the codes z = θ; kinks in the same gap are at different places
    /// inside it.
    private static func assignments(length n: Int) -> [AscendingKinks] {
        let count = (0..<n).reduce(1) { product, _ in product * n }
        return (0..<count).map { code in
            var rest = code
            var kinks: [Rational] = []
            for k in 0..<n {
                kinks.append(Rational(rest % n) + Rational(k + 1) / Rational(n + 1))
                rest /= n
            }
            return AscendingKinks(kinks: kinks.sorted())
        }
    }

    private static func brief(_ value: Double) -> String { NumberText.number(value) }
}
