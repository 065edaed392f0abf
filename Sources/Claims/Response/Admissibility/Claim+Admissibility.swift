internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// Sections 2 and 3: what an autoencoder of step functions is, how small its code may be, and one without training.
    package static let admissibility: [Claim] =
        [admissible, stepFunction, smallestDimension, sumEncoder] + hardThresholds

    private static let admissible: Claim = Claim(
        "admissible", in: .response, at: "section 2, definition 2.1, and the note after it", kind: .definition,
        statement: ClaimText(
            "f = f_D ∘ f_E is admissible for the data X if L_f(X) = 0. Interesting only for d < n: else f_D = f_E = Id.",
            tex: #"""
                $f = f_D\circ f_E$ is admissible for the data $X$ if $\mathcal{L}_f(X) = 0$. Interesting only for $d <
                n$: else $f_D = f_E = \mathrm{Id}$.
                """#),
        correction: ClaimText(
            "Loss 0 is a statement about the real numbers that the weights denote. A small computed loss does not show "
                + "it, and a computed loss of 0 is a third notion. One network of dyadic weights is admissible in all "
                + "three senses.",
            tex: #"""
                Loss $0$ is a statement about the real numbers that the weights denote. A small computed loss does not
                show it, and a computed loss of $0$ is a third notion. One network of dyadic weights is admissible in
                all three senses.
                """#),
        expected: .holds, lengths: 2...129, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        try evidence.statement(
            "d = 1: every output equals its signal, and the loss is 0, exactly", for: setting.lengths(2...16)
        ) {
            let steps = try LeadingSteps($0)
            let network: Network<Rational> = try CanonicalAutoencoder(steps.family).network()
            return LeadingSteps.areReproduced(steps.exactSignals, by: network)
                && ExactAndComputedLoss.loss(network, steps.exactSignals).isZero
        }
        try evidence.statement(
            "one weight of the last layer changed: the loss is above 0", for: setting.lengths(2...16)
        ) {
            let steps = try LeadingSteps($0)
            var network: Network<Rational> = try CanonicalAutoencoder(steps.family).network()
            let unit = random.integer(in: 0...($0 - 1))
            network.layers[2].weight[unit, unit] += random.positive()
            return ExactAndComputedLoss.loss(network, steps.exactSignals) > .zero
        }
        let widths = (1...8).flatMap { n in (n...(n + 2)).map { (n: n, d: $0) } }
        try evidence.statement("d ≥ n: the identity is admissible for any data", for: widths) { n, d in
            func identity(_ rows: Int, _ columns: Int) -> Layer<Rational> {
                let entries = (0..<rows).flatMap { i in (0..<columns).map { $0 == i ? Rational.one : .zero } }
                return Layer(
                    dense: Dense(rows, bias: false), weight: Matrix(rows: rows, columns: columns, elements: entries),
                    bias: nil)
            }
            let network = try Network(inputs: n, layers: [identity(d, n), identity(n, d)])
            return LeadingSteps.areReproduced(random.matrix(4, n), by: network)
        }
        let n = setting.length(or: 129)
        let steps = try LeadingSteps(n, amplitude: 5)
        let network: Network<Double> = try CanonicalAutoencoder(steps.family).network()
        let single = network.converted(to: Float.self)
        let nonZeros = network.layers[2].weight.elements.count { $0 != 0 }
        let name = "n = \(n), amplitude 5, \(nonZeros) weights in the last layer"
        let isExact = try steps.reconstruction(network).isExact && steps.reconstruction(single).isExact
        evidence.fact("\(name): 2n − 1, and every sample exact in the reals", nonZeros == 2 * n - 1 && isExact)
        evidence.fact("\(name): loss 0 in single and double precision, in 20 orders of summation", for: 1...20) {
            IEEEEvaluation(network, on: steps.samples, order: setting.seed &* 32 &+ UInt64($0)).isExact
                && IEEEEvaluation(single, on: steps.samples, order: setting.seed &* 32 &+ UInt64($0)).isExact
        }
        evidence.fact(
            "\(name): no sum is ever rounded, so that the same holds in every order",
            IEEEEvaluation(network, on: steps.samples).isExactInAnyOrder
                && IEEEEvaluation(single, on: steps.samples).isExactInAnyOrder)
        let senses = try ExactAndComputedLoss.examples()
        evidence.fact(
            "a network may be exact in the reals but not as computed",
            senses[0].realLoss.isZero && senses[0].floatLoss > 0)
        evidence.fact(
            "a network may be exact as computed but not in the reals",
            senses[1].floatLoss == 0 && !senses[1].realLoss.isZero)
        evidence.fact(
            "a network may have a loss below 1e-20 and not be admissible",
            senses[2].floatLoss < 1e-20 && !senses[2].realLoss.isZero)
        evidence.witness(
            "losses, n = 3", columns: ["network", "in the reals", "in double precision"], rows: senses.map(\.row))
    }

    private static let stepFunction: Claim = Claim(
        "step-function", in: .response, at: "section 2, definition 2.2, equation (1)", kind: .definition,
        statement: ClaimText(
            "x in R^n is a step function with parameter θ if x(j) = 1 for j ≤ θ, else 0.",
            tex:
                #"$x\in\mathbb{R}^n$ is a step function with parameter $\theta$ if $x(j) = 1$ for $j\le\theta$, else $0$."#
        ),
        correction: ClaimText(
            "A real θ gives the signal of ⌊θ⌋: there are n + 1 of them, θ = 0 … n, and θ < 1 gives the blank. The ones "
                + "are at the left.",
            tex: #"""
                A real $\theta$ gives the signal of $\lfloor\theta\rfloor$: there are $n+1$ of them, $\theta =
                0,\dots,n$, and $\theta < 1$ gives the blank. The ones are at the left.
                """#),
        expected: .holds, lengths: 1...130, effort: 0.5
    ) { evidence, setting in
        let lengths = setting.lengths(1...130)
        try evidence.statement("θ = 0 … n give the samples of the library, n + 1 different signals", for: lengths) {
            n in
            let rows = try LeadingSteps(n).exactSignals.nested
            return rows == (0...n).map { LeadingSteps.signal(n, Rational($0)) } && Set(rows).count == n + 1
        }
        let quarters = lengths.filter { $0 <= 40 || $0.isMultiple(of: 13) || lengths.count == 1 }
        evidence.fact("every quarter step of θ in (−1, n + 1) gives the signal of ⌊θ⌋, clamped to 0 … n", for: quarters)
        {
            n in
            (-3...(4 * n + 3)).allSatisfy { quarter in
                let theta = Rational(mantissa: quarter, exponent: -2)
                let whole = Rational(min(n, max(0, quarter >> 2)))
                return LeadingSteps.signal(n, theta) == LeadingSteps.signal(n, whole)
            }
        }
        evidence.fact("0 ≤ θ < 1 gives the blank", for: lengths) { n in
            (0...3).allSatisfy {
                LeadingSteps.signal(n, Rational(mantissa: $0, exponent: -2)).allSatisfy(\.isZero)
            }
        }
        evidence.witness("θ = 5/2, n = 5", LeadingSteps.signal(5, Rational(5) / 2))
    }

    private static let smallestDimension: Claim = Claim(
        "smallest-d", in: .response, at: "section 2, after definition 2.1; section 3",
        statement: ClaimText(
            "The latent dimension should be as small as possible; step functions need d = 1, since one parameter "
                + "describes them.",
            tex: #"""
                The latent dimension should be as small as possible; step functions need $d = 1$, since one parameter
                describes them.
                """#),
        correction: ClaimText(
            "d = 0 fails and d = 1 suffices, but not because there is one parameter: d = 1 suffices for position and "
                + "amplitude too, z = 5(θ − 1) + c for c in [1, 5], and 0 for the blank. A code that is linear in the "
                + "parameters is what takes one dimension for each.",
            tex: #"""
                $d = 0$ fails and $d = 1$ suffices, but not because there is one parameter: $d = 1$ suffices for
                position and amplitude too, $z = 5(\theta-1)+c$ for $c\in[1,5]$, and $0$ for the blank. A code that is
                linear in the parameters is what takes one dimension for each.
                """#),
        expected: .holdsCorrected, lengths: 2...129, effort: 0.6
    ) { evidence, setting in
        try evidence.statement(
            "d = 1: the corrected three layers reproduce every step, exactly", for: setting.lengths(2...129)
        ) {
            let steps = try LeadingSteps($0)
            let network: Network<Double> = try CanonicalAutoencoder(steps.family).network()
            return try network.layers[0].outputs == 1 && steps.reconstruction(network).isExact
        }
        var random = setting.random()
        try evidence.statement(
            "d = 0: the output does not depend on the step; the best one, the mean of all, has a loss above 0, others "
                + "more on either side",
            for: setting.lengths(2...33)
        ) { n in
            let steps = try LeadingSteps(n)
            let mean = (1...n).map { Rational(n + 1 - $0) / Rational(n + 1) }
            let least = try steps.constantLoss(mean)
            let change = mean.map { _ in random.positive() }
            let above = try steps.constantLoss(zip(mean, change).map { $0 + $1 })
            let below = try steps.constantLoss(zip(mean, change).map { $0 - $1 })
            return least > .zero && above > least && above == below
        }
        let scalar = try ScalarPositionAmplitude(length: min(24, setting.length(or: 12)))
        let drawn = (0..<6).map { _ in .one + Rational(random.integer(in: 0...240)) / 60 }
        let samples = scalar.samples(amplitudes: scalar.amplitudes + drawn)
        let isExact = LeadingSteps.areReproduced(samples.signals, by: scalar.network)
        evidence.detail(
            "as printed, d = 1 is enough because there is one parameter: with two, position and amplitude, it is not",
            !isExact)
        evidence.fact(
            "the encoder of position and amplitude gives z = 5(θ − 1) + c, and 0 for the blank",
            Backpropagation(scalar.network).forward(samples.signals).activations[1].elements == samples.codes)
        let atlas = try scalar.atlas()
        let kinks = atlas.breakpoints.count { !$0.unitsOn.isEmpty || !$0.unitsOff.isEmpty }
        evidence.fact(
            "and a decoder with 2n − 1 kinks then decodes it exactly: n = \(scalar.length), c = 1, 1.5 … 5 and six drawn amplitudes",
            isExact && kinks == 2 * scalar.length - 1 && atlas.decoded.allSatisfy { !$0.isEmpty })
        evidence.fact(
            "1, θ and c are linearly independent over the samples: no single number gives both θ and c by affine maps",
            samples.parameters.rank == 3)
        evidence.witness(
            "codes at which the decoder bends, n = \(scalar.length)",
            atlas.breakpoints.filter { !$0.unitsOn.isEmpty }.map(\.z))
        evidence.witness("weights of its last layer, outputs 1 to 3, one column for each kink", scalar.lastRows(3))
    }

    private static let sumEncoder: Claim = Claim(
        "sum-encoder", in: .response, at: "section 3.1",
        statement: ClaimText(
            "f_E(x) = Σ x(i) gives the step's position θ.",
            tex: #"$f_E(x) = \sum_{i=1}^{n} x(i)$ gives the step's position $\theta$."#),
        correction: ClaimText(
            "For whole θ in 0 … n and amplitude 1. A real θ gives ⌊θ⌋, clamped to 0 … n; amplitude A gives A θ. In "
                + "floating point it is exact for n ≤ 2^24 (single) and n ≤ 2^53 (double).",
            tex: #"""
                For whole $\theta\in\{0,\dots,n\}$ and amplitude $1$. A real $\theta$ gives $\lfloor\theta\rfloor$,
                clamped to $0,\dots,n$; amplitude $A$ gives $A\theta$. In floating point it is exact for $n\le 2^{24}$
                (single) and $n\le 2^{53}$ (double).
                """#),
        expected: .holds, lengths: 1...1024, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        evidence.statement("Σ x(i) = θ for every θ = 0 … n, in integers", for: setting.lengths(1...1024)) { n in
            (0...n).allSatisfy { theta in
                var sum = 0
                for i in 1...n { sum &+= i <= theta ? 1 : 0 }
                return sum == theta
            }
        }
        let short = setting.lengths(1...48).map { min($0, 200) }
        try evidence.statement("the encoder of the library's two layers gives θ, in rational numbers", for: short) {
            n in
            let network: Network<Rational> = try HardThresholdAutoencoder.reciprocal.network(
                length: n, orientation: .leadingOnes)
            let pass = Backpropagation(network).forward(try LeadingSteps(n).exactSignals)
            return pass.activations[0].elements == (0...n).map { Rational($0) }
        }
        evidence.fact(
            "a quarter step of θ in (−1, n + 1) gives ⌊θ⌋, clamped to 0 … n; amplitude A gives A times that", for: short
        ) {
            n in
            let amplitude = random.positive()
            return (-3...(4 * n + 3)).allSatisfy { quarter in
                let signal = LeadingSteps.signal(n, Rational(mantissa: quarter, exponent: -2))
                let sum = signal.reduce(Rational.zero) { $0 + amplitude * $1 }
                return sum == amplitude * Rational(min(n, max(0, quarter >> 2)))
            }
        }
        evidence.fact("single precision counts to 2^24 and no further", Self.countsTo(1 << 24, from: Float(0)))
        evidence.fact("double precision counts to 2^53 and no further", Self.countsTo(1 << 53, from: 0x1p53 - 1000))
        let positions: [Rational] = [0, 2, Rational(5) / 2, 5, 7]
        evidence.witness(
            "sums, n = 5", columns: ["θ", "x", "Σ x(i)", "Σ 3 x(i)"],
            rows: positions.map { theta in
                let x = LeadingSteps.signal(5, theta)
                let sums = [x, x.map { 3 * $0 }].map { $0.reduce(.zero, +).description }
                return [theta.description, x.map(\.description).joined(separator: " ")] + sums
            })
    }

    /// Whether adding ones to `start` is exact up to `last`, and the next one is lost.
    private static func countsTo<S: BinaryFloatingPoint>(_ last: Int, from start: S) -> Bool {
        var sum = start
        for count in (Int(start) + 1)...last {
            sum += 1
            guard Int(sum) == count else { return false }
        }
        return sum + 1 == sum
    }
}
