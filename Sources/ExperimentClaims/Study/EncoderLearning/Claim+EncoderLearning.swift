internal import Claims
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension Claim {
    /// What the study concludes from the encoder's gradients, and the question that it leaves.
    static let encoderLearning: [Claim] = gradientSizes + [accumulatedGradients, linearAndFast]

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
        evidence.statement(
            "gradient descent: the sums are (start − end)/η, to the rounding of \(epochs) updates",
            for: [descent, drawn]
        ) { AccumulatedGradients.distance($0.sums, $0.displacements) <= $0.rounding }
        evidence.statement(
            "where a penalty makes the weights end nearer to each other than they start, the sums differ by no more "
                + "than starts and ends allow: (range of the starts + range of the ends)/η",
            AccumulatedGradients.range(drawn.end) < AccumulatedGradients.range(drawn.start)
                && AccumulatedGradients.range(drawn.sums) <= drawn.largestRange * (1 + drawn.rounding))
        evidence.detail(
            "as trained, by RMSProp: the sums are in proportion to start − end, to the same rounding",
            AccumulatedGradients.isProportional(rmsProp.sums, rmsProp.displacements, within: rmsProp.rounding))
        evidence.detail(
            "the loss makes the weights end nearer to each other than they start",
            AccumulatedGradients.range(descent.end) < AccumulatedGradients.range(descent.start))
        evidence.fact(
            "with the penalty the ranges of starts and ends allow the sums to differ by less than their own size",
            drawn.largestRange < (drawn.sums.map(abs).min() ?? 0))
        evidence.fact(
            "by RMSProp the sums of the normalised steps are (start − end)/η, to 1e-8",
            AccumulatedGradients.distance(rmsProp.normalizedSums, rmsProp.displacements) < 1e-8)
        evidence.fact("the sums that training keeps are those of backpropagation, to 1e-9", for: [descent, rmsProp]) {
            AccumulatedGradients.distance($0.sums, $0.sumsByBackpropagation) < 1e-9
        }
        evidence.fact(
            "by gradient descent w1 ends unequal: its range is larger than at the start",
            AccumulatedGradients.range(descent.end) > AccumulatedGradients.range(descent.start))
        evidence.witness(
            "ranges, largest − smallest", columns: ["", "start", "end", "Σ g", "allowed for Σ g"],
            rows: [row("descent", descent), row("penalty", drawn), row("RMSProp", rmsProp)])
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
            "Linear: pull w1 to its mean after each epoch, so that all w1_j are equal. Fast: combine three aids. "
                + "The hinge residual is u − x where x > 0 and relu(u) where x = 0. Kink repair puts one kink into each "
                + "gap between codes, in the half nearer to the blank's code; its unit ascends above that code and "
                + "descends below it. Newton's step on W3 uses the recursion over slopes. From U(−.05, .05) at n = 129 "
                + "each of 5 seeds needs at most 20 epochs to errors below 1e-4·amp and a straight code. Accuracy and "
                + "straightness are independent: without the hinge residual or kink repair all 5 codes are straight and "
                + "none of 5 reconstructs; without the code term all 5 reconstruct, from codes in any order, and none "
                + "is straight. RMSProp, Adam and Nesterov in seven variants, with and without these aids, reconstruct "
                + "in none of 7 runs of 15,000 epochs, our budget.",
            tex: #"""
                Linear: pull $\mathbf{w}^{[1]}$ to its mean after each epoch, so that all $w^{[1]}_j$ are equal. Fast:
                combine three aids. The hinge residual is $u - x$ where $x > 0$ and $\mathrm{ReLU}(u)$ where $x = 0$.
                Kink repair puts one kink into each gap between codes, in the half nearer to the blank's code; its
                unit ascends above that code and descends below it. Newton's step on $W^{[3]}$ uses the recursion over
                slopes. From $U(-.05, .05)$ at $n = 129$ each of $5$ seeds needs at most $20$ epochs to errors below
                $10^{-4}A$ and a straight code. Accuracy and straightness are independent: without the hinge residual
                or kink repair all $5$ codes are straight and none of $5$ reconstructs; without the code term all $5$
                reconstruct, from codes in any order, and none is straight. RMSProp, Adam and Nesterov in seven
                variants, with and without these aids, reconstruct in none of $7$ runs of $15\,000$ epochs, our
                budget.
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
            "five seeds of five reconstruct and have a straight code, by our measure of both: errors at most 1e-3·amp, "
                + "the code within 1 % of a line, R² > .9999",
            for: newton
        ) { $0.isReconstruction && $0.isStraight && $0.isReachedByGoal }
        evidence.fact("even better: errors below 1e-4·amp, and the code off its line by less than 1e-6", for: newton) {
            $0.found.largestError < 1e-4 && $0.found.codeDeviation < 1e-6
        }
        evidence.fact("within 20 epochs", for: newton) { $0.epochs <= 20 }
        var shown = [newton]
        for (name, cure) in [("newton-masked", "the hinge residual"), ("newton-without-repair", "kink repair")] {
            let trials = try LadderTrial.all(name, of: ladder, length: n, seeds: seeds)
            evidence.fact("without \(cure): none of five reconstructs, and all five codes are straight", for: trials) {
                !$0.isReconstruction && $0.isStraight && !$0.isReachedByGoal
            }
            shown.append(trials)
        }
        let free = try LadderTrial.all("newton-without-code", of: ladder, length: n, seeds: seeds)
        evidence.fact("without the code term: all five reconstruct, and none of the five codes is straight", for: free)
        {
            $0.isReconstruction && !$0.isStraight && !$0.isReachedByGoal
        }
        evidence.fact("there, the errors are below 1e-4·amp too", for: free) { $0.found.largestError < 1e-4 }
        evidence.fact(
            "and the blank's code is not the lowest in all of them: some units descend",
            free.contains { !$0.hasLowestBlank })
        shown.insert(free, at: 2)
        let rivals = try ["rmsprop", "code", "hinge", "kinks", "adam", "kept-adam", "kept-nesterov"].map {
            try LadderTrial.all($0, of: ladder, length: n, seeds: setting.seed...setting.seed, atMost: 15_000)
        }
        evidence.fact(
            "by gradients, with and without these aids, 15,000 epochs each: none of seven reconstructs",
            for: rivals.joined()
        ) { !$0.isReconstruction && !$0.isReachedByGoal && $0.epochs == 15_000 }
        evidence.fact("their largest error is still above a tenth of the amplitude", for: rivals.joined()) {
            $0.found.largestError > 0.1
        }
        evidence.witness(
            "n = \(n), amplitude 5",
            columns: [
                "recipe", "reconstruct", "straight", "both", "epochs", "seconds", "largest error/amp",
                "code off its line",
            ],
            rows: (shown + rivals).map(row))
    }

    /// The ranges of a training's starts, ends and sums, and the largest that the sums can have.
    private static func row(_ name: String, _ found: AccumulatedGradients) -> [String] {
        let ranges: [Double] = [found.start, found.end, found.sums].map(AccumulatedGradients.range)
        return [name] + (ranges + [found.largestRange]).map { NumberText.number($0) }
    }

    /// A recipe's row of figures.
    private static func row(_ trials: [LadderTrial]) -> [String] {
        func count(_ holds: (LadderTrial) -> Bool) -> String { "\(trials.filter(holds).count) of \(trials.count)" }
        return [
            trials.first?.title ?? "", count(\.isReconstruction), count(\.isStraight), count(\.isReached),
            "\(trials.map(\.epochs).max() ?? 0)", NumberText.number(trials.map(\.seconds).max() ?? 0, digits: 2),
            range(trials.map(\.found.largestError)), range(trials.map(\.found.codeDeviation)),
        ]
    }

    private static func range(_ values: [Double]) -> String {
        let (least, most) = (
            NumberText.number(values.min() ?? .nan, digits: 2), NumberText.number(values.max() ?? .nan, digits: 2)
        )
        return least == most ? least : "\(least) to \(most)"
    }
}
