internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// Section 3.3.1: where the activations lie when an output is on.
    static let hyperplanes: [Claim] = [hyperplane, hyperplaneUnique]

    private static let hyperplane: Claim = Claim(
        "hyperplane", in: .threeLayer, at: "section 3.3.1, equations (7), (8), definition of H_j^1, figure 2",
        statement: ClaimText(
            "u3 = [a·w_1, …, a·w_n], w_j the rows of W3, is an orthogonal projection of a on a fixed basis. y_j = 1 if "
                + "and only if a lies on the hyperplane H_j^1, orthogonal to w_j, at distance 1/|w_j| from the origin; "
                + "H_j^1 must contain all a^(i) with y_j^(i) = 1.",
            tex: #"""
                $u^{[3]} = [a\cdot w_1, \dots, a\cdot w_n]$, $w_j$ the rows of $W^{[3]}$, is an orthogonal projection of
                $a$ on a fixed basis. $y_j = 1$ if and only if $a$ lies on the hyperplane $H_j^1$, orthogonal to $w_j$,
                at distance $1/|w_j|$ from the origin; $H_j^1$ must contain all $a^{(i)}$ with $y_j^{(i)} = 1$.
                """#),
        correction: ClaimText(
            "The hyperplane is right: H_j^1 = {a : a·w_j = 1}; with amplitude A, a·w_j = A at distance A/|w_j|. Output "
                + "j imposes j equations, one for each sample i ≤ j. But a·w_j is the signed length of the projection "
                + "times |w_j|, and the rows, a basis since rank W3 = n, give orthogonal coordinates only if they are "
                + "orthonormal.",
            tex: #"""
                The hyperplane is right: $H_j^1 = \{a : a\cdot w_j = 1\}$; with amplitude $A$, $a\cdot w_j = A$ at
                distance $A/|w_j|$. Output $j$ imposes $j$ equations, one for each sample $i\le j$. But $a\cdot w_j$ is
                the signed length of the projection times $|w_j|$, and the rows, a basis since $\operatorname{rank}
                W^{[3]} = n$, give orthogonal coordinates only if they are orthonormal.
                """#),
        expected: .holdsCorrected, lengths: 2...24
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...12)
        let drawn = try lengths.map { try EvaluatedAutoencoder.drawn(length: $0, random: &random) }
        let reversed = try lengths.map { try EvaluatedAutoencoder.reversed(length: $0) }
        let networks = drawn + reversed
        evidence.statement("u3_j = a·w_j", for: networks) { network in
            let u = network.preactivations
            return network.everywhere { i, j in
                u[i, j] == network.activation(i).dot(network.weights(j))
            }
        }
        evidence.statement("y_j = 1 if and only if a lies on H_j^1", for: networks) { network in
            let y = network.outputs
            return network.everywhere { i, j in
                (y[i, j] == network.amplitude) == network.hyperplane(j).contains(network.activation(i))
            }
        }
        evidence.statement("H_j^1 contains a^(i) for the j samples i ≤ j, and for no other", for: networks) { network in
            network.everywhere { i, j in network.hyperplane(j).contains(network.activation(i)) == (i <= j) }
        }
        evidence.statement(
            "the point of H_j^1 nearest to the origin is parallel to w_j, at the distance 1/|w_j|", for: networks
        ) { network in
            [0, network.length - 1].allSatisfy { j in
                let plane = network.hyperplane(j)
                guard let nearest = plane.footByMultipliers, nearest == plane.foot, plane.contains(nearest) else {
                    return false
                }
                return nearest.dot(nearest) == plane.squaredDistance
                    && plane.squaredDistance.map { $0 * plane.squaredNorm } == .one
            }
        }
        evidence.detail(
            "as printed, a·w_j is the length of an orthogonal projection: |a·w_j| is that length", for: networks
        ) {
            network in
            network.everywhere { i, j in
                let (plane, a) = (network.hyperplane(j), network.activation(i))
                let projection = plane.projection(of: a)
                return projection.dot(projection) == plane.value(at: a) * plane.value(at: a)
            }
        }
        evidence.detail("as printed, u3 is a projection on the basis of the rows: a = Σ_j u3_j w_j", for: networks) {
            network in (0...network.length).allSatisfy { isExpanded(network.activation($0), by: network.lastLayer) }
        }
        evidence.fact("|a·w_j| is the length of the projection times |w_j|", for: networks) { network in
            network.everywhere { i, j in
                let (plane, a) = (network.hyperplane(j), network.activation(i))
                let projection = plane.projection(of: a)
                return projection.dot(projection) * plane.squaredNorm
                    == plane.value(at: a) * plane.value(at: a)
            }
        }
        evidence.fact("the rows are a basis: rank W3 = n", for: networks) { $0.lastLayer.rank == $0.length }
        evidence.fact(
            "orthonormal rows: a = Σ_j (a·w_j) w_j for every a; with one row doubled no longer", for: lengths
        ) { n in
            let rows = rotation(n, &random)
            var doubled = rows
            for k in 0..<n { doubled[0, k] *= 2 }
            let points = (0..<n).map { j in Array(rows.row(j)) } + [random.vector(n)]
            return points.allSatisfy { isExpanded($0, by: rows) } && !points.allSatisfy { isExpanded($0, by: doubled) }
        }
        evidence.fact(
            "reversed solution: |w_1|² = 1, |w_j|² = 2 for j > 1, neighbouring rows have the product −1", for: reversed
        ) { network in
            (0..<network.length).allSatisfy { j in
                network.hyperplane(j).squaredNorm == (j == 0 ? 1 : 2)
                    && (j == 0 || network.weights(j - 1).dot(network.weights(j)) == -1)
            }
        }
        try evidence.fact("amplitude 5: a·w_j = 5 for i ≤ j, at the distance 5/|w_j|", for: lengths) { n in
            let network = try EvaluatedAutoencoder.reversed(length: n, amplitude: 5)
            return network.isExact
                && network.everywhere { i, j in
                    let plane = network.hyperplane(j)
                    return (plane.value(at: network.activation(i)) == 5) == (i <= j)
                        && plane.squaredDistance.map { $0 * plane.squaredNorm } == 25
                }
        }
        let shown = try EvaluatedAutoencoder.reversed(length: 3)
        evidence.witness("W3 of the reversed solution for n = 3", shown.lastLayer)
        evidence.witness(
            "its hyperplanes", columns: ["j", "w_j", "|w_j|²", "distance²", "a^(i) on it"],
            rows: (0..<shown.length).map { j in
                let plane = shown.hyperplane(j)
                let members = (0...shown.length).filter { plane.contains(shown.activation($0)) }
                return [
                    "\(j + 1)", "\(plane.normal)", "\(plane.squaredNorm)", plane.squaredDistance.map { "\($0)" } ?? "–",
                    members.map { "\(shown.activation($0))" }.joined(separator: ", "),
                ]
            })
    }

    /// Whether a = Σ_j (a·w_j) w_j, where w_j are the rows.
    private static func isExpanded(_ a: [Rational], by rows: ExactMatrix) -> Bool {
        rows.transposed().times(rows.times(a)) == a
    }

    /// A product of random rotations in coordinate planes, by the angle of the 3–4–5 triangle.
    private static func rotation(_ n: Int, _ random: inout RationalDraws) -> ExactMatrix {
        var matrix = ExactMatrix(rows: n, columns: n)
        for k in 0..<n { matrix[k, k] = .one }
        for _ in 0..<n {
            let p = random.integer(in: 0...(n - 1))
            let q = (p + random.integer(in: 1...(n - 1))) % n
            for k in 0..<n {
                let (x, y) = (matrix[p, k], matrix[q, k])
                (matrix[p, k], matrix[q, k]) = ((3 * x - 4 * y) / 5, (4 * x + 3 * y) / 5)
            }
        }
        return matrix
    }

    private static let hyperplaneUnique: Claim = Claim(
        "hyperplane-unique", in: .threeLayer,
        at: "section 3.3.1, “H_n^1 will have a unique solution”, “a^(0) has a unique position”, figure 4",
        statement: ClaimText(
            "If A2 has full rank, H_n^1 is unique. For fixed W3 the activation of the all-ones sample is the unique "
                + "common point of the n hyperplanes.",
            tex: #"""
                If $A^{[2]}$ has full rank, $H_n^1$ is unique. For fixed $W^{[3]}$ the activation of the all-ones sample
                is the unique common point of the $n$ hyperplanes.
                """#),
        correction: ClaimText(
            "H_n^1 is unique if and only if the first n rows of A2 are independent, that is v_(n+1) ≠ 0 for v with v "
                + "A2 = 0: rank n alone is not enough. Every A2 of width n that allows a last layer has that. The "
                + "all-ones sample is i = 1 (printed 0): a^(1) = W3⁻¹·1, W3 being nonsingular.",
            tex: #"""
                $H_n^1$ is unique if and only if the first $n$ rows of $A^{[2]}$ are independent, that is $v_{n+1}\ne 0$
                for $v$ with $v A^{[2]} = 0$: rank $n$ alone is not enough. Every $A^{[2]}$ of width $n$ that allows a
                last layer has that. The all-ones sample is $i = 1$ (printed 0): $a^{(1)} = (W^{[3]})^{-1}\mathbf 1$.
                """#),
        expected: .holdsCorrected, lengths: 2...33, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        let networks = try setting.lengths(2...12, and: 20, 33).map {
            try EvaluatedAutoencoder.drawn(length: $0, random: &random)
        }
        evidence.statement(
            "admissible, of width n: one hyperplane contains the n activations with y_n = 1, that of W3", for: networks
        ) {
            network in
            let top = network.topActivations
            let ones = [Rational](repeating: .one, count: network.length)
            return network.isExact && top.rank == network.length
                && top.solution(of: ones) == network.weights(network.length - 1)
        }
        evidence.statement("a^(1) is the one point that all n hyperplanes have in common", for: networks) { network in
            let ones = [Rational](repeating: .one, count: network.length)
            return network.lastLayer.rank == network.length
                && network.lastLayer.solution(of: ones) == network.activation(0)
        }
        let counterexample = ActivationCase([[1, 0], [2, 0], [0, 1]])
        evidence.detail("as printed, rank n is enough: A2 with the rows (1, 0), (2, 0), (0, 1)", for: [counterexample])
        {
            $0.matrix.rank == $0.length && $0.hasUniqueHyperplane
        }
        evidence.fact("there the rank is n, and no hyperplane contains both points", for: [counterexample]) {
            $0.matrix.rank == $0.length && $0.top.solution(of: [1, 1]) == nil
        }
        let drawn = (0..<400).map { k in
            ActivationCase.drawn(length: 2 + k % 5, dependentTop: k % 2 == 1, random: &random)
        }.filter { $0.matrix.rank == $0.length }
        evidence.fact("rank n: the first n rows are independent if and only if v_(n+1) ≠ 0", for: drawn) {
            activations in
            guard let end = activations.nullVector?.last else { return false }
            return activations.top.determinant.isZero == end.isZero
        }
        evidence.fact(
            "both cases occur", drawn.contains { $0.hasUniqueHyperplane } && drawn.contains { !$0.hasUniqueHyperplane })
        let small = ActivationCase.all(length: 2, upTo: 2)
        let feasible = small.filter(\.allowsLastLayer)
        evidence.fact("all A2 with n = 2 and entries 0, 1, 2 that allow a last layer have one H_n^1", for: feasible) {
            $0.hasUniqueHyperplane
        }
        evidence.witness("A2 of rank n without H_n^1", counterexample.matrix)
        evidence.witness(
            "of the \(small.count) A2 with n = 2 and entries 0, 1, 2, those that allow a last layer",
            Rational(feasible.count))
        if let network = networks.first(where: { $0.length >= 3 }) ?? networks.first {
            evidence.witness("W3, drawn at random", network.lastLayer)
            evidence.witness("W3⁻¹·1 = a^(1)", network.activation(0))
        }
    }
}
