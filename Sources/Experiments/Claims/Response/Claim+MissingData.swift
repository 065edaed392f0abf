internal import Analysis
internal import Exact
internal import Networks
internal import Plots

extension Claim {
    /// Section 2, first three questions: what a network does where it has no data.
    static let missingData: [Claim] = [missingPositions] + generalisation

    private static let missingPositions = Claim(
        "missing-data", in: .response, at: "section 2, first question", kind: .question,
        statement: ClaimText(
            "What happens when some data is missing?", tex: "What happens when some data is missing?"),
        correction: ClaimText(
            "With kinks at the training codes only, a code affine in θ, and preactivations 0 where targets are 0, the network interpolates: for "
                + "a missing θ between the neighbours a < b, g = b − a, λ = (θ − a)/g, y_p = amp for p ≤ a, amp·λ for a < p ≤ b, 0 for "
                + "p > b. So |e|² = amp² g λ(1 − λ), Σ y/amp = θ, and thresholding at amp/2 is up to g/2 positions off. With kinks at a fraction "
                + "f > 0 of the gaps the error can be larger: for f = 0.15 and a block of 13, 40/17 amp and |e|² = 8.0 amp², not 13/14 and 3.5.",
            tex: #"""
                With kinks at the training codes only, a code affine in $\theta$, and preactivations $0$ where targets are $0$, the
                network interpolates: for a missing $\theta$ between the neighbours $a<b$, $g=b-a$, $\lambda=(\theta-a)/g$,
                $y_p = A$ for $p\le a$, $A\lambda$ for $a<p\le b$, $0$ for $p>b$. So $|e|^2 = A^2 g\lambda(1-\lambda)$,
                $\sum y/A = \theta$, and thresholding at $A/2$ is up to $g/2$ positions off. With kinks at a fraction $f>0$ of the
                gaps the error can be larger: for $f = 0.15$ and a block of $13$, $\tfrac{40}{17}A$ and $|e|^2 = 8.0A^2$, not
                $\tfrac{13}{14}A$ and $3.5A^2$.
                """#),
        expected: .answered, lengths: 4...129, effort: 2
    ) { evidence, setting in
        var random = setting.random()
        let n = setting.length(or: 129)
        let sets = try KnownPositions.tested(length: n, random: &random)
        let family = try LeadingSteps(n, amplitude: 5).family
        var rows: [[String]] = []
        for set in sets {
            let signals = set.signals(set.missing, amplitude: 5)
            let autoencoder = IncompleteAutoencoder(family, missing: Set(set.missing))
            let exact: Network<Rational> = try autoencoder.network()
            let outputs = Backpropagation(exact).forward(signals).outputs
            let errors = KnownPositions.squaredErrors(outputs, signals)
            evidence.truth(
                "\(set.name): exact at the known positions",
                LeadingSteps.areReproduced(set.signals(set.known, amplitude: 5), by: exact))
            evidence.truth("\(set.name): the law, exactly", for: set.missing.indices) { i in
                outputs.row(i).elementsEqual(set.law(set.missing[i]).map { 5 * $0 })
            }
            evidence.truth("\(set.name): |e|² = amp² g λ(1 − λ), and Σ y/amp = θ", for: set.missing.indices) { i in
                errors[i] == 25 * set.squaredError(set.missing[i])
                    && outputs.row(i).reduce(.zero, +) == Rational(5 * set.missing[i])
            }
            let double: Network<Double> = try autoencoder.network()
            let computed = double.forward(signals.map(\.doubleValue)).outputs
            let law = set.missing.flatMap { set.law($0).map { 5 * $0.doubleValue } }
            evidence.truth(
                "\(set.name): the law to 1e−11 in double precision",
                zip(computed.elements, law).allSatisfy { abs($0 - $1) <= 1e-11 })
            evidence.truth("\(set.name): thresholded at amp/2, up to g/2 positions off", for: set.missing.indices) {
                i in
                let (a, b) = set.neighbours(of: set.missing[i])
                let ones = outputs.row(i).count { 2 * $0 > 5 }
                let onesAndTies = outputs.row(i).count { 2 * $0 >= 5 }
                return 2 * abs(ones - set.missing[i]) <= b - a && 2 * abs(onesAndTies - set.missing[i]) <= b - a
            }
            guard let fraction = KinkFraction(Rational(3) / 20) else { continue }
            let shifted = try FractionErrors(set, fraction: fraction)
            evidence.truth(
                "\(set.name): kinks at 0.15 of the gaps are right at the known positions too", shifted.isMeasured)
            evidence.truth(
                "\(set.name): and farther off at some missing one than the law, which holds for f = 0 only",
                zip(shifted.squared, errors).contains { 25 * $0 > 1.001 * $1.doubleValue })
            rows.append([
                set.name, "\(set.missing.count)", "\(KnownPositions.largestError(outputs, signals) / 5)",
                "\((errors.max() ?? .zero) / 25)", "\(shifted.largest.doubleValue)", "\(shifted.squared.max() ?? 0)",
            ])
            if set.name == "a block" {
                evidence.figure(
                    "missing-data",
                    caption:
                        "Squared error at missing positions, over amp²: measured for kinks at the known codes, and at 0.15 of the gaps.",
                    Self.chart(set, errors.map { $0.doubleValue / 25 }, shifted.squared))
            }
            guard n == 129 else { continue }
            if set.name == "a block" {
                evidence.truth(
                    "a block of 13: largest error 13/14 amp, |e|² = 3.5 amp²",
                    KnownPositions.largestError(outputs, signals) == Rational(65) / 14
                        && errors.max() == Rational(175) / 2)
                let worst = shifted.squared.max() ?? 0
                evidence.truth(
                    "f = 0.15: largest error 40/17 amp, and |e|² = 8.0 amp²",
                    shifted.largest == Rational(40) / 17 && abs(worst - 8) < 0.05)
            }
            if set.name == "every second" {
                evidence.truth(
                    "every second: errors of amp/2 and |e|² = amp²/2 at all of them",
                    errors.allSatisfy { $0 == Rational(25) / 2 }
                        && KnownPositions.largestError(outputs, signals) == Rational(5) / 2)
            }
        }
        evidence.witness(
            "errors at missing positions, over the amplitude, n = \(n)",
            columns: ["missing", "positions", "largest, f = 0", "|e|², f = 0", "largest, f = 0.15", "|e|², f = 0.15"],
            rows: rows)
        let short = try (0..<10).flatMap { _ in
            try KnownPositions.tested(length: random.integer(in: 4...12), random: &random)
        }
        try evidence.truth("other fractions: the recursion and the network agree, exactly", for: short) { set in
            try KinkFraction(Rational(random.integer(in: 0...19)) / 20).map {
                try FractionErrors.agree(set, fraction: $0)
            } ?? false
        }
        evidence.truth(
            "the last layer is no choice: the equations of the known positions have this one solution", for: short
        ) {
            (try? Self.isOnlySolution($0)) ?? false
        }
        try Self.addTrained(&evidence, setting)
    }

    /// Whether the activations of the known positions, kinks at their codes, allow one last layer for given preactivations.
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

    /// What training finds on the block's known positions: exact to rounding there, and far off in between.
    private static func addTrained(_ evidence: inout Evidence, _ setting: ClaimSetting) throws {
        var spec = Experiment.linearCodeSpec(name: "missing-data")
        spec.signals.holdOut = .gap(58...70)
        let results = try (0..<3).map {
            try ExperimentRun(spec, source: "missing-data").seeded(setting.seed &+ $0).run()
        }
        evidence.truth(
            "trained by the recipe of linear-code without θ = 58 … 70, n = 129: within 1e−3 amp of its data, more than amp/2 off at a missing one",
            for: results
        ) {
            $0.measures.error.maxRelative < 1e-3 && ($0.heldOut?.error.maxRelative ?? 0) > 0.5
        }
        evidence.witness(
            "trained networks, n = 129",
            columns: ["seed", "largest error on the data, over amp", "at missing positions"],
            rows: results.map {
                ["\($0.spec.seed)", "\($0.measures.error.maxRelative)", "\($0.heldOut?.error.maxRelative ?? 0)"]
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
            ], labels: .key, showsTitle: false)
    }
}
