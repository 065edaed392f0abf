internal import Claims
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension Claim {
    /// What the study says of the sizes of the encoder's gradients, and what it explains by them.
    static let gradientSizes: [Claim] = [amplitudeEffect, amplitudeArgument]

    private static let amplitudeEffect: Claim = Claim(
        "amplitude", in: .study, at: "section 1.2, text after equation (4)",
        statement: ClaimText(
            "The amplitude of x_s, and the number of samples in which it is not 0, strongly affect the learning of w1_s.",
            tex: #"""
                The amplitude of $x_s$, and the number of samples in which it is not $0$, strongly affect the learning
                of $w^{[1]}_s$.
                """#),
        correction: ClaimText(
            "They affect the gradient: at the start, from non-negative weights, it is about (n + 1)/2 times as large "
                + "for w1_n as for w1_1; strongly means at least twice, a factor of ours, and any up to (n + 1)/3 gives "
                + "the same verdict. Plain gradient descent learns accordingly. RMSProp, which "
                + "the study uses, divides each parameter's gradient by its own running size: a constant factor cancels, "
                + "ε aside, and every weight's first step is nearly 10 times the learning rate.",
            tex: #"""
                They affect the gradient: at the start, from non-negative weights, it is about
                $(n+1)/2$ times as large for $w^{[1]}_n$ as for $w^{[1]}_1$; strongly means at
                least twice, a factor of ours, and any up to $(n+1)/3$ gives the same verdict. Plain gradient descent
                learns accordingly. RMSProp, which the study uses, divides each parameter's gradient by its own running
                size: a constant factor cancels, $\varepsilon$ aside, and every weight's first step is nearly $10$
                times the learning rate.
                """#),
        expected: .holdsCorrected, lengths: 24...160, effort: 1
    ) { evidence, setting in
        let (rate, epochs) = (1e-4, 200)
        let scaled = ScaledGradients(sizes: [1e-3, 1, 1e3])
        let paths = try scaled.paths(.rmsProp(learningRate: rate), epochs: epochs)
        let formula = scaled.rmsPropByFormula(rate: rate, decay: 0.99, epsilon: 1e-8, epochs: epochs)
        let descent = try scaled.paths(.sgd(learningRate: rate), epochs: epochs)
        let n = setting.length(or: 129)
        let steps = try ProtocolRun.Start.allCases.map {
            try FirstEncoderStep(ProtocolRun(start: $0, encoder: .free, seed: setting.seed), length: n)
        }
        evidence.statement(
            "at the start, from non-negative weights, |∂L/∂w1_n| is at least twice |∂L/∂w1_1|, a factor of ours",
            for: steps.filter { $0.run.start == .nonNegative }
        ) { $0.gradientRatio > 2 }
        evidence.statement(
            "by gradient descent a gradient 1000 times as large moves a parameter 1000 times as far, to eight roundings",
            for: descent
        ) { abs($0.values[1] / (rate * $0.size) - 1) <= 8 * Double.ulpOfOne }
        evidence.fact(
            "and at least (n + 1)/3 times, so that no factor up to that changes the verdict",
            for: steps.filter { $0.run.start == .nonNegative }
        ) { $0.gradientRatio > Double(n + 1) / 3 }
        evidence.detail("by RMSProp the first update moves w1_n at least twice as far as w1_1", for: steps) {
            $0.stepRatio > 2
        }
        evidence.fact("RMSProp's paths follow its formula, to 1e-9", for: paths) { path in
            formula.contains { $0.size == path.size && $0.distance(to: path) < 1e-9 }
        }
        evidence.fact(
            "a gradient of 1e-3 or more, 1000 or a million times as large, moves a parameter along the same path, to "
                + "ε/(.1·1e-3) = 1e-4", for: paths.dropFirst()
        ) { $0.distance(to: paths[0]) <= 1e-4 }
        evidence.fact(
            "RMSProp's first step is 1/(√(1 − .99) + ε/g) times the rate, 9.999, 10 and 10, to eight roundings",
            for: paths
        ) { path in
            let step = 1 / ((1 - 0.99).squareRoot() + 1e-8 / path.size)
            return abs(path.values[1] / rate - step) <= 8 * Double.ulpOfOne * step
        }
        evidence.fact("each w1_s moves by g/(√(.01 g²) + ε) times the rate, 9 to 10", for: steps) {
            $0.obeysFormula && $0.step.allSatisfy { (9...10.0001).contains(abs($0)) }
        }
        evidence.witness(
            "first steps over the rate", columns: ["gradient", "RMSProp", "gradient descent"],
            rows: scaled.sizes.indices.map {
                [
                    NumberText.number(scaled.sizes[$0]), NumberText.number(paths[$0].values[1] / rate, digits: 5),
                    NumberText.number(descent[$0].values[1] / rate),
                ]
            })
        evidence.witness(
            "the study's network, n = \(n), first update", columns: ["run", "|g_n|/|g_1|", "steps, w1_n over w1_1"],
            rows: steps.map { ["\($0.run)", NumberText.number($0.gradientRatio), NumberText.number($0.stepRatio)] })
        if let shown = steps.first(where: { $0.run.start == .nonNegative }) { evidence.figure(firstStep: shown) }
    }

    private static let amplitudeArgument: Claim = Claim(
        "amplitude-argument", in: .study, at: "section 1.2, text after equation (4)",
        statement: ClaimText(
            "The code is not linear because the gradients of the w1_s differ in size.",
            tex: "The code is not linear because the gradients of the $w^{[1]}_s$ differ in size."),
        correction: ClaimText(
            "Their sizes are not the reason. With ε = 0 a step of RMSProp is the same for every positive "
                + "multiple of the gradient, so that sizes play no part. Trained with ε = 1e-30, the code ends as far "
                + "off its line as with the study's ε: it comes nearer neither by half, a factor of ours, nor by a "
                + "fifth. Where each encoder weight acts on the code of one step only, all with the same amplitude, "
                + "the code still ends off its line. And the loss does not require a linear code "
                + "(three-layer-linear-code).",
            tex: #"""
                Their sizes are not the reason. With $\varepsilon = 0$ a step of RMSProp is the same for every
                positive multiple of the gradient, so that sizes play no part. Trained with $\varepsilon = 10^{-30}$,
                the code ends as far off its line as with the study's $\varepsilon$: it comes nearer neither by half,
                a factor of ours, nor by a fifth. Where each encoder weight acts on the code of one step only, all
                with the same amplitude, the code still ends off its line. And the loss does not require a linear
                code.
                """#),
        expected: .refuted, lengths: 24...160, effort: 8
    ) { evidence, setting in
        let (n, epochs) = (setting.length(or: 129), 10_000)
        let runs = try ProtocolRun.Start.allCases.map {
            try SizelessTraining($0, length: n, epochs: epochs, seed: setting.seed)
        }
        evidence.statement(
            "RMSProp with ε = 1e-30, where sizes play no part: the code ends nearer to its line than with the study's "
                + "ε, by half or more, a factor of ours", for: runs
        ) { $0.withoutEpsilon < 0.5 * $0.usual }
        evidence.fact(
            "from every start it ends at more than four fifths of that distance: with that factor, too, the verdict is the "
                + "same", for: runs
        ) { $0.withoutEpsilon > 0.8 * $0.usual }
        evidence.fact(
            "each weight acts on one step only, all with the same amplitude: the code still ends off its line, "
                + "by more than a tenth of its range", for: runs
        ) { $0.oneStepEach > 0.1 }
        evidence.fact(
            "with the study's ε and with 1e-30 the code ends off its line by more than a tenth of its range", for: runs
        ) { $0.usual > 0.1 && $0.withoutEpsilon > 0.1 }
        evidence.fact(
            "from non-negative weights it starts nearer to a line, and training bends it",
            for: runs.filter { $0.start == .nonNegative }
        ) { $0.before < $0.usual && $0.before < $0.withoutEpsilon }
        evidence.witness(
            "the code off its line, over its range, n = \(n)",
            columns: [
                "start", "at the start", "after \(NumberText.count(epochs)) epochs", "with ε = 1e-30",
                "a weight for each step",
            ],
            rows: runs.map {
                [$0.start.rawValue]
                    + [$0.before, $0.usual, $0.withoutEpsilon, $0.oneStepEach].map { NumberText.number($0) }
            })
    }
}
