internal import Exact
internal import Networks

extension Claim {
    /// Section 3.1, end: the activation that the hidden layer needs, and what follows.
    package static let activations: [Claim] = [nonlinearityNeeded, hiddenBias] + writtenDecoders + decoderConclusions

    private static let nonlinearityNeeded: Claim = Claim(
        "nonlinearity-needed", in: .threeLayer, at: "section 3.1, after equation (5)",
        statement: ClaimText(
            "With a linear g2, A2 = z W2ᵀ + 1 b2 is a sum of two matrices of rank 1, so that rank(A2) ≤ 2.",
            tex: #"""
                With a linear $g^{[2]}$, $A^{[2]}=z\,W^{[2]T}+\mathbf 1\,b^{[2]}$ is a sum of two matrices of rank 1, so
                that $\operatorname{rank}A^{[2]}\le 2$.
                """#),
        correction: ClaimText(
            "This excludes n ≥ 3 by rank. For n = 2 the rank is enough, and a linear hidden layer is excluded for the "
                + "same reason as a one-layer decoder; n = 1 needs no non-linearity.",
            tex: #"""
                This excludes $n\ge 3$ by rank. For $n=2$ the rank is enough, and a linear hidden layer is excluded for
                the same reason as a one-layer decoder; $n=1$ needs no non-linearity.
                """#),
        expected: .holds, lengths: 2...40
    ) { evidence, setting in
        var random = setting.random()
        let layers = setting.lengths(2...20).flatMap { n in
            (0..<4).map { LinearHiddenLayer(length: n, width: n + $0 - 1, random: &random) }
        }
        evidence.statement("rank(z W2ᵀ + 1 b2) ≤ 2", for: layers) { $0.activations.rank <= 2 }
        try evidence.statement("it is what the library's hidden layer gives with the identity", for: layers) {
            try $0.activations.elements == $0.activationsByNetwork().elements
        }
        evidence.statement("the two terms have rank 1", for: layers) { $0.codeTerm.rank == 1 && $0.biasTerm.rank == 1 }
        let long = layers.filter { $0.length >= 3 }
        if !long.isEmpty {
            evidence.statement("n ≥ 3: rank A2 < n, hence no W3", for: long) {
                $0.activations.rank < $0.length && !StepCriterion(activations: $0.activations).isFeasible
            }
        }
        let pairs = (0..<100).map { LinearHiddenLayer(length: 2, width: 2 + $0 % 2, random: &random) }
        evidence.statement("n = 2: no W3, with an output bias or without (T1 and linear programming)", for: pairs) {
            [$0.activations, $0.activations.withOnes].allSatisfy {
                !StepCriterion(activations: $0).isFeasible && OutputProofs($0, outputs: 2).proveInfeasible
            }
        }
        evidence.fact("n = 2: although A2 has rank 2", for: pairs) { $0.activations.rank == 2 }
        let singles = (0..<20).map { _ in LinearHiddenLayer(length: 1, width: 2, random: &random) }
        evidence.fact("n = 1: there is a W3", for: singles) { OutputProofs($0.activations, outputs: 1).proveFeasible }
        let example = LinearHiddenLayer(length: setting.length(or: 4), width: setting.length(or: 4), random: &random)
        evidence.witness("A2 of a linear hidden layer, drawn at random", example.activations)
        evidence.witness("its rank", Rational(example.activations.rank))
    }

    private static let hiddenBias: Claim = Claim(
        "hidden-bias", in: .threeLayer, at: "section 3.1, equation (6) and after; conclusion",
        statement: ClaimText(
            "Without a bias a ReLU hidden layer gives |z| relu(W2) for z ≥ 0 and |z| relu(−W2) for z < 0, so that "
                + "rank(A2) ≤ 2 and a bias is crucial.",
            tex: #"""
                Without a bias a ReLU hidden layer gives $|z|\,\mathrm{relu}(W^{[2]})$ for $z\ge 0$ and
                $|z|\,\mathrm{relu}(-W^{[2]})$ for $z<0$, so that $\operatorname{rank}A^{[2]}\le 2$ and a bias is
                crucial.
                """#),
        correction: ClaimText(
            "Equation (6) and the rank are right. The hidden bias is necessary for n ≥ 3 with any code, and for n = 2 "
                + "with a code affine in θ. For n = 2 the codes (1, −1, 0) of samples 1, 2, 3 need no bias: W2 = (1, "
                + "−1), W3 with the rows (1, 0) and (1, 1), with w1 = (2, −1), b1 = 0. Nor does n = 1.",
            tex: #"""
                Equation (6) and the rank are right. The hidden bias is necessary for $n\ge 3$ with any code, and for
                $n=2$ with a code affine in $\theta$. For $n=2$ the codes $(1,-1,0)$ of samples $1,2,3$ need no bias:
                $W^{[2]}=(1,-1)^T$, $W^{[3]}=\begin{pmatrix}1&0\\1&1\end{pmatrix}$, with $w_1=(2,-1)$, $b_1=0$. Nor
                does $n=1$.
                """#),
        expected: .holdsCorrected, lengths: 3...24, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let layers = setting.lengths(3...10).flatMap { n in
            (0..<6).map {
                UnbiasedHiddenLayer(length: n, width: $0 < 3 ? n : n + 4, bothSigns: $0 % 2 == 0, random: &random)
            }
        }
        evidence.statement("equation (6)", for: layers) { $0.activations == $0.byEquation6 }
        evidence.statement("rank(A2) ≤ 2", for: layers) { $0.activations.rank <= 2 }
        evidence.statement("n ≥ 3: rank A2 < n, hence no W3", for: layers) {
            $0.activations.rank < $0.length && !StepCriterion(activations: $0.activations).isFeasible
        }
        evidence.statement(
            "n ≥ 3: the same by linear programming", for: layers.filter { $0.length <= 5 || setting.length != nil }
        ) {
            OutputProofs($0.activations, outputs: $0.length).proveInfeasible
        }
        evidence.fact("the rank 2 is reached, with codes of both signs", for: layers.filter(\.hasCodesOfBothSigns)) {
            $0.activations.rank == 2
        }
        let example = UnbiasedHiddenLayer.twoOutputs
        evidence.detail("a hidden bias is crucial: the codes (1, −1, 0) have no W3 without one", !example.isExact)
        evidence.fact("n = 2, codes (1, −1, 0): exact without a hidden bias, T1 agrees", example.isExact)
        evidence.fact("w1 = (2, −1), b1 = 0 give those codes", try example.encoder.codes() == example.layer.codes)
        let whole = UnbiasedHiddenLayer.wholePairs(bound: 3)
        evidence.fact(
            "n = 2, different codes from −3 to 3: a W3 where the blank's is 0 and the others differ in sign, else none",
            for: whole
        ) {
            let (first, second, blank) = ($0.codes[0], $0.codes[1], $0.codes[2])
            return StepCriterion(activations: $0.activations).isFeasible
                == (blank.isZero && (first * second).signum < 0)
        }
        let affine = (0..<3000).map { _ in
            UnbiasedHiddenLayer.affinePair(offset: random.rational(), slope: random.positive(), random: &random)
        }
        evidence.fact("n = 2, code affine in θ, units of all signs: no W3 (T1)", for: affine) {
            !StepCriterion(activations: $0.activations).isFeasible
        }
        evidence.fact("the same by linear programming", for: affine.prefix(100)) {
            OutputProofs($0.activations, outputs: 2).proveInfeasible
        }
        let single = UnbiasedHiddenLayer(codes: [.one, .zero], weights: [.one])
        evidence.fact("n = 1, z = θ: W3 = 1 without a hidden bias", single.activations == StepForm.targets(1))
        evidence.witness("n = 2 without a hidden bias: A2 of the codes (1, −1, 0)", example.layer.activations)
        evidence.witness("its W3", example.last.weights)
    }
}
