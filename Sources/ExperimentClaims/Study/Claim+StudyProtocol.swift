internal import Analysis
internal import Claims
internal import Diagnostics
internal import Exact
internal import Experiments
internal import Networks
internal import Plots

extension Claim {
    /// The training that the study reports, as far as it says how it was done.
    static let studyProtocol: [Claim] = [protocolRun]

    private static let protocolRun: Claim = Claim(
        "protocol", in: .study, at: "section 1.1, figure 2; Three layers autoencoder, section 3.2", kind: .experiment,
        statement: ClaimText(
            "Trained from a uniform initialisation close to zero by RMSProp, at the learning rates 1e-4 and "
                + "then 1e-5, with amplitude 5 and for 557,600 epochs, the network reaches a low MSE, with a free "
                + "encoder as well as with one fixed to the linear code.",
            tex: #"""
                Trained from a uniform initialisation close to zero by RMSProp, at the learning rates $10^{-4}$ and
                then $10^{-5}$, with amplitude $5$ and for $557\,600$ epochs, the network reaches a low MSE, with a
                free encoder as well as with one fixed to the linear code.
                """#),
        correction: ClaimText(
            "The study does not give the distribution of the initialisation, and it decides the outcome. From "
                + "U(−.05, .05) and from PyTorch's default, U(±1/√inputs), MSE/amp² is .08 to .23, and a sixth to a "
                + "half of the outputs are dead. From U(0, .05) it is .003 to .007. For comparison, the output 0 "
                + "everywhere has 1/2, and the best constant output 131/780 = .168. Nor does the study say what "
                + "counts as low: our threshold is 1e-4·amp², an error of 1 %. No run gets below 1e-3·amp², and only "
                + "those from U(0, .05) get below 1e-2·amp². Admissible means 0.",
            tex: #"""
                The study does not give the distribution of the initialisation, and it decides the outcome. From
                $U(-.05, .05)$ and from PyTorch's default, $U(\pm 1/\sqrt{\text{inputs}})$, $\mathrm{MSE}/A^2$ is
                $.08$ to $.23$, and a sixth to a half of the outputs are dead. From $U(0, .05)$ it is $.003$ to
                $.007$. For comparison, the output $0$ everywhere has $1/2$, and the best constant output
                $\frac{n+2}{6(n+1)} = .168$. Nor does the study say what counts as low: our threshold is $10^{-4}A^2$,
                an error of $1\,\%$. No run gets below $10^{-3}A^2$, and only those from $U(0, .05)$ get below
                $10^{-2}A^2$. Admissible means $0$.
                """#),
        expected: .notConfirmed, effort: 100
    ) { evidence, setting in
        let outcomes = try setting.protocolOutcomes()
        let reference = ConstantOutput(length: 129)
        for start in ProtocolRun.Start.allCases {
            evidence.statement(
                "\(start.rawValue): the MSE gets below 1e-4·amp², a threshold of ours: a root mean square error of 1 % "
                    + "of the amplitude", for: outcomes.with(start)
            ) { $0.found.meanSquare < lowError }
        }
        let worst = ProtocolRun.Start.allCases.map { start in
            outcomes.with(start).map(\.found.meanSquare).max() ?? .infinity
        }
        let least = outcomes.map(\.found.meanSquare).min() ?? 0
        evidence.fact(
            "with any threshold up to 1e-3·amp² no run would get below it, and the verdict would be the same",
            least >= 1e-3 && (worst.min() ?? 0) >= 1e-3)
        evidence.fact(
            "only a threshold above the MSE of the best constant output would confirm it for all",
            (worst.max() ?? 0) > reference.leastError.doubleValue)
        evidence.fact("130 samples of amplitude 5, all 557,600 epochs, RMSProp at 1e-4 and then 1e-5", for: outcomes) {
            $0.samples == 130 && $0.found.amplitude == 5 && $0.status == .finished && $0.epochs == 557_600
                && $0.spec.training.optimizer == .rmsProp(learningRate: 1e-4)
                && $0.spec.training.schedule == .steps([Schedule.Change(fromEpoch: 446_080, learningRate: 1e-5)])
        }
        evidence.fact(
            "MSE/amp² of each run lies where eight other seeds of its recipe predict, with a risk of 1 in 10,000: "
                + ProtocolErrors.measured.map { "\($0)" }.joined(separator: "; "),
            for: outcomes
        ) { outcome in
            ProtocolErrors.of(outcome.run)?.errors.interval.contains(outcome.found.meanSquare) ?? false
        }
        evidence.fact("every run from non-negative weights ends below every other", for: outcomes.with(.nonNegative)) {
            low in outcomes.allSatisfy { $0.run.start == .nonNegative || $0.found.meanSquare > low.found.meanSquare }
        }
        evidence.fact("a fixed encoder has w1 = 1/n throughout", for: outcomes.with(nil, .fixed)) { outcome in
            outcome.encoder.allSatisfy { $0 == Double(Float(1) / 129) }
        }
        try evidence.fact(
            "with a fixed encoder some two neighbouring gaps hold no kink: multipliers refute every last layer",
            for: outcomes.with(nil, .fixed)
        ) {
            try MonotoneHiddenLayer($0.network, amplitude: 5).isRefutedByPair
        }
        evidence.fact(
            "from non-negative weights no output dies; from the others as many die as eight other seeds of the recipe "
                + "predict, with a risk of 1 in 10,000: "
                + ProtocolErrors.ranges(\.deadOutputs), for: outcomes
        ) { outcome in
            let dead = ProtocolErrors.of(outcome.run)?.deadOutputs
            return dead?.interval.contains(Double(outcome.found.deadOutputs)) ?? (outcome.found.deadOutputs == 0)
        }
        evidence.fact(
            "from the others a sixth to a half of the outputs die",
            for: outcomes.filter { $0.run.start != .nonNegative }
        ) { (129.0 / 6...129.0 / 2).contains(Double($0.found.deadOutputs)) }
        evidence.fact("the library's measures are those of the formulas", for: outcomes) { $0.agreesWithMeasures }
        evidence.fact("0 everywhere has an MSE of amp²/2, exactly", reference.errorOfZero == Rational(1) / Rational(2))
        evidence.fact(
            "the best constant output has (n + 2)/(6(n + 1))·amp², exactly, and none that is tried has less",
            reference.leastError == Rational(131) / Rational(780) && reference.isLeast)
        evidence.witness(
            "after 557,600 epochs, seeds \(setting.seed) to \(setting.seed &+ UInt64(setting.runs - 1))",
            columns: [
                "initialisation", "encoder", "MSE/amp²", "largest error/amp", "R² of the code", "code off its line, %",
                "dead outputs", "dead hidden", "gaps with a kink",
            ], rows: recipes.map { row(outcomes.with($0, $1)) })
        evidence.witness(
            "runs below a threshold, of \(setting.runs) for each recipe",
            columns: ["MSE/amp² below"] + recipes.map { "\($0.rawValue), \($1.rawValue)" },
            rows: thresholds(constant: reference.leastError.doubleValue).map { name, threshold in
                [name]
                    + recipes.map { start, encoder in
                        "\(outcomes.with(start, encoder).count { $0.found.meanSquare < threshold })"
                    }
            })
        if let shown = outcomes.with(.signed, .free).first { evidence.figure(reconstructions: shown) }
    }

    /// The MSE/amp² below which we call an error low; the study gives no number.
    private static let lowError = 1e-4

    /// Other thresholds, with their names.
    private static func thresholds(constant: Double) -> [(name: String, value: Double)] {
        [("1e-4", lowError), ("1e-3", 1e-3), ("1e-2", 1e-2), ("0.1", 0.1), ("the best constant's", constant)]
    }

    private static let recipes: [(ProtocolRun.Start, ProtocolRun.Encoder)] = ProtocolRun.Start.allCases.flatMap {
        start in ProtocolRun.Encoder.allCases.map { (start, $0) }
    }

    /// A recipe's row of figures, with one figure for each seed in a cell.
    private static func row(_ outcomes: [ProtocolOutcome]) -> [String] {
        func cell(_ value: (ProtocolOutcome) -> String) -> String { outcomes.map(value).joined(separator: " ") }
        return [
            outcomes.first?.run.start.distribution ?? "",
            outcomes.first?.run.encoder.rawValue ?? "", cell { NumberText.number($0.found.meanSquare) },
            cell { NumberText.number($0.found.largestError, digits: 2) }, cell { NumberText.number($0.found.codeR2) },
            cell { NumberText.number(100 * $0.found.codeDeviation, digits: 2) }, cell { "\($0.found.deadOutputs)" },
            cell { "\($0.found.deadHidden)" }, cell { "\($0.measures.breakpoints?.coveredGapCount ?? 0)" },
        ]
    }
}

extension Evidence {
    /// What the network of a run makes of the steps: figure 2 of the study.
    fileprivate mutating func figure(reconstructions outcome: ProtocolOutcome) {
        figure(
            "reconstructions",
            caption:
                "What the network makes of each step after 557,600 epochs (\(outcome.run)): a row is a step, the full "
                + "one, with the largest position, at the top. Every output right of the diagonal should be 5, every one left of "
                + "it 0. Dark columns are dead outputs.",
            HeatMap(
                "Reconstructed steps", description: "Outputs of the trained network, one row for each step.",
                rows: outcome.found.outputs, x: Axis("output j"),
                y: Axis("position θ", domain: AxisDomain(Double(outcome.found.outputs.count) - 0.5, -0.5)),
                value: Axis("output"), mapHeight: 300))
    }
}
