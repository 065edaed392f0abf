internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// The group: hyperplanes, half-spaces and the line of preactivations.
    package static let geometry: [Claim] = hyperplanes + halfSpaces + [lineOfPreactivations, smallExample]

    private static let lineOfPreactivations: Claim = Claim(
        "line-of-u2", in: .threeLayer, at: "section 3.3.2, figures 5 and 6",
        statement: ClaimText(
            "For fixed W2, b2 the vectors u3^(i) lie on a straight line, and are equally spaced on it when the encoder "
                + "is linear.",
            tex: #"""
                For fixed $W^{[2]}$, $b^{[2]}$ the vectors $u^{[3](i)}$ lie on a straight line, and are equally spaced
                on it when the encoder is linear.
                """#),
        correction: ClaimText(
            "The line is that of u2, not of u3: u2 = z W2ᵀ + b2, with direction w2. Equally spaced when the code is "
                + "affine in θ, not whenever the encoder is: the step between neighbours is amp·w1_j·w2, equal if and "
                + "only if all w1_j are. u3 is only piecewise affine in z.",
            tex: #"""
                The line is that of $u^{[2]}$, not of $u^{[3]}$: $u^{[2]} = z\,W^{[2]T} + b^{[2]}$, with direction
                $w^{[2]}$. Equally spaced when the code is affine in $\theta$, not whenever the encoder is: the step
                between neighbours is $A\,w^{[1]}_j w^{[2]}$, equal if and only if all $w^{[1]}_j$ are. $u^{[3]}$ is
                only piecewise affine in $z$.
                """#),
        expected: .holdsCorrected, lengths: 2...33
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...12)
        let drawn = try lengths.map { try EvaluatedAutoencoder(freeNetwork($0, &random), amplitude: 5) }
        let reversed = try lengths.map { try EvaluatedAutoencoder.reversed(length: $0, amplitude: 5) }
        let networks = drawn + reversed
        evidence.statement("u2^(i) − u2^(1) is a multiple of w2: the rank of all differences is 1", for: networks) {
            network in
            let u = network.hiddenPreactivations
            let direction = network.network.layers[1].weight.elements
            return differences(of: u, from: 0).rank == 1
                && (0...network.length).allSatisfy { i in
                    let step = network.codes[i] - network.codes[0]
                    return zip(u.row(i), u.row(0)).map { $0 - $1 } == direction.map { $0 * step }
                }
        }
        evidence.statement("a code affine in θ: u2 is equally spaced, at the distance |w2|·h", for: reversed) {
            network in
            let u = network.hiddenPreactivations
            let direction = network.network.layers[1].weight.elements
            let h = network.codes[0] - network.codes[1]
            return (0..<network.length).allSatisfy { i in
                let step = zip(u.row(i), u.row(i + 1)).map { $0 - $1 }
                return step.dot(step) == direction.dot(direction) * h * h
            }
        }
        evidence.detail("as printed, the u3^(i) lie on a line: the rank of their differences is 1", for: networks) {
            differences(of: $0.preactivations, from: 0).rank <= 1
        }
        evidence.detail("as printed, a linear encoder is enough: u2 is equally spaced for every w1", for: networks) {
            secondDifferences(of: $0.hiddenPreactivations).allSatisfy { $0.allSatisfy(\.isZero) }
        }
        evidence.fact("the step from sample j + 1 to j is amp·w1_j·w2", for: networks) { network in
            let u = network.hiddenPreactivations
            let (encoder, direction) = (network.network.layers[0].weight, network.network.layers[1].weight.elements)
            return (0..<network.length).allSatisfy { j in
                zip(u.row(j), u.row(j + 1)).map { $0 - $1 }
                    == direction.map { network.amplitude * encoder[0, j] * $0 }
            }
        }
        evidence.fact("u2 is equally spaced if and only if z is, if and only if all w1_j are equal", for: networks) {
            network in
            let z = ExactMatrix(rows: network.length + 1, columns: 1, elements: network.codes)
            let ofCode = secondDifferences(of: z).allSatisfy { $0.allSatisfy(\.isZero) }
            let ofLine = secondDifferences(of: network.hiddenPreactivations).allSatisfy { $0.allSatisfy(\.isZero) }
            return ofCode == ofLine && ofCode == (Set(network.network.layers[0].weight.elements).count == 1)
        }
        evidence.fact("u3 is affine in z between neighbouring kinks, and bends at each of them", for: reversed) {
            network in
            // Its kinks are at the codes of all steps but the full one.
            (0..<network.length).allSatisfy { theta in
                let code = network.codes[network.length - theta]
                let half = (network.codes[0] - network.codes[1]) / 2
                return bend(of: network, at: code + half, by: half).allSatisfy(\.isZero)
                    && bend(of: network, at: code, by: half).contains { !$0.isZero }
            }
        }
        if let shown = drawn.first(where: { $0.length >= 3 }) ?? drawn.first {
            evidence.witness("U2 of a random network: its rows lie on a line", shown.hiddenPreactivations)
            evidence.witness("U3 of the same network", shown.preactivations)
            evidence.witness(
                "the rank of the differences of U3's rows",
                Rational(differences(of: shown.preactivations, from: 0).rank))
        }
    }

    /// A network of the papers' shape with independently drawn parameters; no weight of its second layer is 0.
    private static func freeNetwork(_ n: Int, _ random: inout RationalDraws) throws -> Network<Rational> {
        let hidden = (0..<n).map { k in k % 2 == 0 ? random.positive(bound: 4) : -random.positive(bound: 4) }
        return try PaperAutoencoder(
            w1: random.vector(n), b1: random.rational(), w2: hidden, b2: random.vector(n), w3: random.matrix(n, n)
        ).network()
    }

    /// Every row minus one of them.
    private static func differences(of matrix: ExactMatrix, from first: Int) -> ExactMatrix {
        ExactMatrix((0..<matrix.rows).map { i in zip(matrix.row(i), matrix.row(first)).map { $0 - $1 } })
    }

    /// For every inner row, its neighbours minus twice the row itself.
    private static func secondDifferences(of matrix: ExactMatrix) -> [[Rational]] {
        (1..<(matrix.rows - 1)).map { i in
            (0..<matrix.columns).map { k in matrix[i - 1, k] + matrix[i + 1, k] - 2 * matrix[i, k] }
        }
    }

    /// u3(z − d) + u3(z + d) − 2 u3(z).
    private static func bend(of network: EvaluatedAutoencoder, at z: Rational, by d: Rational) -> [Rational] {
        let (below, here, above) = (
            network.preactivations(at: z - d), network.preactivations(at: z), network.preactivations(at: z + d)
        )
        return here.indices.map { below[$0] + above[$0] - 2 * here[$0] }
    }

    private static let smallExample: Claim = Claim(
        "n2-example", in: .threeLayer, at: "section 3.3.3, figure 7",
        statement: ClaimText(
            "For n = 2 and a linear encoder there is a solution (drawn, without numbers).",
            tex: #"For $n=2$ and a linear encoder there is a solution (drawn, without numbers)."#),
        correction: ClaimText(
            "With z = θ: a = (2, 1), (1, 0), (0, 0) for θ = 2, 1, 0; w_1 = (0, 1), w_2 = (1, −1). H_1^1: a_2 = 1; "
                + "H_2^1: a_1 − a_2 = 1; they meet at (2, 1). R_1: a_2 ≤ 0 holds (1, 0) and (0, 0); R_2: a_1 ≤ a_2 "
                + "holds (0, 0). The naive solution has (1, 0), (2, 1), (3, 2) and fails at y_2 of the blank.",
            tex: #"""
                With $z=\theta$: $a = (2,1), (1,0), (0,0)$ for $\theta = 2, 1, 0$; $w_1=(0,1)$, $w_2=(1,-1)$. $H_1^1$:
                $a_2=1$; $H_2^1$: $a_1-a_2=1$; they meet at $(2,1)$. $R_1$: $a_2\le 0$ holds $(1,0)$ and $(0,0)$; $R_2$:
                $a_1\le a_2$ holds $(0,0)$. The naive solution has $(1,0), (2,1), (3,2)$ and fails at $y_2$ of the
                blank.
                """#),
        expected: .holds
    ) { evidence, _ in
        let network = try EvaluatedAutoencoder.reversed(length: 2)
        evidence.statement("the reversed solution for n = 2 gives (1, 1), (0, 1), (0, 0)", network.isExact)
        evidence.statement("its code is linear: z = θ", network.codes == [2, 1, 0])
        let points = (0...2).map { network.activation($0) }
        evidence.fact("a = (2, 1), (1, 0), (0, 0)", points == [[2, 1], [1, 0], [0, 0]])
        evidence.fact(
            "w_1 = (0, 1) and w_2 = (1, −1)", network.weights(0) == [0, 1] && network.weights(1) == [1, -1])
        let incidences = points.map { a in [a[1] == 1, a[0] - a[1] == 1, a[1].signum <= 0, a[0] <= a[1]] }
        evidence.fact(
            "H_1^1: a_2 = 1 contains (2, 1) alone; H_2^1: a_1 − a_2 = 1 contains (2, 1) and (1, 0)",
            incidences.map { [$0[0], $0[1]] } == [[true, true], [false, true], [false, false]])
        evidence.fact(
            "R_1: a_2 ≤ 0 contains (1, 0) and (0, 0); R_2: a_1 ≤ a_2 contains (0, 0) alone",
            incidences.map { [$0[2], $0[3]] } == [[false, false], [true, false], [true, true]])
        evidence.fact(
            "the network's own H_j^1 and R_j contain the same points",
            network.everywhere { i, j in
                network.hyperplane(j).contains(points[i]) == incidences[i][j]
                    && (network.hyperplane(j).value(at: points[i]).signum <= 0) == incidences[i][2 + j]
            })
        evidence.fact(
            "H_1^1 and H_2^1 meet at (2, 1) and nowhere else",
            network.lastLayer.rank == 2 && network.lastLayer.solution(of: [1, 1]) == [2, 1])
        let naive = try EvaluatedAutoencoder.naive(length: 2)
        evidence.fact(
            "naive solution: a = (1, 0), (2, 1), (3, 2)",
            (0...2).map { naive.activation($0) } == [[1, 0], [2, 1], [3, 2]])
        evidence.fact(
            "there output 2 alone is impossible: (1, 0) and (2, 1) fix w_2 = (1, −1), and y_2 of the blank is 1",
            ActivationCase(naive.activations).impossibleOutputs == [1]
                && naive.topActivations.solution(of: [1, 1]) == [1, -1] && naive.outputs[2, 1] == 1)
        evidence.witness("A2 of the solution", network.activations)
        evidence.witness("its W3", network.lastLayer)
        evidence.witness("A2 of the naive solution", naive.activations)
        evidence.witness("what the best W3 makes of it", naive.outputs)
    }
}
