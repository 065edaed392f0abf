internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    static let regularisation = Claim(
        "regularisation", in: .response, at: "section 2, last question", kind: .question,
        statement: ClaimText(
            "Can we design architectures/regularisations which encourage linear behaviour?",
            tex: "Can we design architectures/regularisations which encourage linear behaviour?"),
        correction: ClaimText(
            "Yes. Architecture: one weight that all inputs share makes the code exactly affine; a shift-equivariant decoder is right at missing "
                + "θ (response-bounds). Regularisation: since neighbouring codes are amp·w1_i apart, linearity is a quadratic in w1; a pull of "
                + "strength 0.9 to the mean after each update makes the code a line (r² > 0.99999), for RMSProp and for Adam. The loss alone does not pull: "
                + "networks with bent codes have the loss 0 and the gradient 0.",
            tex: #"""
                Yes. Architecture: one weight that all inputs share makes the code exactly affine; a shift-equivariant decoder is
                right at missing $\theta$. Regularisation: since neighbouring codes are $A w_{1,i}$ apart, linearity is a quadratic
                in $w_1$; a pull of strength $0.9$ to the mean after each update makes the code a line ($r^2 > 0.99999$), for
                RMSProp and for Adam. The loss alone does not pull: networks with bent codes have the loss $0$ and the gradient $0$.
                """#),
        expected: .answered, lengths: 17...129, effort: 6
    ) { evidence, setting in
        var random = setting.random()
        evidence.truth(
            "one shared weight, drawn bias and amplitude: second differences of the code are 0", for: 2...129
        ) { n in
            let (weight, bias, amplitude) = (random.positive(), random.rational(), random.positive())
            let codes = (0...n).map { theta in
                LeadingSteps.signal(n, Rational(theta)).reduce(bias) { $0 + weight * amplitude * $1 }
            }
            return LeadingSteps.secondDifferences(codes).allSatisfy(\.isZero) && codes[1] != codes[0]
        }
        try evidence.truth("bent codes, drawn: loss 0, every derivative 0, second differences not all 0", for: 3...12) {
            n in
            let steps = try LeadingSteps(n)
            let network = try Self.exactOnBentCode(n, random.increasing(n + 1))
            let gradients = Backpropagation(network).gradients(
                inputs: steps.exactSignals, targets: steps.exactSignals, loss: .squaredError(.mean))
            let codes = Backpropagation(network).forward(steps.exactSignals).activations[0].elements
            let isStill = gradients.layers.allSatisfy {
                $0.weight.elements.allSatisfy(\.isZero) && ($0.bias ?? []).allSatisfy(\.isZero)
            }
            return gradients.loss.isZero && isStill && !LeadingSteps.secondDifferences(codes).allSatisfy(\.isZero)
        }
        let n = setting.length(or: 129)
        let pairs = try CodeTermRuns.pairs(length: n, seed: setting.seed, shared: setting.shared)
        let text = "n = \(n), 5 seeds, \(CodeTermRuns.epochs) epochs each of RMSProp and Adam"
        evidence.truth(
            "\(text), with the code term: r² > 0.99999, off the line by at most 1e−3 of the range", for: pairs
        ) {
            $0.with.r2 > 0.99999 && $0.with.maxDeviation <= 1e-3
        }
        // Shorter signals leave fewer weights to differ.
        let (most, least): (Double, Double) = n == 129 ? (0.9, 0.1) : (0.99, 0.05)
        evidence.truth(
            "\(text), without it: r² < \(most), off the line by more than \(least) of the range", for: pairs
        ) {
            $0.without.r2 < most && $0.without.maxDeviation > least
        }
        evidence.witness(
            text, columns: ["optimizer", "seed", "r² with", "off line with", "r² without", "off line without"],
            rows: pairs.map { pair in
                [pair.optimizer, "\(pair.seed)"]
                    + [pair.with, pair.without].flatMap { ["\($0.r2)", "\($0.maxDeviation)"] }
            })
    }

    /// The exact autoencoder of amplitude 1 with drawn codes: kinks at the codes, slopes 1 over their distances.
    private static func exactOnBentCode(_ n: Int, _ drawn: [Rational]) throws -> Network<Rational> {
        var codes = drawn
        // Never by chance on a line.
        if LeadingSteps.secondDifferences(codes).allSatisfy(\.isZero) { codes[n] += .one }
        let layers = CanonicalAutoencoder.layers(length: n)
        var outgoing = Matrix<Rational>(rows: n, columns: n, repeating: .zero)
        for p in 1...n {
            let slope = .one / (codes[p] - codes[p - 1])
            outgoing[p - 1, p - 1] = slope
            if p < n { outgoing[p - 1, p] = -slope }
        }
        return try Network(
            inputs: n,
            layers: [
                Layer(
                    dense: layers[0],
                    weight: Matrix(rows: 1, columns: n, elements: zip(codes.dropFirst(), codes).map { $0 - $1 }),
                    bias: [codes[0]]),
                Layer(
                    dense: layers[1], weight: Matrix(rows: n, columns: 1, repeating: .one),
                    bias: codes.dropLast().map { -$0 }),
                Layer(dense: layers[2], weight: outgoing, bias: nil),
            ])
    }
}
