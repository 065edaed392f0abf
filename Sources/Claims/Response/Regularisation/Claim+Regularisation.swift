internal import Analysis
internal import Diagnostics
internal import Exact
internal import Networks

extension Claim {
    /// Section 2, last question: what makes a code linear, and what does not.
    static let regularisation: Claim = Claim(
        "regularisation", in: .response, at: "section 2, last question", kind: .question,
        statement: ClaimText(
            "Can we design architectures/regularisations which encourage linear behaviour?",
            tex: "Can we design architectures/regularisations which encourage linear behaviour?"),
        correction: ClaimText(
            "Yes. Architecture: one weight that all inputs share makes the code exactly affine; a shift-equivariant "
                + "decoder is right at missing θ (response-bounds). Regularisation: since neighbouring codes are "
                + "amp·w1_i apart, linearity is a quadratic in w1; a pull of strength 0.9 to the mean after each "
                + "update makes the code a line (r² > 0.99999), for RMSProp and for Adam. The loss alone does not "
                + "pull: networks with bent codes have the loss 0 and the gradient 0.",
            tex: #"""
                Yes. Architecture: one weight that all inputs share makes the code exactly affine; a shift-equivariant
                decoder is right at missing $\theta$. Regularisation: since neighbouring codes are $A w_{1,i}$ apart,
                linearity is a quadratic in $w_1$; a pull of strength $0.9$ to the mean after each update makes the code
                a line ($r^2 > 0.99999$), for RMSProp and for Adam. The loss alone does not pull: networks with bent
                codes have the loss $0$ and the gradient $0$.
                """#),
        expected: .answered, lengths: 17...129, effort: 6
    ) { evidence, setting in
        var random = setting.random()
        try evidence.fact(
            "one weight that all inputs share, after 20 epochs of RMSProp: the second differences of the code are 0, "
                + "exactly",
            for: 2...33
        ) { n in
            let codes = try Self.codesOfSharedWeight(n, seed: setting.seed)
            return LinearEncoder.areAffine(codes) && codes[1] != codes[0]
        }
        try evidence.fact("bent codes, drawn: loss 0, every derivative 0, second differences not all 0", for: 3...12) {
            n in
            let code = Self.bentCode(random.increasing(n + 1))
            let steps = Matrix(StepForm.targets(n))
            let network = try code.autoencoder.network()
            let gradients = Backpropagation(network).gradients(
                inputs: steps, targets: steps, loss: .squaredError(.mean))
            let codes = Backpropagation(network).forward(steps).activations[0].elements
            let isStill = gradients.layers.allSatisfy {
                $0.weight.elements.allSatisfy(\.isZero) && ($0.bias ?? []).allSatisfy(\.isZero)
            }
            return gradients.loss.isZero && isStill && !LinearEncoder.areAffine(codes)
        }
        let n = setting.length(or: 129)
        let pairs = try CodeTermRuns.pairs(length: n, seed: setting.seed, shared: setting.shared)
        let text = "n = \(n), 5 seeds, \(CodeTermRuns.epochs) epochs each of RMSProp and Adam"
        evidence.fact(
            "\(text), with the code term: 1 − r² < 1e-5, off the line by at most 1e-3 of the range", for: pairs
        ) {
            1 - $0.with.r2 < 1e-5 && ($0.with.maxDeviation ?? 1) <= 1e-3
        }
        // Shorter signals leave fewer weights to differ.
        let (most, least): (Double, Double) = n == 129 ? (0.9, 0.1) : (0.99, 0.05)
        evidence.fact(
            "\(text), without it: r² < \(NumberText.exact(most)), off the line by more than \(NumberText.exact(least)) of the range",
            for: pairs
        ) {
            $0.without.r2 < most && ($0.without.maxDeviation ?? 0) > least
        }
        evidence.witness(
            text, columns: ["optimizer", "seed", "1 − r² with", "off line with", "r² without", "off line without"],
            rows: pairs.map { pair in
                [pair.optimizer, "\(pair.seed)"]
                    + [1 - pair.with.r2, pair.with.maxDeviation, pair.without.r2, pair.without.maxDeviation].map {
                        $0.map { NumberText.number($0) } ?? "–"
                    }
            })
    }

    /// Random codes of θ = 0 … n, which are never collinear by chance.
    private static func bentCode(_ drawn: [Rational]) -> InjectiveCode {
        var codes = drawn
        if LinearEncoder.areAffine(codes) { codes[codes.count - 1] += .one }
        return InjectiveCode(codes.reversed())
    }

    /// The codes of steps of amplitude 5, exactly, after some epochs in which all inputs share one weight.
    private static func codesOfSharedWeight(_ n: Int, seed: UInt64) throws -> [Rational] {
        let steps = try LeadingSteps(n, amplitude: 5)
        var network = try Network<Float>(
            inputs: n, layers: CanonicalAutoencoder.layers(length: n), initialization: .uniform(-0.05...0.05),
            seed: seed)
        try Training(
            loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3),
            codeLinearity: CodeLinearity(projection: 1)
        ).fit(&network, to: steps.samples, epochs: 20)
        return Backpropagation(network.converted(to: Rational.self)).forward(steps.exactSignals).activations[0].elements
    }
}
