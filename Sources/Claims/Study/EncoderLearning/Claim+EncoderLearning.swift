internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension Claim {
    /// What the study concludes from the encoder's gradients, and the question that it leaves.
    static let encoderLearning: [Claim] = [amplitudeArgument, accumulatedGradients, linearAndFast]

    private static let amplitudeArgument: Claim = Claim(
        "amplitude-argument", in: .study, at: "section 1.2, text after equation (4)",
        statement: ClaimText(
            "The amplitude of x_s and the number of samples in which it is not 0 strongly affect the learning of w1_s; "
                + "this is why the code is not linear.",
            tex:
                "The amplitude of $x_s$ and the number of samples in which it is not $0$ strongly affect the learning "
                + "of $w^{[1]}_s$; this is why the code is not linear."),
        correction: ClaimText(
            "The sizes of the gradients do differ, at the start, from non-negative weights, by (n + 1)/2 from w1_1 to "
                + "w1_n. But RMSProp divides each parameter's gradient by its own running size: a constant factor "
                + "cancels, ε aside, and every weight's first step is nearly 10 times the learning rate. The argument "
                + "holds for plain gradient descent, which the study does not use.",
            tex: #"""
                The sizes of the gradients do differ, at the start, from non-negative weights, by $(n+1)/2$ from
                $w^{[1]}_1$ to $w^{[1]}_n$. But RMSProp divides each parameter's gradient by its own running size: a
                constant factor cancels, $\varepsilon$ aside, and every weight's first step is nearly $10$ times the
                learning rate. The argument holds for plain gradient descent, which the study does not use.
                """#),
        expected: .refuted, lengths: 24...160, effort: 2
    ) { evidence, setting in
        let (rate, epochs) = (1e-4, 200)
        let scaled = ScaledGradients(sizes: [1e-3, 1, 1e3])
        let paths = try scaled.paths(.rmsProp(learningRate: rate), epochs: epochs)
        let formula = scaled.rmsPropByFormula(rate: rate, decay: 0.99, epsilon: 1e-8, epochs: epochs)
        let descent = try scaled.paths(.sgd(learningRate: rate), epochs: epochs)
        evidence.statement(
            "by RMSProp, a gradient 1000 times as large moves a parameter along a path that differs by more than 1e-4",
            for: paths.dropFirst()
        ) { $0.distance(to: paths[0]) > 1e-4 }
        let n = setting.length(or: 129)
        let steps = try ProtocolRun.Start.allCases.map {
            try FirstEncoderStep(ProtocolRun(start: $0, encoder: .free, seed: setting.seed), length: n)
        }
        evidence.statement("the first update moves w1_n at least twice as far as w1_1", for: steps) { $0.stepRatio > 2 }
        evidence.fact("these paths follow RMSProp's formula, to 1e-9", for: paths) { path in
            formula.contains { $0.size == path.size && $0.distance(to: path) < 1e-9 }
        }
        evidence.fact("by plain gradient descent the paths do differ, by a half at least", for: descent.dropFirst()) {
            $0.distance(to: descent[0]) > 0.5
        }
        evidence.fact("RMSProp's first step is 1/(.1 + ε/g) times the rate, 9.999, 10 and 10, to 1e-3", for: paths) {
            abs($0.values[1] / rate - 1 / (0.1 + 1e-8 / $0.size)) < 1e-3
        }
        evidence.fact(
            "at the start, from non-negative weights, |∂L/∂w1_n| is (n + 1)/2 times |∂L/∂w1_1|, to 10 %",
            for: steps.filter { $0.run.start == .nonNegative }
        ) { abs($0.gradientRatio / (Double(n + 1) / 2) - 1) < 0.1 }
        evidence.fact("and each w1_s moves by g/(√(.01 g²) + ε) times the rate, 9 to 10", for: steps) {
            $0.obeysFormula && $0.step.allSatisfy { (9...10.0001).contains(abs($0)) }
        }
        let frozen = ProtocolRun(start: .signed, encoder: .fixed, seed: setting.seed)
        var spec = try frozen.spec().resized(to: n)
        spec.epochs = 20_000
        let quarters = try frozen.outcome(of: spec).found.byQuarter
        evidence.fact(
            "with the encoder frozen the errors fall from left to right too, after 20,000 epochs",
            zip(quarters, quarters.dropFirst()).allSatisfy { $0 > $1 })
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
        evidence.witness("mean error by quarter with a frozen encoder", NumberText.list(quarters))
        if let shown = steps.last { evidence.figure(firstStep: shown) }
    }

    private static let accumulatedGradients: Claim = Claim(
        "accumulated-gradients", in: .study, at: "section 1.2, last paragraph",
        statement: ClaimText(
            "Since w1 starts close to zero and should end with equal entries, the gradients ∂MSE/∂w1_s accumulated "
                + "over all epochs should be about equal for all s.",
            tex: #"""
                Since $\mathbf{w}^{[1]}$ starts close to zero and should end with equal entries, the gradients
                $\frac{\partial \mathrm{MSE}}{\partial w^{[1]}_s}$ accumulated over all epochs should be about equal for
                all $s$.
                """#),
        correction: ClaimText(
            "For gradient descent at a constant rate η the sum over the epochs is (w1_s at the start − w1_s at the "
                + "end)/η exactly, so that equal sums mean equal displacements. Under RMSProp, which the study uses, "
                + "that holds for the normalised steps, not for the gradients. And the loss does not require the w1_s "
                + "to be equal.",
            tex: #"""
                For gradient descent at a constant rate $\eta$ the sum over the epochs is $(w^{[1]}_{s,\text{start}} -
                w^{[1]}_{s,\text{end}})/\eta$ exactly, so that equal sums mean equal displacements. Under RMSProp, which
                the study uses, that holds for the normalised steps, not for the gradients. And the loss does not
                require the $w^{[1]}_s$ to be equal.
                """#),
        expected: .holdsCorrected, lengths: 12...24, effort: 1
    ) { evidence, setting in
        let (n, epochs) = (setting.length(or: 12), 1000)
        func training(_ optimizer: Optimizer, _ term: CodeLinearity? = nil) throws -> AccumulatedGradients {
            try AccumulatedGradients(
                optimizer, length: n, epochs: epochs, seed: setting.seed, codeLinearity: term, checks: term == nil)
        }
        let descent = try training(.sgd(learningRate: 0.01))
        let drawn = try training(.sgd(learningRate: 0.01), CodeLinearity(penalty: 5, anchor: 1))
        let rmsProp = try training(.rmsProp(learningRate: 1e-4))
        evidence.statement("gradient descent: the sums are (start − end)/η, to 1e-10", for: [descent, drawn]) {
            AccumulatedGradients.distance($0.sums, $0.displacements) < 1e-10
        }
        evidence.statement(
            "where a penalty makes the weights end equal, to 5 %, the sums are equal to 25 %",
            AccumulatedGradients.spread(drawn.end) < 0.05 && AccumulatedGradients.spread(drawn.sums) < 0.25)
        evidence.detail(
            "as trained, by RMSProp: the sums are in proportion to start − end, to 1 %",
            AccumulatedGradients.isProportional(rmsProp.sums, rmsProp.displacements, within: 0.01))
        evidence.detail(
            "the loss makes the weights end equal, to 5 %", AccumulatedGradients.spread(descent.end) < 0.05)
        evidence.fact(
            "by RMSProp the sums of the normalised steps are (start − end)/η, to 1e-8",
            AccumulatedGradients.distance(rmsProp.normalizedSums, rmsProp.displacements) < 1e-8)
        evidence.fact("the sums that training keeps are those of backpropagation, to 1e-9", for: [descent, rmsProp]) {
            AccumulatedGradients.distance($0.sums, $0.sumsByBackpropagation) < 1e-9
        }
        evidence.fact(
            "by gradient descent w1 ends unequal, by half its mean or more",
            AccumulatedGradients.spread(descent.end) > 0.5)
        evidence.witness(
            "n = \(n), \(epochs) epochs",
            columns: [
                "s", "descent: Σ g", "descent: (start − end)/η", "penalty: Σ g", "RMSProp: Σ g",
                "RMSProp: Σ g/(√v + ε)", "RMSProp: (start − end)/η",
            ],
            rows: (0..<n).map { s in
                [
                    "\(s + 1)", NumberText.number(descent.sums[s], digits: 6),
                    NumberText.number(descent.displacements[s], digits: 6),
                    NumberText.number(drawn.sums[s], digits: 4), NumberText.number(rmsProp.sums[s], digits: 4),
                    NumberText.number(rmsProp.normalizedSums[s], digits: 6),
                    NumberText.number(rmsProp.displacements[s], digits: 6),
                ]
            })
        evidence.figure(accumulated: descent, rmsProp)
    }

    private static let linearAndFast: Claim = Claim(
        "linear-and-fast", in: .study, at: "section 1, third paragraph", kind: .question,
        statement: ClaimText(
            "How can the encoder be kept linear and the training fast?",
            tex: "How can the encoder be kept linear and the training fast?"),
        correction: ClaimText(
            "Linear: equal w1_j, by pulling w1 to its mean each epoch. Fast: the hinge residual (u − x where x > 0, "
                + "relu(u) where x = 0), one ascending kink in each gap between codes, in its first half, and Newton's "
                + "step on W3 by the recursion over slopes. From U(−.05, .05) at n = 129 that takes at most 20 epochs "
                + "to errors below 1e-4·amp, 5 seeds of 5. Without the hinge residual, or without the code term: 0 of "
                + "5. RMSProp, Adam and Nesterov in seven variants, with and without these aids, budgeted here at "
                + "15,000 epochs each: 0 of 7.",
            tex: #"""
                Linear: equal $w^{[1]}_j$, by pulling $\mathbf{w}^{[1]}$ to its mean each epoch. Fast: the hinge
                residual ($u - x$ where $x > 0$, $\mathrm{ReLU}(u)$ where $x = 0$), one ascending kink in each gap
                between codes, in its first half, and Newton's step on $W^{[3]}$ by the recursion over slopes. From
                $U(-.05, .05)$ at $n = 129$ that takes at most $20$ epochs to errors below $10^{-4}A$, $5$ seeds of $5$.
                Without the hinge residual, or without the code term: $0$ of $5$. RMSProp, Adam and Nesterov in seven
                variants, budgeted here at $15\,000$ epochs each: $0$ of $7$.
                """#),
        expected: .answered, lengths: 64...160, effort: 5
    ) { evidence, setting in
        guard case .ladder(let ladder) = Survey.linearCodeLadder.plan else {
            throw SpecError(
                source: "linear-code-ladder", key: "plan", problem: "it is not a ladder: expected a survey that is one")
        }
        let n = setting.length(or: 129)
        let seeds = setting.seed...(setting.seed &+ 4)
        let newton = try LadderTrial.all("newton", of: ladder, length: n, seeds: seeds)
        evidence.fact(
            "five seeds of five: errors at most 1e-3·amp, the code within 1 % of a line, R² > .9999", for: newton
        ) {
            $0.isReached && $0.isReachedByGoal
        }
        evidence.fact("even better: errors below 1e-4·amp, and the code off its line by less than 1e-6", for: newton) {
            $0.found.largestError < 1e-4 && $0.found.codeDeviation < 1e-6
        }
        evidence.fact("within 20 epochs", for: newton) { $0.epochs <= 20 }
        var shown = [newton]
        for (name, cure) in [
            ("newton-masked", "the hinge residual"), ("newton-without-code", "the code term"),
            ("newton-without-repair", "kink repair"),
        ] {
            let trials = try LadderTrial.all(name, of: ladder, length: n, seeds: seeds)
            evidence.fact("without \(cure): none of five", for: trials) { !$0.isReached && !$0.isReachedByGoal }
            shown.append(trials)
        }
        let rivals = try ["rmsprop", "code", "hinge", "kinks", "adam", "kept-adam", "kept-nesterov"].map {
            try LadderTrial.all($0, of: ladder, length: n, seeds: setting.seed...setting.seed, atMost: 15_000)
        }
        evidence.fact(
            "by gradients, with and without these aids, 15,000 epochs each: none of seven", for: rivals.joined()
        ) {
            !$0.isReached && !$0.isReachedByGoal && $0.epochs == 15_000
        }
        evidence.fact("their largest error is still above a tenth of the amplitude", for: rivals.joined()) {
            $0.found.largestError > 0.1
        }
        evidence.witness(
            "n = \(n), amplitude 5",
            columns: ["recipe", "reached", "epochs", "seconds", "largest error/amp", "code off its line"],
            rows: (shown + rivals).map { trials in
                [
                    trials.first?.title ?? "", "\(trials.count { $0.isReached }) of \(trials.count)",
                    "\(trials.map(\.epochs).max() ?? 0)",
                    NumberText.number(trials.map(\.seconds).max() ?? 0, digits: 2),
                    range(trials.map(\.found.largestError)), range(trials.map(\.found.codeDeviation)),
                ]
            })
    }

    private static func range(_ values: [Double]) -> String {
        let (least, most) = (
            NumberText.number(values.min() ?? .nan, digits: 2), NumberText.number(values.max() ?? .nan, digits: 2)
        )
        return least == most ? least : "\(least) to \(most)"
    }
}
