internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// Section 3.3.1: where the activations lie when an output is off.
    static let halfSpaces: [Claim] = [halfSpace, firstQuadrant]

    private static let halfSpace: Claim = Claim(
        "half-space", in: .threeLayer, at: "section 3.3.1, R_j, figure 3",
        statement: ClaimText(
            "y_j = 0 forces a·w_j to be negative: a lies in the half-space R_j opposite to w_j (printed w_i); where "
                + "several outputs are 0 it lies in the intersection. There is more freedom, and no unique solution "
                + "for R_j.",
            tex: #"""
                $y_j = 0$ forces $a\cdot w_j$ to be negative: $a$ lies in the half-space $R_j$ opposite to $w_j$
                (printed $w_i$); where several outputs are $0$ it lies in the intersection. There is more freedom, and
                no unique solution for $R_j$.
                """#),
        correction: ClaimText(
            "The condition is a·w_j ≤ 0: R_j is a closed half-space, opposite to w_j. Suppose that A2 has width n "
                + "and allows a last layer. Then w_j has n − j free dimensions and must satisfy n + 1 − j inequalities. "
                + "For j = n nothing is free: the n equations determine w_n, and a^(n+1)·w_n ≤ 0 either holds or fails. "
                + "For the naive solution it fails.",
            tex: #"""
                The condition is $a\cdot w_j\le 0$: $R_j$ is a closed half-space, opposite to $w_j$. Suppose that
                $A^{[2]}$ has width $n$ and allows a last layer. Then $w_j$ has $n-j$ free dimensions and must satisfy
                $n+1-j$ inequalities. For $j=n$ nothing is free: the $n$ equations determine $w_n$, and
                $a^{(n+1)}\cdot w_n\le 0$ either holds or fails. For the naive solution it fails.
                """#),
        expected: .holdsCorrected, lengths: 2...24, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...12, and: 20)
        let drawn = try lengths.map { try EvaluatedAutoencoder.drawn(length: $0, random: &random) }
        let reversed = try lengths.map { try EvaluatedAutoencoder.reversed(length: $0) }
        let networks = drawn + reversed
        evidence.statement("where y_j = 0, a·w_j ≤ 0: every a lies in all R_j of its zeros", for: networks) { network in
            let y = network.outputs
            return network.isExact
                && network.everywhere { i, j in
                    y[i, j].isZero == (network.hyperplane(j).value(at: network.activation(i)).signum <= 0)
                }
        }
        evidence.statement("for the same A2 and every j < n there are several w_j", for: networks) { network in
            let activations = ActivationCase(network.activations)
            return (0..<(network.length - 1)).allSatisfy { j in
                let (w, other) = (network.weights(j), otherWeights(of: network, output: j))
                let constraints = activations.constraints(ofOutput: j)
                return other != w && constraints.areSatisfied(by: w) && constraints.areSatisfied(by: other)
            }
        }
        evidence.detail("as printed, a·w_j is negative where y_j = 0", for: networks) { network in
            network.everywhere { i, j in i <= j || network.hyperplane(j).value(at: network.activation(i)).signum < 0 }
        }
        evidence.detail("as printed, a^(i) lies opposite to w_i", for: networks) { network in
            (0..<network.length).allSatisfy { i in
                network.hyperplane(i).value(at: network.activation(i)).signum <= 0
            }
        }
        evidence.detail("as printed, no R_j is unique: the equations leave every w_j some freedom", for: networks) {
            network in (0..<network.length).allSatisfy { freedom(of: network, output: $0) > 0 }
        }
        evidence.fact(
            "the equations of output j leave w_j n − j dimensions, and n + 1 − j inequalities", for: networks
        ) {
            network in
            (0..<network.length).allSatisfy { j in
                let inequalities = ActivationCase(network.activations).constraints(ofOutput: j).targets.count(
                    where: \.isZero)
                return freedom(of: network, output: j) == network.length - (j + 1)
                    && inequalities == network.length + 1 - (j + 1)
            }
        }
        try evidence.fact("naive solution: the equations fix w_n, and a^(n+1)·w_n = 1 > 0", for: lengths) { n in
            let naive = try EvaluatedAutoencoder.naive(length: n)
            let ones = [Rational](repeating: .one, count: n)
            guard naive.topActivations.rank == n, let weights = naive.topActivations.solution(of: ones) else {
                return false
            }
            let blank = naive.activation(n).dot(weights)
            return blank == 1
                && ActivationCase(naive.activations).constraints(ofOutput: n - 1).areSatisfied(by: weights) == false
        }
        let naive = try EvaluatedAutoencoder.naive(length: 3)
        evidence.witness("the naive A2 for n = 3", naive.activations)
        if let weights = naive.topActivations.solution(of: [1, 1, 1]) {
            evidence.witness("w_3, as its first three rows fix it", weights)
            evidence.witness("a^(4)·w_3, which should be at most 0", naive.activation(3).dot(weights))
        }
        let shown = try EvaluatedAutoencoder.drawn(length: 3, random: &random)
        evidence.witness(
            "an admissible network for n = 3: a^(i)·w_j", shown.preactivations)
    }

    /// The dimension of the solutions w of a^(i)·w = 1, i ≤ j.
    private static func freedom(of network: EvaluatedAutoencoder, output j: Int) -> Int {
        ExactMatrix((0...j).map { network.activation($0) }).nullSpace.count
    }

    /// Weights of output j < n that lower u_j by 1 on the first sample for which the output is off.
    private static func otherWeights(of network: EvaluatedAutoencoder, output j: Int) -> [Rational] {
        let change = (0...network.length).map { $0 == j + 1 ? Rational(-1) : .zero }
        let direction = network.activations.solution(of: change) ?? []
        return zip(network.weights(j), direction).map { $0 + $1 }
    }

    private static let firstQuadrant: Claim = Claim(
        "first-quadrant", in: .threeLayer, at: "section 3.3.1, last paragraph",
        statement: ClaimText(
            "Since a ≥ 0, w_j must have a direction for which H_j^1 and R_j both meet the first quadrant (orthant).",
            tex: #"""
                Since $a\ge 0$, $w_j$ must have a direction for which $H_j^1$ and $R_j$ both meet the first quadrant
                (orthant).
                """#),
        correction: ClaimText(
            "H_j^1 meets the orthant if and only if some entry of w_j is positive. R_j always meets it, at the origin, "
                + "so that this rules out nothing; it meets it elsewhere if and only if some entry of w_j is ≤ 0.",
            tex: #"""
                $H_j^1$ meets the orthant if and only if some entry of $w_j$ is positive. $R_j$ always meets it, at the
                origin, so that this rules out nothing; it meets it elsewhere if and only if some entry of $w_j$ is $\le
                0$.
                """#),
        expected: .holdsCorrected, lengths: 1...24
    ) { evidence, setting in
        var random = setting.random()
        let networks = try setting.lengths(1...12).map { try EvaluatedAutoencoder.drawn(length: $0, random: &random) }
        evidence.statement(
            "in an admissible network a^(1) ≥ 0 lies on every H_j^1, and a^(n+1) ≥ 0 in every R_j", for: networks
        ) {
            network in
            let (full, blank) = (network.activation(0), network.activation(network.length))
            return (full + blank).allSatisfy { $0.signum >= 0 }
                && (0..<network.length).allSatisfy { j in
                    let plane = network.hyperplane(j)
                    return plane.contains(full) && plane.value(at: blank).signum <= 0
                }
        }
        let signs = (1...4).flatMap { FirstOrthant.signs($0) }
        let drawn = (0..<200).map { k in
            let shift = Rational(k % 3 - 1) * 6
            return FirstOrthant(normal: random.vector(2 + k % 5).map { $0 + shift })
        }
        evidence.detail(
            "as printed, that R_j meets the orthant rules out some w_j", signs.contains { !$0.meetsHalfSpace })
        evidence.fact("H_j^1 meets the orthant if and only if some entry of w_j is positive", for: signs + drawn) {
            $0.meetsHyperplane == $0.normal.contains { $0.signum > 0 }
        }
        evidence.fact("R_j meets the orthant, whatever w_j", for: signs + drawn) { $0.meetsHalfSpace }
        evidence.fact("… and elsewhere than at the origin if and only if some entry of w_j is ≤ 0", for: signs + drawn)
        {
            $0.meetsHalfSpaceElsewhere == $0.normal.contains { $0.signum <= 0 }
        }
        evidence.fact("in an admissible network every w_j has a positive entry", for: networks) { network in
            (0..<network.length).allSatisfy { j in network.weights(j).contains { $0.signum > 0 } }
        }
        evidence.witness(
            "n = 2", columns: ["w", "H meets the orthant", "R meets it", "R meets it away from 0"],
            rows: FirstOrthant.signs(2).map { orthant in
                [
                    "\(orthant.normal)", orthant.meetsHyperplane ? "yes" : "no", orthant.meetsHalfSpace ? "yes" : "no",
                    orthant.meetsHalfSpaceElsewhere ? "yes" : "no",
                ]
            })
    }
}
