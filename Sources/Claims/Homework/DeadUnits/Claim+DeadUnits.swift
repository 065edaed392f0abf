internal import Diagnostics
internal import Exact
internal import Foundation
internal import Networks
internal import Plots

extension Claim {
    /// Problems 6 and 7: units without gradient, and what revives them.
    package static let deadUnits: [Claim] = [deadReLU, leakyReLU]

    private static let deadReLU: Claim = Claim(
        "dead-relu", in: .mfnn, at: "problem 6",
        statement: ClaimText(
            "In f(x) = Σ_j u_j σ(a_j x + b_j), Θ in R^(2p), a unit with a_j x_i + b_j < 0 on all data gets zero "
                + "gradient for a_j, b_j, u_j and stays dead under SGD forever.",
            tex: #"""
                In $f(x) = \sum_j u_j\sigma(a_jx + b_j)$, $\Theta\in\mathbb R^{2p}$, a unit with $a_jx_i + b_j < 0$ on
                all data gets zero gradient for $a_j, b_j, u_j$ and stays dead under SGD forever.
                """#),
        correction: ClaimText(
            "True for plain SGD. Θ is in R^(3p). With weight decay (rate × decay < 1) on a and b alike it stays dead. "
                + "Decay on a only: dead if b ≤ 0, revives if b > 0. Decay on b only: dead if b > 0, revives if b < 0 "
                + "and a x > 0 for some x. It can revive with a velocity that is not 0, with decay on all parameters "
                + "under RMSProp, Adam or Shampoo, and when the layer below is trainable and other units move it.",
            tex: #"""
                True for plain SGD. $\Theta\in\mathbb R^{3p}$. With weight decay (rate $\times$ decay $<1$) on $a$ and
                $b$ alike it stays dead. Decay on $a$ only: dead if $b\le0$, revives if $b>0$. Decay on $b$ only: dead
                if $b>0$, revives if $b<0$ and $ax>0$ for some $x$. It can revive with a velocity that is not $0$, with
                decay on all parameters under RMSProp, Adam or Shampoo, and when the layer below is trainable and other
                units move it.
                """#),
        expected: .holdsCorrected, effort: 3.5
    ) { evidence, setting in
        var random = setting.random()
        let cases = (0..<60).map { _ in DeadUnitCase(&random) }
        try evidence.statement("the library's three components are 0, exactly", for: cases) { dead in
            let gradient = try dead.units.gradient(on: dead.data, targets: dead.targets)
            return gradient.a[0].isZero && gradient.b[0].isZero && gradient.u[0].isZero
        }
        try evidence.statement(
            "f is the formula's, and its loss does not change with the unit's a, b or u as long as the unit is dead",
            for: cases
        ) { dead in
            let output = try Backpropagation(dead.units.network()).forward(
                Matrix(rows: dead.data.count, columns: 1, elements: dead.data)
            ).outputs
            return output.elements == dead.data.map(dead.units.value) && dead.lossIsConstant
        }
        let stochastic = try (0..<3).map { k in
            try DeadUnitRun(
                .sgd(learningRate: 0.05), batching: .mini(size: 1, shuffled: true), epochs: 375,
                seed: setting.seed &+ UInt64(k))
        }
        evidence.statement(
            "3000 steps of SGD, one sample each: a, b, u bit for bit unchanged, while the others learn",
            for: stochastic.map(\.fate)
        ) { $0 == .unchanged }
        evidence.fact("the other units did move", stochastic.allSatisfy(\.othersMoved))
        try evidence.detail("Θ of p units has 2p components", for: cases) {
            try $0.units.network().parameterCount == 2 * $0.units.a.count
        }
        try evidence.fact("it has 3p", for: cases) { try $0.units.network().parameterCount == 3 * $0.units.a.count }
        let fates = try OptimizerFates()
        evidence.fact(
            "from rest and without decay every optimizer of the library leaves a, b, u bit for bit unchanged",
            for: fates.rows
        ) {
            $0.plain.fate == .unchanged && $0.plain.othersMoved
        }
        evidence.fact(
            "a velocity of −5 on b moves the dead unit, under each rule that has velocities; a squared gradient alone "
                + "does not",
            for: fates.rows.filter { $0.withVelocity != nil }
        ) {
            ($0.withVelocity?.fate != .unchanged) == $0.hasVelocity
        }
        evidence.fact(
            "under momentum and Nesterov it acts after 3 updates, at step 2 counted from 0",
            for: ["momentum 0.9", "nesterov 0.9"]
        ) {
            fates[$0]?.withVelocity?.fate == .revived(after: 3)
        }
        evidence.fact(
            "decay of all parameters through their gradients leaves it dead under SGD, momentum and Nesterov, which "
                + "keep the ratio of a and b",
            for: ["sgd", "momentum 0.9", "nesterov 0.9"]
        ) {
            if case .moved = fates[$0]?.withDecay?.fate { true } else { false }
        }
        evidence.fact(
            "under RMSProp, Adam and Shampoo, which do not keep the ratio, that decay revives it",
            for: ["rmsProp (torch)", "rmsProp (keras)", "adam", "shampoo"]
        ) {
            if case .revived = fates[$0]?.withDecay?.fate { true } else { false }
        }
        evidence.fact(
            "a decoupled decay at one rate shrinks a and b by one factor, and leaves it dead under every rule",
            for: ["sgd", "momentum 0.9", "nesterov 0.9", "rmsProp (torch)", "rmsProp (keras)", "adam", "shampoo"]
        ) {
            if case .moved = fates[$0]?.withDecoupledDecay?.fate { true } else { false }
        }
        evidence.fact(
            "under Muon, where a decays at the matrices' rate and b at the biases', it revives", for: ["muon"]
        ) {
            if case .revived = fates[$0]?.withDecoupledDecay?.fate { true } else { false }
        }
        let partial = try DecayCase.all()
        evidence.fact(
            "decay on a and b, on a, on b, and the signs of b and a x: dead or alive after 3000 steps, as said",
            for: partial
        ) {
            ($0.updates != nil) == $0.shouldRevive
        }
        let halved = (1...3000).first { pow(1 - PartialDecay.rate * PartialDecay.decay, Double($0)) < 0.5 }
        evidence.fact(
            "both revive once the decayed parameter is less than half of what it was: after 1386 updates",
            for: partial.filter(\.shouldRevive)
        ) {
            $0.updates == halved && halved == 1386
        }
        evidence.fact(
            "with decay on both, a x + b is multiplied by 1 − rate × decay: still negative, exactly", for: cases
        ) { dead in
            let factor = Rational(1) - Rational(1) / Rational(random.integer(in: 2...2000))
            let decayed = HiddenUnits(a: [factor * dead.units.a[0]], b: [factor * dead.units.b[0]], u: [.one])
            return decayed.preactivation(of: 0, on: dead.data) == factor
                * dead.units.preactivation(of: 0, on: dead.data)
                && decayed.preactivation(of: 0, on: dead.data) < .zero
        }
        let layered = try (0..<10).map { _ in try DeadUnitAboveTrainableLayer.run(&random) }
        let revived = layered.filter { if case .revived = $0.fate { true } else { false } }
        evidence.fact(
            "a trainable affine layer below: of 10 runs some revive the unit, whose own a, b, u kept their bits until "
                + "then",
            !revived.isEmpty && layered.allSatisfy(\.unitKeptItsBits))
        evidence.witness(
            "a dead unit after 3000 steps",
            columns: [
                "optimizer", "from rest", "velocity −5 on b, or square 25", "decay 0.01 on all", "decoupled decay",
            ],
            rows: fates.rows.map(\.cells))
        evidence.witness(
            "SGD at rate 0.05 with decay 0.01 on some parameters", columns: ["case", "in 3000 steps"],
            rows: partial.map {
                [$0.description, $0.updates.map { "acts after \($0) updates" } ?? "dead"]
            })
        evidence.witness("revived by a trainable layer below, of 10 runs", Double(revived.count))
    }

    private static let leakyReLU: Claim = Claim(
        "leaky-relu", in: .mfnn, at: "problem 7",
        statement: ClaimText(
            "With leaky ReLU the three components are α u_j x, α u_j and α a_j x + b_j, “none of which are 0” (if Θ_i "
                + "≠ 0 for all i), so the unit always changes.",
            tex: #"""
                With leaky ReLU the three components are $\alpha u_jx$, $\alpha u_j$ and $\alpha a_jx + b_j$, ``none of
                which are 0'' (if $\Theta_i\ne0$ for all $i$), so the unit always changes.
                """#),
        correction: ClaimText(
            "∂f/∂u_j = α (a_j x + b_j). The components are not 0 only if α ≠ 0, u_j ≠ 0 and (for a_j) x ≠ 0, and those "
                + "of the loss only if l' ≠ 0; “Θ_i ≠ 0 for all i” is not enough.",
            tex: #"""
                $\partial f/\partial u_j = \alpha(a_jx + b_j)$. The components are not $0$ only if $\alpha\ne0$,
                $u_j\ne0$ and (for $a_j$) $x\ne0$, and those of the loss only if $\ell'\ne0$; ``$\Theta_i\ne0$ for all
                $i$'' is not enough.
                """#),
        expected: .holdsCorrected, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let cases = (0..<60).map { _ in LeakyCase(&random) }
        try evidence.statement("∂f/∂a = α u x and ∂f/∂b = α u, the library's, exactly", for: cases) { leaky in
            let gradient = try leaky.gradient()
            return gradient.a == leaky.slope * leaky.u * leaky.x && gradient.b == leaky.slope * leaky.u
        }
        let lively = cases.filter { !$0.u.isZero && !$0.x.isZero }
        try evidence.statement(
            "where u, x, α and l' are not 0, a, b and u all change: the unit is not stuck", for: lively
        ) {
            leaky in
            let gradient = try leaky.gradient(lossSlope: random.positive())
            return !gradient.a.isZero && !gradient.b.isZero && !gradient.u.isZero
        }
        try evidence.detail("∂f/∂u = α a x + b, with α before the first term only", for: cases) {
            try $0.gradient().u == $0.slope * $0.a * $0.x + $0.b
        }
        try evidence.fact("∂f/∂u = α (a x + b), exactly", for: cases) {
            try $0.gradient().u == $0.slope * ($0.a * $0.x + $0.b)
        }
        let nonzero = cases.filter { !$0.a.isZero && !$0.b.isZero && !$0.u.isZero }
        try evidence.detail("Θ_i ≠ 0 for all i: no component is 0, at x = 0 too", for: nonzero.map { $0.at(.zero) }) {
            try !$0.gradient().a.isZero
        }
        try evidence.detail(
            "Θ_i ≠ 0 for all i: no component of the loss's gradient is 0, where l' = 0 too", for: nonzero
        ) {
            try !$0.gradient(lossSlope: .zero).b.isZero
        }
        try evidence.fact("x = 0: the component of a is 0, the others are not", for: nonzero.map { $0.at(.zero) }) {
            let gradient = try $0.gradient()
            return gradient.a.isZero && !gradient.b.isZero && !gradient.u.isZero
        }
        try evidence.fact("u = 0: those of a and b are 0", for: cases.map { $0.withOutgoing(.zero) }) {
            let gradient = try $0.gradient()
            return gradient.a.isZero && gradient.b.isZero
        }
        try evidence.fact("α = 0: all three are 0; l' = 0: likewise", for: cases) { leaky in
            let (silent, satisfied) = (try leaky.withSlope(0).gradient(), try leaky.gradient(lossSlope: .zero))
            return [silent.a, silent.b, silent.u, satisfied.a, satisfied.b, satisfied.u].allSatisfy(\.isZero)
        }
        let example = HiddenUnits(a: [1.3], b: [-2.0], u: [1.0], activation: .leakyReLU(slope: 0.1))
        let component = try example.gradient(on: [0.7], targets: [example.value(at: 0.7) - 1]).u[0]
        let printed = 0.1 * 1.3 * 0.7 - 2
        evidence.fact(
            "α = .1, a = 1.3, b = −2, x = .7: the library's ∂f/∂u is −.109, 1.8 more than the printed formula's",
            abs(component + 0.109) <= 1e-12 && abs(component - printed - 1.8) <= 1e-12)
        let revival = try Revival()
        evidence.fact(
            "the same start: dead for good with ReLU, acting on every sample in the end with leaky ReLU (α = .1)",
            revival.reluNeverActs && revival.leakyActsOnAll)
        evidence.witness(
            "∂f/∂u at α = .1, a = 1.3, b = −2, x = .7", columns: ["by the library", "as printed"],
            rows: [[component, printed].map { NumberText.number($0, digits: 4) }])
        evidence.witness(
            "steps until the leaky unit acts on a sample", revival.leakyFirstActs.map { "\($0)" } ?? "it never does")
        evidence.figure(
            "revival", caption: "The largest preactivation on the data of one unit that begins dead: 100 steps of 400.",
            revival.chart)
    }
}
