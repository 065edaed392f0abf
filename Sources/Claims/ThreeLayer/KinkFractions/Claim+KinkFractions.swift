internal import Analysis
internal import Diagnostics
internal import Exact
internal import Foundation
internal import Networks
internal import Plots

extension Claim {
    /// A claim that settles where in its gap a kink should lie.
    static let kinkFractions: [Claim] = [theorem3]

    private static let theorem3: Claim = Claim(
        "t3", in: .threeLayer, at: "settles where in its gap a kink should lie, section 3.1", isNew: true,
        statement: ClaimText(
            "T3. Let each gap have one ascending unit, with its kink at z_g + f h, 0 ≤ f < 1. The slopes of an "
                + "output's preactivation then obey m_(i+1) = (Δu/h − f m_i)/(1 − f), m_0 = 0. Every gap multiplies an "
                + "error by −f/(1 − f), so the solution is stable if and only if f < 1/2. For h = w = 1 and n > 1, "
                + "max|W3| = 1/(1 − f)² for f ≤ 1/2.",
            tex: #"""
                T3. Let each gap have one ascending unit, with its kink at $z_g+fh$, $0\le f<1$. The slopes of an
                output's preactivation then obey $m_{i+1} = (\Delta u/h - f m_i)/(1-f)$, $m_0=0$. Every gap multiplies
                an error by $-f/(1-f)$, so the solution is stable if and only if $f<\frac12$. For $h=w=1$ and $n>1$,
                $\max|W^{[3]}| = 1/(1-f)^2$ for $f\le\frac12$.
                """#),
        expected: .holds, lengths: 2...160, effort: 1
    ) { evidence, setting in
        let n = setting.length(or: 129)
        let fractions = RecordedConditioning.printed.compactMap { row in KinkFraction(row.fraction) }
        let small = fractions.flatMap { fraction in (2...9).map { FractionRecursion(fraction: fraction, length: $0) } }
        evidence.statement(
            "W3 by the recursion is the one solution of A2 W3ᵀ = Y without the blank, n = 2 … 9", for: small
        ) {
            $0.layerByRecursion == $0.layerBySolving
        }
        evidence.statement("the library's W3 is the same", for: small) {
            $0.fraction.lastLayer(length: $0.length, spacing: 1) == $0.layerByRecursion
        }
        var random = setting.random()
        evidence.statement("through any values, for any h: f h m_i + (1 − f) h m_(i+1) = Δu", for: small) {
            $0.leads(through: random.vector($0.length + 1), spacing: random.positive())
        }
        // Binary fractions stay short.
        let dyadic = fractions.filter(\.fraction.isDyadic)
        evidence.statement("n = \(n), binary f: the output that is on from θ = 1 on is 1 at every code", for: dyadic) {
            fraction in
            let weights = FractionRecursion(fraction: fraction, length: n).weights(threshold: 1)
            return (1...n).allSatisfy { theta in
                weights.enumerated().reduce(Rational.zero) { sum, unit in
                    let a = Rational(theta) - Rational(unit.offset) - fraction.fraction
                    return a.signum > 0 ? sum + unit.element * a : sum
                } == .one
            }
        }
        evidence.statement("an error in one slope is multiplied by −f/(1 − f) in every further gap", for: fractions) {
            fraction in
            let errors = FractionRecursion(fraction: fraction, length: min(n, 40)).errors
            let factor = -fraction.fraction / (.one - fraction.fraction)
            return zip(errors, errors.dropFirst()).allSatisfy { $1 == factor * $0 } && fraction.errorFactor == factor
        }
        evidence.statement("it dies out if and only if f < 1/2", for: fractions) { fraction in
            let errors = FractionRecursion(fraction: fraction, length: min(n, 40)).errors.map(\.magnitude)
            let shrinks = zip(errors, errors.dropFirst()).allSatisfy { $1 < $0 || $0.isZero }
            return shrinks == (2 * fraction.fraction < 1) && fraction.isStable == shrinks
        }
        evidence.statement("max|W3| = 1/(1 − f)² for f ≤ 1/2, and more beyond", for: fractions) { fraction in
            let largest = FractionRecursion(fraction: fraction, length: n).largestWeight
            let closed = 1 / ((1 - fraction.fraction) * (1 - fraction.fraction))
            let isWithin = 2 * fraction.fraction <= 1 || n == 2
            return (isWithin ? largest == closed : largest > closed) && fraction.largestWeight(length: n) == largest
        }
        let rows = fractions.map { FractionConditioning($0, length: n) }
        if n == 129 { comparePrinted(&evidence, rows) }
        if n >= 64 {
            let far = rows.filter { abs($0.value - 0.5) > 0.05 || $0.value == 0.5 }.map { ($0.fraction, $0) }
            evidence.fact("cond(A2) is within 1 % of its law, for f at 1/2 or not next to it", for: far) { _, row in
                guard let condition = row.condition?.value, let law = row.law else { return false }
                return abs(law / condition - 1) < 0.01
            }
        }
        evidence.fact("cond(A2) grows with f", for: zip(rows, rows.dropFirst()).map { ($0, $1) }) { lower, upper in
            guard let before = lower.condition?.value, let after = upper.condition?.value else { return false }
            return before < after
        }
        evidence.witness(
            "n = \(n), z = θ, w = 1", columns: ["f", "cond(A2)", "max|W3|", "errors"],
            rows: rows.map { row in
                [
                    row.fraction, row.condition.map { brief($0.value) } ?? "above 1e308",
                    row.largestWeight.map(brief) ?? "above 1e308",
                    row.isStable ? "die out" : row.value > 0.5 ? "grow" : "stay",
                ]
            })
        figure(&evidence, rows, n)
    }

    /// Compares with the condition numbers and largest weights for n = 129 that were recorded first.
    private static func comparePrinted(_ evidence: inout Evidence, _ rows: [FractionConditioning]) {
        evidence.fact(
            "cond(A2) for n = 129 is 1.9e4 at f = 0, 3.1e6 at 1/2, 4e65 at 3/4, …", for: RecordedConditioning.printed
        ) { row in
            rows.contains { found in
                found.fraction == row.fraction.description
                    && abs((found.condition?.value ?? 0) - row.condition) <= row.conditionUnit / 2
            }
        }
        evidence.fact("max|W3| is 1 at f = 0, 4 at 1/2, 6e61 at 3/4, …", for: RecordedConditioning.printed) { row in
            rows.contains { found in
                found.fraction == row.fraction.description
                    && abs((found.largestWeight ?? 0) - row.weight) <= row.weightUnit / 2
            }
        }
        evidence.fact(
            "from f = 0.6 on the singular values of A2 in double precision give less than a thousandth of it",
            for: RecordedConditioning.printed.filter { $0.condition > 1e20 }
        ) { row in
            guard let fraction = KinkFraction(row.fraction) else { return false }
            let exact = fraction.activations(length: 129)
            let rounded = Matrix(exact).map(\.doubleValue)
            guard let values = rounded.singularValues(), let largest = values.first, let least = values.last else {
                return false
            }
            return largest < least * row.condition / 1000
        }
    }

    private static func figure(_ evidence: inout Evidence, _ rows: [FractionConditioning], _ n: Int) {
        evidence.figure(
            "condition",
            caption:
                "The condition number κ(A2) and the largest weight of the last layer for n = \(n), over the fraction f of its gap at "
                + "which each kink lies, up to ½, where errors no longer die out. Points are computed from exact matrices; the line of max|W3| is its law"
                + (isLong(n) ? ", that of κ(A2) the law for long signals." : "."),
            chart("Conditioning where errors die out", rows.filter { $0.value <= 0.5 }, through: 49, n))
        evidence.figure(
            "beyond-half",
            caption:
                "The condition number κ(A2) and the largest weight of the last layer for n = \(n), for f up to ¾: beyond ½ errors "
                + "grow from gap to gap, and with them both.",
            chart("Conditioning over the place of the kinks", rows, through: 75, n))
    }

    /// Whether the signals are long enough for the law of the condition number, which is a limit for long signals, to
    /// match the points.
    private static func isLong(_ n: Int) -> Bool { n >= 100 }

    /// A chart of the laws for f up to some hundredths, with the computed points.
    private static func chart(
        _ title: String, _ rows: [FractionConditioning], through last: Int, _ n: Int
    ) -> Chart {
        // The law has a pole at ½; a matrix of finite size does not.
        let halfPercents = Array(0...min(98, 2 * last)) + Array(102...150)
        let grid = halfPercents.map { Double($0) / 200 }
        let shown = grid.filter { $0 <= Double(last) / 100 }
        let condition = Series("κ(A₂)", .slot(2))
        let weight = Series("max|W₃|", .slot(3))
        let points = rows.compactMap { row in row.condition.map { PlotPoint(row.value, $0.value) } }
        let halves = [shown.filter { $0 < 0.5 }, shown.filter { $0 > 0.5 }].filter { !$0.isEmpty }
        let laws = halves.map { half in
            Mark.line(half.map { PlotPoint($0, ConditioningLaw.activations(length: n, fraction: $0)) }, condition)
        }
        let weights = shown.map { PlotPoint($0, ConditioningLaw.largestWeight(length: n, fraction: $0)) }
        return Chart(
            title, description: "Two curves over the fraction of the gap, both growing.",
            x: Axis("fraction f of the gap"), y: Axis("κ(A₂), max|W₃|", scale: .log10),
            marks: (isLong(n) ? laws : [.line(points, condition)]) + [
                .line(weights, weight),
                .points(points, condition),
                .points(rows.compactMap { row in row.largestWeight.map { PlotPoint(row.value, $0) } }, weight),
            ], labels: .key)
    }

    private static func brief(_ value: Double) -> String { NumberText.number(value, digits: 4) }
}
