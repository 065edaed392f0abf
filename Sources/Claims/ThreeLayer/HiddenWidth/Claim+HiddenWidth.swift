internal import Diagnostics
internal import Exact
internal import Networks

extension Claim {
    /// Section 3.1: what the rank of U3 requires of the hidden layer, and whether that is enough.
    static let hiddenWidths = [rankProduct, hiddenWidth, lastLayerLearnt]

    private static let rankProduct: Claim = Claim(
        "rank-product", in: .threeLayer, at: "section 3.1, rank of a product",
        statement: ClaimText(
            "rank(U3) ≤ min(rank A2, rank W3): to achieve a full row rank U3 the hidden width n2 must be equal to n, "
                + "and A2 and W3 must have full rank.",
            tex: #"""
                $\operatorname{rank}U^{[3]}\le\min(\operatorname{rank}A^{[2]},\operatorname{rank}W^{[3]})$: to achieve a
                full row rank $U^{[3]}$ the hidden width must be equal to $n$, and $A^{[2]}$ and $W^{[3]}$ must have
                full rank.
                """#),
        correction: ClaimText(
            "Full column rank. The width must be ≥ n, not = n; rank A2 ≥ n and rank W3 = n are necessary, and not "
                + "sufficient: T1 says what is. With rank A2 = n + 1, which takes n + 1 units, there always is a last "
                + "layer.",
            tex: #"""
                Full column rank. The width must be $\ge n$, not $=n$; $\operatorname{rank}A^{[2]}\ge n$ and
                $\operatorname{rank}W^{[3]}=n$ are necessary, and not sufficient: T1 says what is. With
                $\operatorname{rank}A^{[2]}=n+1$, which takes $n+1$ units, there always is a last layer.
                """#),
        expected: .holdsCorrected, lengths: 2...12, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...6)
        let products = lengths.flatMap { n in (1...(n + 2)).map { RankedProduct(length: n, inner: $0, random: &random) }
        }
        evidence.statement("rank(A Wᵀ) ≤ min(rank A, rank W)", for: products) {
            $0.product.rank <= min($0.left.rank, $0.right.rank)
        }
        let drawn = lengths.flatMap { n in
            (0..<40).map { DrawnHiddenLayer(length: n, width: n - 1 + $0 % 4, linearCode: $0 < 20, random: &random) }
        }
        let written = lengths.map { n in
            let code = InjectiveCode(length: n, random: &random)
            return code.ramps.activations(at: code.codes)
        }
        let layers = drawn.map(\.activations) + written
        let feasible = layers.compactMap { activations in
            OutputProofs(activations, outputs: activations.rows - 1).lastLayer.map {
                FoundLastLayer(activations: activations, last: $0)
            }
        }
        evidence.statement("wherever linear programming finds a W3, rank A2 ≥ n, rank W3 = n, width ≥ n", for: feasible)
        {
            $0.last.reconstructs(from: $0.activations) && $0.activations.rank >= $0.length
                && $0.last.weights.rank == $0.length && $0.activations.columns >= $0.length
        }
        evidence.statement("and U3 has rank n", for: feasible) { $0.preactivations.rank == $0.length }
        evidence.detail("U3 has full row rank, n + 1", for: feasible) { $0.preactivations.rank == $0.length + 1 }
        evidence.detail("the width must be equal to n", for: feasible + lengths.map(wider)) {
            !$0.last.reconstructs(from: $0.activations) || $0.activations.columns == $0.length
        }
        let naive = try NaiveDecoder.shared(setting, setting.lengths(2...20, and: 129))
        evidence.detail("width n and A2 of rank n are enough: the naive solution has a W3", for: naive) {
            $0.criterion.rank == $0.length && $0.criterion.isFeasible
        }
        evidence.fact("the naive solution has width n and rank n", for: naive) {
            $0.activations.columns == $0.length && $0.criterion.rank == $0.length
        }
        evidence.fact("and no W3: multipliers refute an output", for: naive) { $0.criterion.isRefuted }
        let full =
            drawn.filter { $0.criterion.rank == $0.length + 1 } + lengths.map { DrawnHiddenLayer.full($0, &random) }
        evidence.fact("with rank A2 = n + 1 the equations A2 W3ᵀ = Y themselves have a solution", for: full) {
            let solution = $0.activations.solution(of: StepForm.targets($0.length))
            return solution.map { ExactLastLayer(weights: $0.transposed()) }?.reconstructs(from: $0.activations)
                ?? false
        }
        evidence.witness(
            "hidden layers drawn, by width and rank of A2",
            columns: ["n", "width", "rank", "drawn", "with a W3"], rows: RankedProduct.counts(drawn))
    }

    /// The reversed solution with one more unit, which is 1 everywhere, and its last layer, which ignores that unit.
    private static func wider(length n: Int) -> FoundLastLayer {
        let decoder = ReversedDecoder(length: n)
        let zeros = ExactMatrix(rows: n, columns: 1)
        return FoundLastLayer(
            activations: decoder.activations.withOnes,
            last: ExactLastLayer(weights: decoder.lastLayer.weights.appending(columns: zeros)))
    }

    private static let hiddenWidth: Claim = Claim(
        "hidden-width", in: .threeLayer, at: "section 3.1, “how many neurons?”; conclusion",
        statement: ClaimText(
            "The hidden layer needs n neurons: n2 equal to n.",
            tex: #"The hidden layer needs $n$ neurons: $n^{[2]}$ equal to $n$."#),
        correction: ClaimText(
            "With the blank among the samples, ReLU outputs need at least n hidden units, with or without an output "
                + "bias: for n − 1 units the null vector of [A2, 1] sums to zero, and T1 fails. Without the blank the "
                + "least width is n, or n − 1 with an output bias.",
            tex: #"""
                With the blank among the samples, ReLU outputs need at least $n$ hidden units, with or without an
                output bias: for $n-1$ units the null vector of $[A_2,1]$ sums to zero, and T1 fails. Without the
                blank the least width is $n$, or $n-1$ with an output bias.
                """#),
        expected: .holdsCorrected, lengths: 2...12, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...6)
        let biased = lengths.flatMap { n in
            (0..<200).map {
                DrawnHiddenLayer(
                    length: n, width: n - 1, linearCode: $0 % 2 == 0, outputBias: true, random: &random)
            }
        }
        evidence.statement("n − 1 units and an output bias: no W3, by T1", for: biased) { !$0.criterion.isFeasible }
        let some = biased.indices.filter { $0 % 20 < 2 && biased[$0].length <= 8 || $0 == 0 }.map { biased[$0] }
        evidence.statement("the same by linear programming", for: some) {
            OutputProofs($0.activations, outputs: $0.length).proveInfeasible
        }
        let unbiased = lengths.flatMap { n in
            (0..<40).map { _ in DrawnHiddenLayer(length: n, width: n - 1, random: &random) }
        }
        evidence.statement("n − 1 units and no output bias: rank A2 < n", for: unbiased) {
            $0.activations.rank < $0.length && !$0.criterion.isFeasible
        }
        evidence.fact(
            "[A2, 1] of rank n: v sums to 0, and the output before its last non-zero entry fails",
            for: biased.filter { $0.criterion.rank == $0.length }
        ) {
            guard let v = $0.criterion.nullVector, let last = v.lastIndex(where: { !$0.isZero }) else { return false }
            return v.reduce(.zero, +).isZero && $0.criterion.infeasibleOutputs.contains(last - 1)
        }
        evidence.statement("n units suffice: the reversed solution", for: setting.lengths(2...33, and: 64, 129)) {
            let decoder = ReversedDecoder(length: $0)
            return decoder.activations.columns == $0 && decoder.lastLayer.reconstructs(from: decoder.activations)
        }
        evidence.detail(
            "n2 must be equal to n: with n + 1 units, the reversed solution's and one more, there is no W3",
            for: lengths
        ) {
            let found = wider(length: $0)
            return found.activations.columns == $0 || !found.last.reconstructs(from: found.activations)
        }
        let blankless = setting.lengths(2...24, and: 33, 64, 129).map(BlanklessDecoder.init)
        try evidence.fact("without the blank: n − 1 units and an output bias are exact", for: blankless) {
            try $0.autoencoder.w2.count == $0.length - 1 && $0.reconstructs && $0.autoencoder.reconstructs($0.steps)
        }
        let fewer = setting.lengths(2...6).flatMap { n in
            (0..<10).map {
                let bias = $0 % 2 == 0
                return DrawnHiddenLayer(length: n, width: bias ? n - 2 : n - 1, outputBias: bias, random: &random)
            }
        }
        evidence.fact("without the blank: n − 1 units and no bias, or n − 2 and one, are never enough", for: fewer) {
            layer in
            let rows = ExactMatrix((0..<layer.length).map { Array(layer.activations.row($0)) })
            return OutputProofs(rows, outputs: layer.length).proveInfeasible
        }
        if let shown = biased.first(where: { $0.length == (setting.length ?? 4) && $0.criterion.rank == $0.length }),
            let v = shown.criterion.nullVector
        {
            evidence.witness("[A2, 1] for n − 1 = \(shown.length - 1) random units", shown.activations)
            evidence.witness("v with v [A2, 1] = 0: its entries sum to 0", v)
            evidence.witness(
                "outputs that no weights and bias can meet", shown.criterion.infeasibleOutputs.map { Rational($0 + 1) })
        }
    }

    private static let lastLayerLearnt: Claim = Claim(
        "w3-learnt", in: .threeLayer, at: "section 3.1, “the autoencoder will manage to learn a full rank W3”",
        statement: ClaimText(
            "All other conditions being satisfied (width n, A2 of rank n, ReLU, a hidden bias), training will find a "
                + "suitable W3.",
            tex: #"""
                All other conditions being satisfied (width $n$, $A^{[2]}$ of rank $n$, ReLU, a hidden bias), training
                will find a suitable $W^{[3]}$.
                """#),
        correction: ClaimText(
            "A suitable W3 may not exist: the naive A2 meets every stated condition and has none, and so do most A2 of "
                + "rank n with random kinks. Where one exists, gradient training need not find it: an output that is "
                + "negative on all samples gets no gradient.",
            tex: #"""
                A suitable $W^{[3]}$ may not exist: the naive $A^{[2]}$ meets every stated condition and has none, and
                so do most $A^{[2]}$ of rank $n$ with random kinks. Where one exists, gradient training need not find
                it: an output that is negative on all samples gets no gradient.
                """#),
        expected: .refuted, lengths: 3...16, effort: 8
    ) { evidence, setting in
        var random = setting.random()
        let naive = try NaiveDecoder.shared(setting, setting.lengths(2...20))
        evidence.fact("the naive A2 meets the conditions: width n, rank n", for: naive) {
            $0.activations.columns == $0.length && $0.criterion.rank == $0.length
        }
        evidence.statement("there is a suitable W3 for the naive A2", for: naive) { $0.criterion.isFeasible }
        evidence.fact("multipliers refute one of its outputs", for: naive) { $0.criterion.isRefuted }
        let surveys = (setting.length.map { [$0] } ?? [3, 4, 6, 8]).map { n in
            RankSurvey(length: n, random: &random)
        }
        evidence.statement("with random kinks, an A2 of rank n has a suitable W3", for: surveys) {
            $0.feasible == $0.ofRank
        }
        evidence.fact("of those of rank n fewer than half have one", for: surveys) {
            2 * $0.feasible < $0.ofRank
        }
        if setting.length == nil {
            let reference = RankSurvey.reference
            evidence.fact(
                list(reference.map(\.ofRank)) + " of all have rank n, and " + list(reference.map(\.feasible))
                    + " a W3: the shares of a million layers by another program, to five standard errors of "
                    + "√(p(1 − p)/20,000)",
                for: surveys
            ) { survey in reference.contains { survey.isNear($0) } }
        }
        let dead = setting.lengths(2...8).map { DeadOutput(length: $0, output: random.integer(in: 0...($0 - 1))) }
        try evidence.fact(
            "a W3 exists, one output is negative on all samples but the blank: the loss is not 0, its weights' "
                + "gradient is",
            for: dead
        ) {
            try $0.hasGoodWeights && $0.isStuck()
        }
        evidence.witness(
            "20,000 hidden layers of n units with random kinks and directions, z = θ",
            columns: ["n", "of rank n", "share", "of these with a W3", "share of all"], rows: surveys.map(\.cells))
    }

    private static func list(_ shares: [Double]) -> String {
        shares.map { NumberText.number($0) }.joined(separator: ", ")
    }
}
