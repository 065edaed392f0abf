internal import Derivations
internal import Diagnostics
internal import Exact
internal import Foundation
internal import Networks
internal import Plots

extension Claim {
    /// Solution 1.3: sigmoid activations, the binary cross-entropy, and what saturation does to both.
    static let saturation: [Claim] = [sigmoid, binaryCrossEntropy, reluOrSigmoid]

    private static let sigmoid: Claim = Claim(
        "sigmoid", in: .backprop, at: "solution 1.3 a)",
        statement: ClaimText(
            "With sigmoid activations σ' = σ(1 − σ); the Jacobians are diag(σ(s)(1 − σ(s))) for both layers; ∂ℓ/∂ŷ "
                + "remains the same.",
            tex: #"""
                With sigmoid activations $\sigma' = \sigma(1-\sigma)$; the Jacobians are
                $\mathrm{diag}(\sigma(s)(1-\sigma(s)))$ for both layers; $\partial\ell/\partial\hat y$ remains the same.
                """#),
        correction: ClaimText(
            "In float64 σ(s) is exactly 1 from s = 36.74 on, and the derivative is 0 there.",
            tex: #"In float64 $\sigma(s)$ is exactly $1$ from $s = 36.74$ on, and the derivative is $0$ there."#),
        expected: .holds, effort: 0.1
    ) { evidence, setting in
        let grid = stride(from: -30.0, through: 30, by: 0.125)
        func sigma(_ s: Double) -> Double { Activation.sigmoid.value(at: s) }
        func slope(_ s: Double) -> Double { Activation.sigmoid.derivative(at: s, activation: sigma(s)) }
        evidence.statement("σ(1 − σ), of σ = 1/(1 + e^−s), is the library's derivative, to 1e-15", for: grid) { s in
            let value = 1 / (1 + exp(-s))
            return abs(slope(s) - value * (1 - value)) <= 1e-15
        }
        evidence.statement("and the central difference of σ, to 1e-9", for: grid) { s in
            let h = 0x1p-13
            return abs((sigma(s + h) - sigma(s - h)) / (2 * h) - slope(s)) <= 1e-9
        }
        let golden = try PyTorchCase.all().filter { $0.hasOnly(.sigmoid) }
        evidence.statement("both Jacobians of a sigmoid network are these diagonals", for: golden) { golden in
            let backpropagation = Backpropagation(golden.network)
            let pass = backpropagation.forward(golden.gradientCase.inputs)
            return golden.stacks.indices.allSatisfy { sample in
                let jacobians = backpropagation.jacobians(pass, sample: sample)
                let diagonals = (1...2).map { golden.stacks[sample].activationJacobian($0) }
                let product =
                    diagonals[1] * golden.stacks[sample].weight(2) * diagonals[0] * golden.stacks[sample].weight(1)
                return (0..<2).allSatisfy { l in
                    let printed = diagonals[l].entries.nested.enumerated().map { $1[$0] }
                    return zip(jacobians.activations[l], printed).allSatisfy { abs($0 - $1) <= 1e-15 }
                } && zip(jacobians.network.elements, product.elements).allSatisfy { abs($0 - $1) <= 1e-14 }
            }
        }
        evidence.statement(
            "with them, and ∂ℓ/∂ŷ = 2 (ŷ − y)^T as before, the recursion gives PyTorch's gradients, to 1e-12",
            for: golden.filter { $0.loss == .squaredError(.sum) }
        ) { golden in
            golden.gradientsAgree(tolerance: 1e-12) { 2 * $0.residual.transposed }
        }
        let end = FloatingPointThreshold.first(in: 0...100) { sigma($0) == 1 }
        evidence.fact("in float64 σ(s) = 1 from s = 36.74 on (to .01)", abs(end - 36.74) <= 0.01)
        evidence.fact("the derivative is 0 there, and not before", slope(end) == 0 && slope(end - 0.01) > 0)
        evidence.witness("the first s with σ(s) = 1 in float64", end)
        evidence.figure(
            "derivative",
            caption: "σ' is ¼ at 0 and falls like e^{−|s|}; on the right it ends where float64 rounds σ to 1.",
            Chart(
                "The derivative of the sigmoid",
                description:
                    "A peak at 0 between two straight lines; the right one ends in steps at 36.7, the left one "
                    + "continues.",
                x: Axis("s"), y: Axis("σ'(s)", scale: .log10),
                marks: [
                    .line(
                        stride(from: -60.0, through: 36.5, by: 0.25).map { PlotPoint($0, slope($0)) },
                        Series("σ(1 − σ)")),
                    .rule(.vertical(end), label: "σ = 1"),
                ]))
    }

    private static let binaryCrossEntropy: Claim = Claim(
        "bce", in: .backprop, at: "solution 1.3 b)",
        statement: ClaimText(
            "ℓ = −(1/K)[y^T log ŷ + (1 − y)^T log(1 − ŷ)]; ∂ℓ/∂ŷ_i = (1/K)(ŷ_i − y_i)/(ŷ_i (1 − ŷ_i)).",
            tex: #"""
                $\ell = -\frac1K[y^T\log\hat y + (1-y)^T\log(1-\hat y)]$; $\frac{\partial\ell}{\partial\hat y_i} =
                \frac1K\frac{\hat y_i - y_i}{\hat y_i(1-\hat y_i)}$.
                """#),
        correction: ClaimText(
            "For 0 < ŷ < 1; K is the number of outputs (a mean, as in torch). With a sigmoid output δ2 = (ŷ − y)/K. "
                + "Evaluated separately, the quotient is 0/0 or infinite once σ saturates; the product stays finite.",
            tex: #"""
                For $0 < \hat y < 1$; $K$ is the number of outputs (a mean, as in torch). With a sigmoid output
                $\delta^{(2)} = (\hat y - y)/K$. Evaluated separately, the quotient is $0/0$ or infinite once $\sigma$
                saturates; the product stays finite.
                """#),
        expected: .holds, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let cases = (0..<60).map { _ in CrossEntropyOutputs(outputs: random.integer(in: 1...8), range: 6, &random) }
        let worst = cases.map(\.quotientError).max() ?? .infinity
        evidence.statement("the formula is the central difference of the printed ℓ, to 1e-8 of itself", for: cases) {
            $0.quotientError <= 1e-8
        }
        evidence.statement("the printed ℓ is the library's loss, to 1e-12 of itself", for: cases) {
            abs($0.printedLoss - $0.library.loss) <= 1e-12 * $0.library.loss
        }
        let golden = try PyTorchCase.all().filter { $0.loss == .binaryCrossEntropy }
        evidence.statement("with K outputs times N samples, it gives PyTorch's gradients, to 1e-12", for: golden) {
            golden in
            golden.gradientsAgree(tolerance: 1e-12) { golden.lossByOutput($0) }
        }
        let wide = (0..<60).map { _ in CrossEntropyOutputs(outputs: random.integer(in: 1...8), range: 30, &random) }
        evidence.fact(
            "with a sigmoid output the quotient times σ(1 − σ) is the library's δ2 and (ŷ − y)/K, to 1e-14 of itself, "
                + "|s| ≤ 30",
            for: wide
        ) { outputs in
            outputs.s.indices.allSatisfy { i in
                let (delta, quotient) = (outputs.library.delta[i], outputs.quotient[i] * outputs.slope[i])
                return abs(quotient - delta) <= 1e-14 * abs(delta)
                    && abs(outputs.product[i] - delta) <= 1e-14 * abs(delta)
            }
        }
        let far = CrossEntropyOutputs(s: [40], y: [0])
        evidence.fact(
            "s = 40, y = 0: the quotient is infinite, and times σ' not a number; the product, and the library's δ2, is "
                + "1",
            far.quotient[0].isInfinite && (far.quotient[0] * far.slope[0]).isNaN && far.product[0] == 1
                && far.library.delta[0] == 1)
        let right = CrossEntropyOutputs(s: [40], y: [1])
        evidence.fact(
            "s = 40, y = 1: the quotient is 0/0; the product is 0",
            right.quotient[0].isNaN && right.product[0] == 0 && right.library.delta[0] == 0)
        evidence.fact(
            "the printed ℓ is infinite at s = 40, y = 0; the library's is 40, to 1e-12",
            far.printedLoss == .infinity && abs(far.library.loss - 40) <= 1e-12)
        evidence.witness("largest relative error of the central difference", worst)
        evidence.witness(
            "y = 0, K = 1", columns: ["s", "1 − ŷ", "quotient", "quotient · σ'", "ŷ − y"],
            rows: [0, 10, 30, 36, 37, 40].map { s -> [String] in
                let outputs = CrossEntropyOutputs(s: [s], y: [0])
                let numbers = [
                    1 - outputs.output[0], outputs.quotient[0], outputs.quotient[0] * outputs.slope[0],
                    outputs.product[0],
                ]
                return ["\(Int(s))"] + numbers.map { NumberText.number($0, digits: 5) }
            })
    }

    private static let reluOrSigmoid: Claim = Claim(
        "relu-or-sigmoid", in: .backprop, at: "solution 1.3 c)",
        statement: ClaimText(
            "ReLU is preferred because its gradient is faster to compute and it avoids vanishing gradients.",
            tex: "ReLU is preferred because its gradient is faster to compute and it avoids vanishing gradients."),
        correction: ClaimText(
            "σ' ≤ 1/4, so L sigmoid layers scale the gradient by at most 4^(−L) apart from the weights (9.1e-13 at L = "
                + "20). ReLU's factor is exactly 1 on active units and 0 on inactive ones: it does not shrink, but it "
                + "can die. Speed is a measurement.",
            tex: #"""
                $\sigma'\le1/4$, so $L$ sigmoid layers scale the gradient by at most $4^{-L}$ apart from the weights
                ($9.1\cdot10^{-13}$ at $L=20$). ReLU's factor is exactly $1$ on active units and $0$ on inactive ones:
                it does not shrink, but it can die. Speed is a measurement.
                """#),
        expected: .holdsCorrected, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let chains = (1...20).flatMap { depth in (0..<5).map { _ in LayerChain(depth: depth, &random) } }
        evidence.statement("L = 1 … 20 sigmoids, weights 1: |∂ŷ/∂x| ≤ 4^(−L)", for: chains) {
            let slope = abs($0.slope(.sigmoid))
            return slope > 0 && slope <= pow(0.25, Double($0.depth))
        }
        evidence.statement(
            "ReLUs in their place, all active: the factor is exactly 1", for: chains.filter { $0.isActive }
        ) {
            $0.slope(.relu) == 1
        }
        evidence.detail("with ReLU the gradient never vanishes", for: chains) { $0.slope(.relu) != 0 }
        let stopwatch = DerivativeTimes()
        evidence.detail(
            "its derivative is faster to compute from the preactivation, on this machine",
            stopwatch.relu < stopwatch.sigmoid)
        evidence.fact("the factor of a path through ReLUs is 1 where all its units are active, else 0", for: chains) {
            $0.slope(.relu) == ($0.isActive ? 1 : 0)
        }
        evidence.fact(
            "some of these chains are active, and some dead",
            chains.contains(where: \.isActive) && !chains.allSatisfy(\.isActive))
        let shares = (0..<200).map { _ in random.positive(bound: 40) }.map { $0 / (.one + $0) }
        evidence.fact(
            "σ(1 − σ) ≤ 1/4 for every σ in (0, 1), with equality at ½ only, exactly",
            for: shares + [Rational(1) / Rational(2)]
        ) { share in
            let product = share * (.one - share)
            let quarter = Rational(1) / Rational(4)
            return product <= quarter && (product == quarter) == (share + share == .one)
        }
        let grid = stride(from: -30.0, through: 30, by: 0.0625)
        let steepest = grid.max { LayerChain.sigmoidSlope($0) < LayerChain.sigmoidSlope($1) }
        evidence.fact("σ' is largest at s = 0, where it is 1/4", steepest == 0 && LayerChain.sigmoidSlope(0) == 0.25)
        evidence.witness("4^(−20)", pow(0.25, 20))
        evidence.witness(
            "nanoseconds for an activation and its derivative, by the reference", columns: ["ReLU", "sigmoid"],
            rows: [[stopwatch.relu, stopwatch.sigmoid].map { NumberText.number($0) }])
        evidence.figure(
            "layers",
            caption:
                "The factor by which L layers scale the gradient: at most 4^{−L} for sigmoids, 1 for active ReLUs.",
            Chart(
                "Vanishing gradients",
                description: "Points on and below the falling line 4^{−L}; the line of active ReLUs stays at 1.",
                x: Axis("layers L"), y: Axis("|∂ŷ/∂x|, weights 1", scale: .log10, domain: AxisDomain(1e-17, 100)),
                marks: [
                    .line((1...20).map { PlotPoint(Double($0), pow(0.25, Double($0))) }, Series("4^{−L}", .muted)),
                    .points(
                        chains.map { PlotPoint(Double($0.depth), abs($0.slope(.sigmoid))) }, Series("sigmoid", .slot(1))
                    ),
                    .line((1...20).map { PlotPoint(Double($0), 1) }, Series("active ReLUs", .slot(2))),
                ]))
    }
}
