internal import Diagnostics
internal import Exact
internal import Foundation
internal import Networks
internal import Plots

extension Claim {
    /// Problems 3 and 4: the cross-entropy, and the derivative of a maximum.
    package static let crossEntropy: [Claim] = [bounds, limit, maximumDerivative]

    private static let bounds: Claim = Claim(
        "ce-bounds", in: .mfnn, at: "problem 3 (a), parts 1 and 2",
        statement: ClaimText(
            "0 < l_CE(f, y) = −log(exp(f_y)/Σ_j exp(f_j)) ≤ log k + f_M − f_y < ∞.",
            tex: #"""
                $0 < \ell^{CE}(f, y) = -\log\frac{\exp(f_y)}{\sum_{j=1}^k\exp(f_j)} \le \log k + f_M - f_y < \infty$.
                """#),
        correction: ClaimText(
            "Positive iff k ≥ 2; for k = 1 it is 0. In float64 it comes out as exactly 0 for k = 2, f = (800, 0), y = "
                + "1: log(1 + e^(−d)) is 0 from d = 36.74 on, log1p(e^(−d)) from d = 745.13. The naive form overflows "
                + "above f = 709.78; subtracting the maximum cures it.",
            tex: #"""
                Positive iff $k\ge2$; for $k=1$ it is $0$. In float64 it comes out as exactly $0$ for $k=2$,
                $f=(800,0)$, $y=1$: $\log(1+e^{-d})$ is $0$ from $d=36.74$ on, $\mathrm{log1p}(e^{-d})$ from $d=745.13$.
                The naive form overflows above $f=709.78$; subtracting the maximum cures it.
                """#),
        expected: .holdsCorrected, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let drawn = (2...50).flatMap { k in (0..<20).map { _ in ClassScores(classes: k, &random) } }
        evidence.statement("k = 2 … 50, f drawn at random: 0 < l ≤ log k + f_M − f_y, to 1e-12", for: drawn) {
            $0.loss > 0 && $0.loss <= $0.bound + 1e-12
        }
        evidence.statement("l is −log(exp(f_y)/Σ exp(f_j)), to 1e-12 of max(1, l)", for: drawn) {
            abs($0.loss - $0.naive) <= 1e-12 * max(1, $0.loss)
        }
        let single = (0..<20).map { _ in ClassScores(classes: 1, &random) }
        evidence.detail("0 < l for every number k of classes", for: single + drawn) { $0.loss > 0 }
        evidence.fact("for k = 1 it is 0", for: single) { $0.loss == 0 }
        let far = ClassScores(scores: [800, 0], label: 0)
        evidence.fact("k = 2, f = (800, 0), y = 1: exactly 0 in float64, also in the library", far.loss == 0)
        let plain = FloatingPointThreshold.first(in: 0...1000) { log(1 + exp(-$0)) == 0 }
        let careful = FloatingPointThreshold.first(in: 0...1000) { log1p(exp(-$0)) == 0 }
        let library = FloatingPointThreshold.first(in: 0...1000) { ClassScores(scores: [$0, 0], label: 0).loss == 0 }
        let single32 = FloatingPointThreshold.first(in: 0...1000) { log(1 + exp(-Float($0))) == 0 }
        let overflow = FloatingPointThreshold.first(in: 0...1000) { exp($0).isInfinite }
        evidence.fact("log(1 + e^(−d)) is 0 from d = 36.74 on (to .01)", abs(plain - 36.74) <= 0.01)
        evidence.fact(
            "log1p(e^(−d)) from d = 745.13, and so is the library's loss",
            abs(careful - 745.13) <= 0.01 && library == careful)
        evidence.fact("log(1 + e^(−d)) in float32 from d = 16.64", abs(single32 - 16.64) <= 0.01)
        evidence.fact("exp(f) is infinite from f = 709.78 on", abs(overflow - 709.78) <= 0.01)
        let large = (0..<20).map { _ in ClassScores(scores: [random.uniform(in: 710...5000), 0], label: 1) }
        evidence.fact(
            "above it the naive form is infinite, and the library's, which subtracts the maximum, f_M − f_y", for: large
        ) {
            $0.naive.isInfinite && abs($0.loss - $0.scores[0]) <= 1e-12 * $0.loss
        }
        evidence.witness(
            "where numbers end", columns: ["what", "from"],
            rows: [
                ("log(1 + e^(−d)) = 0 in float32", single32), ("log(1 + e^(−d)) = 0 in float64", plain),
                ("log1p(e^(−d)) = 0 in float64", careful), ("e^f infinite in float64", overflow),
            ].map { [$0.0, NumberText.number($0.1, digits: 6)] })
    }

    private static let limit: Claim = Claim(
        "ce-limit", in: .mfnn, at: "problem 3 (b)",
        statement: ClaimText(
            "l_CE(λ e_y, y) → 0 as λ → ∞.", tex: #"$\ell^{CE}(\lambda e_y, y)\to0$ as $\lambda\to\infty$."#),
        correction: ClaimText(
            "l = log(1 + (k − 1) e^(−λ)), asymptotically (k − 1) e^(−λ).",
            tex: #"$\ell = \log(1+(k-1)e^{-\lambda})$, asymptotically $(k-1)e^{-\lambda}$."#),
        expected: .holds, effort: 0.4
    ) { evidence, setting in
        func loss(_ lambda: Double, _ k: Int) -> Double {
            ClassScores(scores: [lambda] + Array(repeating: 0, count: k - 1), label: 0).loss
        }
        let grid = Array(stride(from: 0.0, through: 700, by: 2))
        evidence.statement(
            "k = 2, 3, 5, 10, 20, 50: the loss falls strictly, λ = 0, 2, … 700", for: [2, 3, 5, 10, 20, 50]
        ) {
            k in
            let values = grid.map { loss($0, k) }
            return zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
        }
        let targets = (1...12).flatMap { m in [2, 10, 50].map { (k: $0, epsilon: pow(10, -Double(m))) } }
        evidence.statement("below every ε: at λ = log((k − 1)/ε) it is positive and less than ε", for: targets) {
            target in
            let value = loss(log(Double(target.k - 1) / target.epsilon), target.k)
            return value > 0 && value < target.epsilon
        }
        let known = [1.4612, 4.0852e-4, 8.4219e-13, 1.7359e-21, 3.3481e-43]
        let lambdas = [1.0, 10, 30, 50, 100]
        evidence.fact(
            "k = 10, λ = 1, 10, 30, 50, 100: 1.4612, 4.0852e-4, 8.4219e-13, 1.7359e-21, 3.3481e-43",
            for: zip(lambdas, known)
        ) {
            abs(loss($0, 10) - $1) <= 0.5001e-4 * pow(10, floor(log10($1)))
        }
        let pairs = grid.flatMap { lambda in [2, 3, 10, 50].map { (lambda: lambda, k: $0) } }
        evidence.fact("it is log1p((k − 1) e^(−λ)), to 1e-13 of itself", for: pairs) { pair in
            let value = log1p(Double(pair.k - 1) * exp(-pair.lambda))
            return abs(loss(pair.lambda, pair.k) - value) <= 1e-13 * value
        }
        evidence.fact("its ratio to r = (k − 1) e^(−λ) lies in [1 − r/2, 1], to 1e-13: it tends to 1", for: pairs) {
            pair in
            let r = Double(pair.k - 1) * exp(-pair.lambda)
            let ratio = loss(pair.lambda, pair.k) / r
            return ratio >= 1 - r / 2 - 1e-13 && ratio <= 1 + 1e-13
        }
        evidence.witness(
            "k = 10", columns: ["λ", "l", "(k − 1) e^(−λ)"],
            rows: lambdas.map {
                ["\(Int($0))"] + [loss($0, 10), 9 * exp(-$0)].map { NumberText.number($0, digits: 5) }
            })
        evidence.figure(
            "loss", caption: "The loss, and the exponential that it becomes, for ten classes.",
            Chart(
                "Cross-entropy of λ e_{y}",
                description: "The loss bends into the straight line of the exponential at λ ≈ 4.",
                x: Axis("λ"), y: Axis("loss", scale: .log10),
                marks: [
                    .line(
                        stride(from: 0.0, through: 20, by: 0.25).map { PlotPoint($0, 9 * exp(-$0)) },
                        Series("(k − 1) e^{−λ}", .muted)),
                    .line(
                        stride(from: 0.0, through: 20, by: 0.25).map { PlotPoint($0, loss($0, 10)) },
                        Series("loss, k = 10")),
                ]))
    }

    private static let maximumDerivative: Claim = Claim(
        "argmax", in: .mfnn, at: "problem 4",
        statement: ClaimText(
            "If f = max_i f_i with differentiable f_i and the maximiser I is unique at x, then f is differentiable at "
                + "x with f'(x) = f_I'(x).",
            tex: #"""
                If $f = \max_i f_i$ with differentiable $f_i$ and the maximiser $I$ is unique at $x$, then $f$ is
                differentiable at $x$ with $f'(x) = f_I'(x)$.
                """#),
        correction: ClaimText(
            "The proof's neighbourhood needs finitely many f_i (and their continuity). For infinite families it fails: "
                + "f_0 = 0, f_m = 2x − 1/m have the supremum max(0, 2x), at 0 the unique maximiser f_0, and no "
                + "derivative. Uniqueness is sufficient, not necessary: tied functions with equal derivatives do no "
                + "harm.",
            tex: #"""
                The proof's neighbourhood needs finitely many $f_i$ (and their continuity). For infinite families it
                fails: $f_0 = 0$, $f_m = 2x - 1/m$ have the supremum $\max(0, 2x)$, at $0$ the unique maximiser $f_0$,
                and no derivative. Uniqueness is sufficient, not necessary: tied functions with equal derivatives do no
                harm.
                """#),
        expected: .holds, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let families = (0..<300).map { _ in QuadraticFamily(&random) }
        let unique = families.filter { $0.maximisers.count == 1 }
        evidence.statement(
            "one maximiser: f is f_I on a neighbourhood, and both one-sided derivatives are f_I'(x), exactly",
            for: unique
        ) { family in
            let (step, top) = (family.neighbourhood, family.maximisers[0])
            return [step, step / 2, -step / 2, -step].allSatisfy { family.isAlone(top, at: $0) }
                && family.derivative(-step) == family.slope(of: top) && family.derivative(step) == family.slope(of: top)
        }
        let tied = (0..<300).map { _ in QuadraticFamily(tied: true, &random) }.filter { $0.maximisers.count > 1 }
        evidence.fact("tied maximisers: the one-sided derivatives are the least and the largest of theirs", for: tied) {
            family in
            let step = family.neighbourhood
            let slopes = family.maximisers.map(family.slope)
            return family.derivative(-step) == slopes.min() && family.derivative(step) == slopes.max()
        }
        evidence.fact("so there is a derivative iff the tied ones are equal; both happen", for: [true, false]) {
            areEqual in
            tied.contains { family in
                let step = family.neighbourhood
                let hasOneSlope = Set(family.maximisers.map(family.slope)).count == 1
                return hasOneSlope == areEqual && (family.derivative(-step) == family.derivative(step)) == areEqual
            }
        }
        evidence.fact(
            "f_0 = 0, f_m = 2x − 1/m, m ≤ 4^j: at 0 f_0 alone is largest; quotients with h = 2^(−j) are 0 and 2 − "
                + "2^(−j)",
            for: 1...30
        ) { j in
            let (h, most) = (Rational(mantissa: 1, exponent: -j), 1 << (2 * j))
            let (left, right) = (InfiniteFamily.supremum(-h, through: most), InfiniteFamily.supremum(h, through: most))
            return InfiniteFamily.isUniqueMaximiser(at: .zero, through: most) && left.isZero
                && right / h == 2 - Rational(mantissa: 1, exponent: -j)
        }
        evidence.fact("and no neighbourhood is free of others: f_m(h) > f_0(h) for m = ⌈1/h⌉", for: 1...30) { j in
            let h = Rational(mantissa: 1, exponent: -j)
            return InfiniteFamily.value(1 << j, at: h) > .zero
        }
        evidence.fact(
            "ReLU is such a maximum, of 0 and s: the library's derivative, s ≠ 0",
            for: unique.map(\.point).filter { !$0.isZero }
        ) { s in
            let value = max(s, .zero)
            return Activation.relu.derivative(at: s, activation: value) == (s > .zero ? .one : .zero)
        }
        evidence.witness("families with one maximiser, and with ties", "\(unique.count), \(tied.count)")
        if let family = unique.first {
            evidence.witness(
                "f_i(t) = c + b (t − x) + a (t − x)², x = \(family.point); the largest c",
                columns: ["c", "b = f_i'(x)", "a"], rows: family.rows)
        }
        let functions: [Mark] = [1.0, 2, 4, 8].map { m in
            .line(
                [PlotPoint(-0.2, -0.4 - 1 / m), PlotPoint(0.5, 1 - 1 / m)],
                Series(m == 8 ? "f_{m}, m = 1, 2, 4, 8" : "", .muted))
        }
        let supremum = Mark.line([PlotPoint(-0.2, 0), PlotPoint(0, 0), PlotPoint(0.5, 1)], Series("supremum"))
        evidence.figure(
            "supremum",
            caption: "Each line lies below 0 at x = 0, where 0 alone is largest; their supremum has a kink there.",
            Chart(
                "f_{0} = 0 and f_{m} = 2x − 1/m",
                description: "Parallel lines that rise towards one through 0, and their supremum with a kink at 0.",
                x: Axis("x"), y: Axis("f"), marks: functions + [supremum]))
    }
}
