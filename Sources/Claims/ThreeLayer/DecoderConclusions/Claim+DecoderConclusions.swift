internal import Exact
internal import Networks
internal import Plots

extension Claim {
    /// Section 3.1, last paragraph: what a decoder needs, and which codes it can decode.
    static let decoderConclusions = [conclusion, linearCode]

    private static let conclusion: Claim = Claim(
        "conclusion", in: .threeLayer, at: "section 3.1, last paragraph",
        statement: ClaimText(
            "To reconstruct all step functions from a scalar code the decoder should have two layers of dimension n, "
                + "both with ReLU; a bias is necessary in the hidden layer, and not in the output layer.",
            tex: #"""
                To reconstruct all step functions from a scalar code the decoder should have two layers of dimension
                $n$, both with ReLU; a bias is necessary in the hidden layer, and not in the output layer.
                """#),
        correction: ClaimText(
            "For n ≥ 2 two layers are necessary, and so are at least n hidden units. A hidden bias is necessary for "
                + "n ≥ 3, and for n = 2 with a linear code. An output bias is not needed. These conditions are not "
                + "sufficient: the kinks must also satisfy T1.",
            tex: #"""
                For $n\ge 2$ two layers are necessary, and so are at least $n$ hidden units. A hidden bias is
                necessary for $n\ge 3$, and for $n=2$ with a linear code. An output bias is not needed. These
                conditions are not sufficient: the kinks must also satisfy T1.
                """#),
        expected: .holdsCorrected, lengths: 3...12, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(3...6)
        let codes = ([2] + lengths).flatMap { n in (0..<20).map { _ in InjectiveCode(length: n, random: &random).codes }
        }
        evidence.statement("n ≥ 2: one layer cannot meet output n", for: codes) { codes in
            let decoder = OneLayerDecoder(codes: codes)
            return !StepCriterion(activations: decoder.activations).isFeasible
                && decoder.lastOutput.areRefuted(by: decoder.multipliers)
        }
        let narrow = lengths.flatMap { n in
            (0..<40).map { DrawnHiddenLayer(length: n, width: n - 1, outputBias: $0 % 2 == 0, random: &random) }
        }
        evidence.statement("n − 1 hidden units, with an output bias or without: no W3", for: narrow) {
            !$0.criterion.isFeasible
        }
        let unbiased = lengths.flatMap { n in
            (0..<40).map { _ in UnbiasedHiddenLayer(length: n, width: n, random: &random) }
        }
        evidence.statement("n ≥ 3 and no hidden bias: no W3", for: unbiased) {
            !StepCriterion(activations: $0.activations).isFeasible
        }
        evidence.statement("n hidden units with a bias, no output bias: the reversed solution is exact", for: lengths) {
            let decoder = ReversedDecoder(length: $0)
            return decoder.activations.columns == $0 && decoder.lastLayer.reconstructs(from: decoder.activations)
        }
        evidence.detail("the hidden bias is necessary for n = 2 too", !UnbiasedHiddenLayer.twoOutputs.isExact)
        evidence.fact("for n = 2 the codes (1, −1, 0) do without it", UnbiasedHiddenLayer.twoOutputs.isExact)
        let affine = (0..<200).map { _ in
            UnbiasedHiddenLayer.affinePair(offset: random.rational(), slope: random.positive(), random: &random)
        }
        evidence.fact("for n = 2 and a code affine in θ it is", for: affine) {
            !StepCriterion(activations: $0.activations).isFeasible
        }
        let naive = try NaiveDecoder.shared(setting, lengths)
        evidence.detail("a decoder of this form reconstructs, whatever its biases: the naive one has a W3", for: naive)
        {
            $0.criterion.isFeasible
        }
        evidence.fact("T1 rules out the naive solution and admits the reversed one", for: naive) {
            !$0.criterion.isFeasible
                && StepCriterion(activations: ReversedDecoder(length: $0.length).activations).isFeasible
        }
        evidence.fact(
            "n = 1 needs one layer only: y = relu(z), z = θ",
            ExactMatrix([[.one], [.zero]]).rectified == StepForm.targets(1))
        evidence.witness(
            "of 60 random codes, those with an exact decoder", columns: DecoderCensus.columns,
            rows: (1...5).map { DecoderCensus(length: $0, draws: 60, random: &random).cells })
    }

    private static let linearCode: Claim = Claim(
        "linear-code", in: .threeLayer,
        at: "section 3.1, first and last paragraph; section 3.2 (announced, without content)",
        kind: .question,
        statement: ClaimText(
            "Is a code linear in the position a particular solution only, not a necessary one?",
            tex: "Is a code linear in the position a particular solution only, not a necessary one?"),
        correction: ClaimText(
            "Linearity is not necessary: n hidden units without an output bias can decode a code if and only if it "
                + "is injective, whatever its order. The decoder has ascending units with kinks at the blank's code and "
                + "at every higher code but the highest, and descending units with kinks at the blank's code and at "
                + "every lower code but the lowest. T1 then holds with v = (0, …, 0, 1). So the loss does not favour a "
                + "linear code. The claim study-protocol shows what training makes of a fixed linear code.",
            tex: #"""
                Linearity is not necessary: $n$ hidden units without an output bias can decode a code if and only if
                it is injective, whatever its order. The decoder has ascending units with kinks at the blank's code
                and at every higher code but the highest, and descending units with kinks at the blank's code and at
                every lower code but the lowest. T1 then holds with $v=(0,\dots,0,1)$. So the loss does not favour a
                linear code. The claim study-protocol shows what training makes of a fixed linear code.
                """#),
        expected: .answered, lengths: 1...129, effort: 0.3
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.length.map { [$0] } ?? [1, 2, 3, 5, 8, 16, 33]
        let codes = lengths.flatMap { n in
            (0..<(n > 12 ? 1 : 6)).map { _ in InjectiveCode(length: n, random: &random) }
        }
        let whole = (0...(setting.length ?? 129)).map { Rational($0) }
        let permuted = InjectiveCode(InjectiveCode.shuffled(whole, &random))
        evidence.fact("the construction has n units and gives Y", for: codes + [permuted]) {
            $0.ramps.weights.count == $0.length
                && $0.lastLayer.reconstructs(from: $0.ramps.activations(at: $0.codes))
        }
        evidence.fact("T1 holds with rank n and v = (0, …, 0, 1)", for: codes + [permuted]) {
            let criterion = StepCriterion(activations: $0.ramps.activations(at: $0.codes))
            let last = [Rational](repeating: .zero, count: $0.length) + [.one]
            return criterion.hasNullVector(last) && criterion.isFeasible
        }
        evidence.fact(
            "kinks: on either side the blank's code and every further one but the last", for: codes
        ) {
            $0.kinksAreAsSaid
        }
        try evidence.fact("the loss of the whole autoencoder is 0, linear encoder included", for: codes) {
            try $0.loss().isZero
        }
        let bent = codes.filter { $0.length >= 2 && !LinearEncoder.areAffine($0.codes) }
        if lengths.contains(where: { $0 >= 2 }) {
            evidence.fact("and some of these codes are not affine in θ", !bent.isEmpty)
        }
        let tied = lengths.filter { (2...16).contains($0) }.flatMap { n in
            (0..<12).map { TiedCode(length: n, width: n + $0 % 3, outputBias: $0 % 2 == 0, random: &random) }
        }
        if !tied.isEmpty {
            evidence.fact("two equal codes i < i': no W3, whatever the hidden layer (T1)", for: tied) {
                !$0.criterion.isFeasible
            }
            evidence.fact("the outputs between them are refuted by ±1 on the two samples", for: tied) {
                $0.outputsBetweenAreRefuted
            }
        }
        evidence.witness("codes of samples 1 … n + 1, n = \(permuted.length)", permuted.codes)
        if let small = codes.first(where: { $0.length >= 5 }) ?? codes.last {
            evidence.witness("codes of samples 1 … n + 1, n = \(small.length)", small.codes)
            evidence.witness("A2", small.ramps.activations(at: small.codes))
            evidence.witness("W3", small.lastLayer.weights)
        }
        let points = permuted.codes.enumerated().map { PlotPoint(Double(permuted.length - $0), $1.doubleValue) }
        evidence.figure(
            "code",
            caption: "A code in random order: the autoencoder with these codes reconstructs every step exactly.",
            Chart(
                "A code that is decoded exactly, n = \(permuted.length)", x: Axis("θ"), y: Axis("code z"),
                marks: [.points(points)]))
    }
}
