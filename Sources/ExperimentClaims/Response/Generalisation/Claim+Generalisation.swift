internal import Analysis
internal import Claims
internal import Diagnostics
internal import Exact
internal import Experiments
internal import Networks

extension Claim {
    /// Section 2: networks that are right on their data only, and how large their error can be.
    static let generalisation: [Claim] = [subOptimal, bounds]

    private static let subOptimal: Claim = Claim(
        "sub-optimal", in: .response, at: "section 2, second question", kind: .question,
        statement: ClaimText(
            "Do sub-optimal networks exist, which work well on incomplete databases, but not on the complete database?",
            tex:
                "Do sub-optimal networks exist, which work well on incomplete databases, but not on the complete "
                + "database?"
        ),
        correction: ClaimText(
            "Yes. Every network that is exact on the incomplete data with kinks at the training codes only is wrong at "
                + "every missing θ. With n units each missing θ leaves one to spare: a bump with kinks at a, θ and b "
                + "is 0 on the data, and makes the error at θ as large as one likes. heaviside run sub-optimal writes "
                + "such a network, and certify proves it on its data.",
            tex: #"""
                Yes. Every network that is exact on the incomplete data with kinks at the training codes only is wrong
                at every missing $\theta$. With $n$ units each missing $\theta$ leaves one to spare: a bump with kinks
                at $a$, $\theta$ and $b$ is $0$ on the data, and makes the error at $\theta$ as large as one likes.
                \texttt{heaviside run sub-optimal} writes such a network, and \texttt{certify} proves it on its data.
                """#),
        expected: .answered, lengths: 3...64, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        let written = try Experiment.named("sub-optimal").map { try SubOptimalNetwork($0) }
        evidence.fact(
            "the experiment sub-optimal, n = 8, θ = 5 missing: proved on its data, all other samples",
            written?.isProved(without: 5) ?? false)
        evidence.fact(
            "refuted on the complete data: an error of 1000 at θ = 5, nowhere else",
            written?.isRefuted(at: 5, error: 1000) ?? false)
        let lengths = setting.lengths(3...20)
        let exhibits = lengths.flatMap { n in (1..<n).map { KnownPositions("one", length: n, missing: [$0]) } }
        try evidence.fact(
            "n units, one θ missing, any excess: loss 0 on the data, every output off by the excess at θ", for: exhibits
        ) {
            set in
            let excess = Double(random.integer(in: 1...1_000_000))
            let steps = try LeadingSteps(set.length)
            let network: Network<Rational> = try IncompleteAutoencoder(
                steps.family, missing: Set(set.missing), excess: excess
            ).network()
            let (known, missing) = (set.signals(set.known), set.signals(set.missing))
            let outputs = Backpropagation(network).forward(missing).outputs
            return network.layers[1].outputs == set.length && ExactAndComputedLoss.loss(network, known).isZero
                && outputs.elements == missing.elements.map { $0 + Rational(excess) }
        }
        let gaps = try (0..<20).flatMap { _ in
            try KnownPositions.tested(length: random.integer(in: 4...20), random: &random)
        }
        evidence.fact(
            "kinks at the training codes only: (1 − λ, −1, λ) at a, θ and b proves that no last layer is right at a "
                + "missing θ too",
            for: gaps
        ) { set in
            set.missing.allSatisfy {
                set.constraints([set.neighbours(of: $0).a, $0, set.neighbours(of: $0).b], $0)
                    .areRefuted(by: Self.certificate(set, $0))
            }
        }
        let small = setting.lengths(3...7).map { min($0, 12) }
        let holes = small.flatMap { n in (1..<n).map { KnownPositions("one", length: n, missing: [$0]) } }
        evidence.fact("T1 and exact linear feasibility say the same, one θ missing, n ≤ 12", for: holes) {
            Self.noLastLayer($0)
        }
        if let network = written?.network {
            evidence.witness(
                "weights of the last layer of sub-optimal",
                ExactMatrix(network.converted(to: Rational.self).layers[2].weight))
        }
        let example = KnownPositions("a gap", length: 8, missing: [4, 5, 6])
        let multipliers = Self.certificate(example, 4)
        evidence.witness(
            "θ = 4, 5 and 6 missing, n = 8: the certificate (1 − λ, −1, λ) for output 4 at θ = 4",
            columns: ["θ", "factor", "activations, kinks at 0, 1, 2, 3, 7", "output 4"],
            rows: zip([3, 4, 7], multipliers).map { theta, factor in
                let asked = example.constraints([theta], 4)
                let activations = asked.activations.row(0).map(\.description).joined(separator: "  ")
                return ["\(theta)", "\(factor)", activations, "\(asked.targets[0])"]
            })
    }

    /// The multipliers 1 − λ, −1 and λ: with them the activations at a, θ and b add up to 0, and the targets of output
    /// θ do not.
    private static func certificate(_ set: KnownPositions, _ theta: Int) -> [Rational] {
        let share = set.share(of: theta)
        return [.one - share, -.one, share]
    }

    /// Whether, with kinks at the known codes only, the equations of all positions have no solution for an output a < p
    /// ≤ θ while those of the known ones have one, and whether T1 says the same of the layer as a whole.
    private static func noLastLayer(_ set: KnownPositions) -> Bool {
        guard let theta = set.missing.first else { return false }
        let descending = Array((0...set.length).reversed())
        let criterion = StepCriterion(activations: set.constraints(descending, 1).activations)
        let known = (1...set.length).allSatisfy { set.constraints(set.known, $0).decide().isFeasible }
        let all = set.constraints(descending, theta)
        guard known, case .infeasible(let multipliers) = all.decide() else { return false }
        return all.areRefuted(by: multipliers) && !criterion.isFeasible
    }

    private static let bounds: Claim = Claim(
        "bounds", in: .response, at: "section 2, third question", kind: .question,
        statement: ClaimText(
            "Can we determine generalisation error bounds, with respect to the amount of missing data?",
            tex: "Can we determine generalisation error bounds, with respect to the amount of missing data?"),
        correction: ClaimText(
            "Not without a condition on the kinks: the error can be anything (response-sub-optimal). Under the "
                + "missing-data law |e|² ≤ amp² g/4. If only u ≤ 0 is known where targets are 0, g λ(1−λ)² ≤ |e|²/amp² "
                + "≤ g λ + g(1−λ)λ²; both ends are reached, and the lower one is positive. A shift-equivariant last "
                + "layer, W3[p,k] = v[k − p] over all n kinks, is determined by the full step θ = n and any one other "
                + "step t that is not blank, even if only u ≤ 0 is known where targets are 0, and is right at every θ: "
                + "Σ p u_p(t) = Σ j u_(n−t+j)(n) for every v, p = 1 … n, j = 1 … t, so that no u_p(t) is below 0. "
                + "Conversely, without the full step v[n − 1] is free: all other steps may be right, and the error at θ "
                + "= n anything.",
            tex: #"""
                Not without a condition on the kinks: the error can be anything. Under the missing-data law $|e|^2\le
                A^2 g/4$. If only $u\le 0$ is known where targets are $0$, $g\lambda(1-\lambda)^2\le |e|^2/A^2\le
                g\lambda+g(1-\lambda)\lambda^2$; both ends are reached, and the lower one is positive. A
                shift-equivariant last layer, $W_3[p,k]=v[k-p]$ over all $n$ kinks, is determined by the full step
                $\theta=n$ and any one other step $t$ that is not blank, even if only $u\le 0$ is known where targets
                are $0$, and is right at every $\theta$: $\sum_{p=1}^n p\,u_p(t)=\sum_{j=1}^t j\,u_{n-t+j}(n)$ for
                every $v$, so that no $u_p(t)$ is below $0$. Conversely, without the full step $v[n-1]$ is free: all
                other steps may be right, and the error at $\theta=n$ anything.
                """#),
        expected: .answered, lengths: 4...129, effort: 1
    ) { evidence, setting in
        var random = setting.random()
        let drawn = (2...14).flatMap { g in
            (0..<39).map { _ in SlackDecoder(gap: g, slacks: (0..<g).map { _ in -random.nonPositive(bound: 6) }) }
        }
        try evidence.fact(
            "any slacks, g = 2 … 14: exact on the data, and the error of every missing θ within both bounds", for: drawn
        ) {
            decoder in
            let (isExact, squared) = try decoder.errors()
            return isExact
                && squared.allSatisfy { share, error in
                    let (lower, upper) = decoder.bounds(share)
                    return .zero < lower && lower <= error && error <= upper
                }
        }
        let ends = (2...14).flatMap { g in (1..<g).map { (g: g, above: $0) } }
        try evidence.fact(
            "both bounds are reached, by slacks 0 and by slacks so large that the output is 0", for: ends
        ) { g, above in
            let share = Rational(above) / Rational(g)
            let large = Rational(g)
            let low = SlackDecoder(gap: g, slacks: (1...g).map { $0 <= above ? .zero : large })
            let high = SlackDecoder(gap: g, slacks: (1...g).map { $0 <= above ? large : .zero })
            let (least, most) = (try low.errors().squared, try high.errors().squared)
            return least[above - 1].error == low.bounds(share).lower
                && most[above - 1].error == high.bounds(share).upper
        }
        try evidence.fact("without slacks the law, at most g/4, with equality in the middle", for: 2...14) { g in
            let squared = try SlackDecoder(gap: g, slacks: Array(repeating: .zero, count: g)).errors().squared
            return squared.allSatisfy { share, error in
                let quarter: Rational = Rational(g) / 4
                let law: Rational = Rational(g) * share * (.one - share)
                let isMiddle: Bool = share == .one / 2
                return error == law && error <= quarter && (error == quarter) == isMiddle
            }
        }
        try evidence.fact(
            "no bound for all networks: an excess of 10^k is an error of 10^k, the loss on the data 0", for: 0...15
        ) { k in
            let excess = (0..<k).reduce(1.0) { power, _ in 10 * power }
            let set = KnownPositions("one", length: 8, missing: [5])
            let network: Network<Rational> = try IncompleteAutoencoder(
                LeadingSteps(8).family, missing: [5], excess: excess
            ).network()
            let missing = set.signals(set.missing)
            return LeadingSteps.areReproduced(set.signals(set.known), by: network)
                && KnownPositions.largestError(Backpropagation(network).forward(missing).outputs, missing)
                    == Rational(excess)
        }
        let n = setting.length(or: 129)
        let steps = try LeadingSteps(n, amplitude: 5)
        let sets = try KnownPositions.tested(length: n, random: &random)
        var rows: [[String]] = []
        try evidence.fact(
            "a shift-equivariant last layer fitted to the incomplete data: no error at any θ, n = \(n)",
            for: sets
        ) {
            set in
            guard let fit = ShiftEquivariantDecoder(length: n, fitting: set.known) else { return false }
            var network: Network<Double> = try CanonicalAutoencoder(steps.family).network()
            let weights = fit.lastLayer.elements.map(\.doubleValue)
            network.layers[2].weight = Matrix(rows: n, columns: n, elements: weights)
            let signals = steps.samples.signals
            let error = KnownPositions.largestError(network.forward(signals).outputs, signals) / 5
            rows.append([set.name, "\(set.missing.count)", NumberText.number(error)])
            return error == 0
        }
        let short = try (0..<12).flatMap { _ in
            try KnownPositions.tested(length: random.integer(in: 4...7), random: &random)
        }
        evidence.fact("its fit is the only solution of all equations of the known positions", for: short) { set in
            let constraints = TwoStepFit.constraints(set.known, length: set.length)
            return constraints.activations.rank == 2 * set.length - 1
                && ShiftEquivariantDecoder(length: set.length, fitting: set.known)?.weights
                    == constraints.activations.solution(of: constraints.targets)
        }
        try twoSteps(&evidence, setting)
        evidence.witness(
            "shift-equivariant last layer, n = \(n)",
            columns: ["missing", "positions", "largest error at any θ, over amp"], rows: rows)
    }

    /// What the full step and one other determine, and what nothing but the full step does.
    private static func twoSteps(_ evidence: inout Evidence, _ setting: ClaimSetting) throws {
        evidence.fact(
            "the full step and any other t: Σ p u_p(t) = Σ j u_(n−t+j)(n) for every v, so that u_p(t) ≤ 0 for p > t "
                + "means u_p(t) = 0",
            for: TwoStepFit.all(setting.lengths(2...33, and: 129))
        ) { $0.identityHolds }
        let short = setting.length.map { [min($0, 10)] } ?? Array(2...10)
        evidence.fact(
            "these equations have rank 2n − 1 and one solution, v[0] = 1 and v[1] = −1", for: TwoStepFit.all(short)
        ) { $0.isDetermined }
        evidence.fact("linear programming agrees that no u_p(t) can be −1, n = 5 … 8", for: TwoStepFit.all(5...8)) {
            fit in
            ((fit.other + 1)...fit.length).allSatisfy { fit.refutesSlack($0) }
        }
        let long = setting.lengths(12...12, and: 33, 129).flatMap { n in
            (1...3).map { TwoStepFit(length: n, other: $0) }
        }
        evidence.fact("at larger n the fit to two steps is the same", for: long) { fit in
            ShiftEquivariantDecoder(length: fit.length, fitting: [fit.other, fit.length])?.weights
                == TwoStepFit.exactWeights(length: fit.length)
        }
        let lengths = setting.length.map { [min($0, 20)] } ?? Array(2...20)
        evidence.fact("without the full step: all other steps leave the rank below 2n − 1", for: lengths) { n in
            TwoStepFit.constraints(Array(0..<n), length: n).activations.rank < 2 * n - 1
        }
        try evidence.fact(
            "and they are reproduced with an error of 10^k at θ = n, for every k from 0 to 15",
            for: lengths.flatMap { n in (0...15).map { (n: n, k: $0) } }
        ) { n, k in
            let excess = (0..<k).reduce(Rational.one) { power, _ in 10 * power }
            return try TwoStepFit.failsAtFullStep(length: n, excess: excess)
        }
        evidence.fact("nor is the full step alone enough, n ≥ 2", for: lengths) { n in
            TwoStepFit.constraints([0, n], length: n).activations.rank < 2 * n - 1
        }
    }
}
