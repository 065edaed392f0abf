internal import Analysis
internal import Claims
internal import Diagnostics
internal import Exact
internal import Experiments
internal import Networks
internal import Plots

extension Claim {
    /// Section 2, first three questions: what a network does where it has no data.
    static let missingData: [Claim] = [missingPositions] + generalisation

    private static let missingPositions: Claim = Claim(
        "missing-data", in: .response, at: "section 2, first question", kind: .question,
        statement: ClaimText(
            "What happens when some data is missing?", tex: "What happens when some data is missing?"),
        correction: ClaimText(
            "With kinks at the training codes only, a code affine in θ, and preactivations 0 where targets are 0, the "
                + "network interpolates: for a missing θ between the neighbours a < b, g = b − a, λ = (θ − a)/g, y_p = "
                + "amp for p ≤ a, amp·λ for a < p ≤ b, 0 for p > b. So |e|² = amp² g λ(1 − λ), Σ y/amp = θ, and "
                + "thresholding at amp/2 is up to g/2 positions off. With kinks at a fraction f > 0 of the gaps the "
                + "error can be larger: for f = 0.15 and a block of 13, 40/17 amp and |e|² = 8.0 amp², not 13/14 and "
                + "3.5.",
            tex: #"""
                With kinks at the training codes only, a code affine in $\theta$, and preactivations $0$ where targets
                are $0$, the network interpolates: for a missing $\theta$ between the neighbours $a<b$, $g=b-a$,
                $\lambda=(\theta-a)/g$, $y_p = A$ for $p\le a$, $A\lambda$ for $a<p\le b$, $0$ for $p>b$. So $|e|^2 =
                A^2 g\lambda(1-\lambda)$, $\sum y/A = \theta$, and thresholding at $A/2$ is up to $g/2$ positions off.
                With kinks at a fraction $f>0$ of the gaps the error can be larger: for $f = 0.15$ and a block of $13$,
                $\tfrac{40}{17}A$ and $|e|^2 = 8.0A^2$, not $\tfrac{13}{14}A$ and $3.5A^2$.
                """#),
        expected: .answered, lengths: 4...129, effort: 2
    ) { evidence, setting in
        var random = setting.random()
        let n = setting.length(or: 129)
        let sets = try KnownPositions.tested(length: n, random: &random)
        let cases = try sets.map { try MissingDataCase($0, amplitude: 5) }
        evidence.fact("θ missing at random, in a block, or every second: exact at the others", for: cases) {
            $0.isExactWhereKnown
        }
        evidence.fact("the law, exactly, at every missing θ", for: cases) { $0.isLaw }
        evidence.fact("|e|² = amp² g λ(1 − λ), and Σ y/amp = θ", for: cases) { $0.keepsMass }
        evidence.fact("the law to 1e-11 in double precision", for: cases) { $0.isLawInDoublePrecision }
        evidence.fact("thresholded at amp/2, up to g/2 positions off", for: cases) { $0.isHalfAGapOffAtMost }
        evidence.fact("with kinks at 0.15 of the gaps it is exact at the known positions too", for: cases) {
            $0.shifted?.isMeasured ?? false
        }
        evidence.fact(
            "and farther off at some missing one than the law, which is for f = 0 only", for: cases
        ) {
            $0.isLawOfKinksAtCodesOnly
        }
        let blocks = cases.filter { $0.positions.name == "a block" }
        if n == 129 {
            evidence.fact("a block of 13: largest error 13/14 amp, |e|² = 3.5 amp²", for: blocks) {
                $0.positions.missing.count == 13 && $0.largestError == Rational(13) / 14
                    && $0.squaredErrors.max() == Rational(7) / 2
            }
            evidence.fact("f = 0.15: largest error 40/17 amp, and |e|² = 8.0 amp²", for: blocks) {
                $0.shifted?.largest == Rational(40) / 17 && abs(($0.shifted?.squared.max() ?? 0) - 8) < 0.05
            }
            evidence.fact(
                "every second: errors of amp/2 and |e|² = amp²/2 at all of them",
                for: cases.filter { $0.positions.name == "every second" }
            ) {
                $0.largestError == .one / 2 && $0.squaredErrors.allSatisfy { $0 == .one / 2 }
            }
        }
        evidence.witness(
            "errors at missing positions, over the amplitude, n = \(n)",
            columns: ["missing", "positions", "largest, f = 0", "|e|², f = 0", "largest, f = 0.15", "|e|², f = 0.15"],
            rows: cases.map(\.row))
        for block in blocks {
            evidence.figure(
                "errors",
                caption:
                    "Squared error at missing positions, over amp²: kinks at the known codes, and at 0.15 of the gaps.",
                Self.chart(block.positions, block.squaredErrors.map(\.doubleValue), block.shifted?.squared ?? []))
        }
        let short = try (0..<10).flatMap { _ in
            try KnownPositions.tested(length: random.integer(in: 4...12), random: &random)
        }
        try evidence.fact("other fractions: the recursion and the network agree, exactly", for: short) { set in
            try KinkFraction(Rational(random.integer(in: 0...19)) / 20).map {
                try FractionErrors.agree(set, fraction: $0)
            } ?? false
        }
        evidence.fact(
            "the last layer is determined: the equations of the known positions have this one solution", for: short
        ) {
            (try? Self.isOnlySolution($0)) ?? false
        }
        try Self.addTrained(&evidence, setting)
    }

    /// Whether the activations of the known positions, with kinks at their codes, allow only one last layer for given
    /// preactivations.
    private static func isOnlySolution(_ set: KnownPositions) throws -> Bool {
        let kinks = set.known.dropLast()
        let activations = ExactMatrix(set.known.map { theta in kinks.map { Rational(max(0, theta - $0)) } })
        let targets = ExactMatrix(set.known.map { LeadingSteps.signal(set.length, Rational($0)) })
        guard activations.rank == kinks.count, let solution = activations.solution(of: targets) else { return false }
        let steps = try LeadingSteps(set.length)
        let network: Network<Rational> = try IncompleteAutoencoder(steps.family, missing: Set(set.missing)).network()
        return (0..<set.length).allSatisfy { p in
            kinks.enumerated().allSatisfy { network.layers[2].weight[p, $1] == solution[$0, p] }
        }
    }

    /// The result of training on the block's known positions: exact to rounding there, and far off in between.
    private static func addTrained(_ evidence: inout Evidence, _ setting: ClaimSetting) throws {
        var spec = Experiment.linearCodeSpec(name: "missing-data")
        spec.signals.holdOut = .gap(58...70)
        let results = try (0..<3).map {
            try ExperimentRun(spec, source: "missing-data").seeded(setting.seed &+ $0).run()
        }
        evidence.fact(
            "trained by the recipe of linear-code without θ = 58 … 70, n = 129: within 1e-3 amp of its data, more than "
                + "amp/2 off at a missing one",
            for: results
        ) {
            $0.measures.error.maxRelative < 1e-3 && ($0.heldOut?.error.maxRelative ?? 0) > 0.5
        }
        evidence.witness(
            "trained networks, n = 129",
            columns: ["seed", "largest error on the data, over amp", "at missing positions"],
            rows: results.map {
                let errors = [$0.measures.error.maxRelative, $0.heldOut?.error.maxRelative ?? .nan]
                return ["\($0.spec.seed)"] + errors.map { NumberText.number($0) }
            })
    }

    private static func chart(_ set: KnownPositions, _ atCodes: [Double], _ shifted: [Double]) -> Chart {
        let (a, b) = set.neighbours(of: set.missing[0])
        func points(_ values: [Double]) -> [PlotPoint] { zip(set.missing, values).map { PlotPoint(Double($0), $1) } }
        let law = (0...100).map { step in
            let share = Double(step) / 100
            return PlotPoint(Double(a) + share * Double(b - a), Double(b - a) * share * (1 - share))
        }
        return Chart(
            "The error where data are missing",
            description: "A parabola between two known positions, points on it, and other points above it at the left.",
            x: Axis("missing position θ"), y: Axis("|e|² / amp²", includesZero: true),
            marks: [
                .line(law, Series("the law g λ(1 − λ)", .ink)),
                .points(points(atCodes), Series("kinks at the known codes", .slot(1))),
                .points(points(shifted), Series("kinks at 0.15 of the gaps", .slot(2))),
            ], labels: .key)
    }
}
