internal import Diagnostics
internal import Exact
internal import Networks

extension Claim {
    /// Section 3.2: the two-layer network of hard thresholds.
    static let hardThresholds: [Claim] = [hardThreshold, hardThresholdTraining]

    private static let hardThreshold: Claim = Claim(
        "hard-threshold", in: .response, at: "section 3.2, Lemma 3.1, equation (2)",
        statement: ClaimText(
            "With z0 = (1/i), and the “hard” sigmoid σ(u) = 1 for u ≥ 1, else 0, f_D(z) = σ(z z0) and f = f_D ∘ f_E "
                + "satisfies f(x) = x for all step functions.",
            tex: #"""
                With $z_0 = (1/i)_{i=1,n}$, and the ``hard'' sigmoid $\sigma(u) = 1$ for $u\ge 1$, else $0$,
                $f_D(z) = \sigma(z z_0)$ and $f = f_D\circ f_E$ satisfies $f(x) = x$ for all step functions.
                """#),
        correction: ClaimText(
            "In real arithmetic. In floating point i · fl(1/i) is rounded to less than 1 for 91 of the i ≤ 1024 in "
                + "double precision, the first being 49, and for 137 in single precision, the first being 41: there, "
                + "and only there, output i fails at θ = i. Exact in floating point: θ/i ≥ 1 and θ ≥ i, as far as integers "
                + "are, and weights 1/(i − ½) up to i = 6,551,842 in single and 2^53/3 in double precision. σ is "
                + "the Heaviside step at 1; what is called a hard sigmoid is piecewise linear.",
            tex: #"""
                In real arithmetic. In floating point $i\cdot\mathrm{fl}(1/i)$ is rounded to less than $1$ for $91$ of
                the $i\le 1024$ in double precision ($49, 98, 103,\dots$) and for $137$ in single precision ($41, 47,
                55,\dots$): there, and only there, output $i$ fails at $\theta = i$. Exact in floating point:
                $\theta/i\ge 1$ and $\theta\ge i$, as far as integers are, and weights $1/(i-\tfrac12)$ up to
                $i = 6\,551\,842$ in single and $2^{53}/3$ in double precision. $\sigma$ is the Heaviside step at $1$; what
                is called a hard sigmoid is piecewise linear.
                """#),
        expected: .holdsCorrected, lengths: 49...1024, effort: 2
    ) { evidence, setting in
        let n = setting.length(or: 1024)
        let steps = Activation.hardThreshold
        let exact: Network<Rational> = try HardThresholdAutoencoder.reciprocal.network(
            length: n, orientation: .leadingOnes)
        evidence.statement("rational arithmetic, n = \(n): σ(θ/i) = x(i) for every θ = 0 … n and every i", for: 0...n) {
            theta in
            let code = Rational(theta)
            return (1...n).allSatisfy { i in
                steps.value(at: code * exact.layers[1].weight[i - 1, 0]) == (i <= theta ? .one : .zero)
            }
        }
        try evidence.statement("both layers in rational arithmetic: f(x) = x", for: 1...min(n, 40)) {
            let network: Network<Rational> = try HardThresholdAutoencoder.reciprocal.network(
                length: $0, orientation: .leadingOnes)
            return LeadingSteps.areReproduced(try LeadingSteps($0).exactSignals, by: network)
        }
        let double = try ThresholdEvaluation<Double>(length: n)
        let single = try ThresholdEvaluation<Float>(length: n)
        evidence.detail(
            "as printed, f(x) = x for all step functions: as computed in double precision", double.wrong.isEmpty)
        evidence.detail(
            "as printed, f(x) = x for all step functions: as computed in single precision", single.wrong.isEmpty)
        let ramp = (-8...16).map { quarters in
            let u = Rational(quarters) / 4
            let rising: Rational = (u + .one) / 2
            return (u: u, ramp: min(.one, max(.zero, rising)))
        }
        evidence.detail("as printed, σ is a hard sigmoid: continuous, min(1, max(0, (u + 1)/2)) say", for: ramp) {
            steps.value(at: $0.u) == $0.ramp
        }
        evidence.fact("only θ = i fails, in either precision", for: double.wrong + single.wrong) {
            $0.theta == $0.output
        }
        evidence.fact(
            "double precision fails exactly where i · fl(1/i) < 1 − 2^−54, which is rounded to less than 1",
            double.wrong.map(\.output) == ThresholdEvaluation<Double>.predicted(length: n, limit: 54))
        evidence.fact(
            "single precision exactly where i · fl(1/i) < 1 − 2^−25",
            single.wrong.map(\.output) == ThresholdEvaluation<Float>.predicted(length: n, limit: 25))
        evidence.fact(
            "the first are 49, 98 and 103 in double precision, 41, 47 and 55 in single, as far as n goes",
            double.wrong.map(\.output).filter { $0 <= 103 } == [49, 98, 103].filter { $0 <= n }
                && single.wrong.map(\.output).filter { $0 <= 55 } == [41, 47, 55].filter { $0 <= n })
        if n == 1024 {
            evidence.fact("91 of the i ≤ 1024 in double precision", double.wrong.count == 91)
            evidence.fact("137 of the i ≤ 1024 in single precision", single.wrong.count == 137)
        }
        evidence.fact(
            "weights 1/(i − ½) are exact in both, n = \(n)", double.isMidpointRight && single.isMidpointRight)
        evidence.fact(
            "in single precision they first fail at i = 6,551,843, where (i − 1)/(i − ½) is rounded to 1",
            ThresholdEvaluation<Float>.firstMidpointFailure(below: 1 << 23) == 6_551_843)
        evidence.fact(
            "up to (2^p/3 + 1/2) the margin 1/(2i − 1) is more than both roundings, 2^−p and 2^−(p+1); p = 24 and 53",
            for: [24, 53]
        ) { bits in
            let last = ((1 << (bits + 1)) / 3 + 1) / 2
            let roundings = Rational(mantissa: 3, exponent: -bits - 1)
            return Rational(1) / Rational(2 * last - 1) > roundings && Rational(1) / Rational(2 * last + 1) < roundings
        }
        evidence.fact("θ/i ≥ 1 is exact in both", double.isQuotientRight && single.isQuotientRight)
        evidence.fact("θ ≥ i is exact in both", double.isComparisonRight && single.isComparisonRight)
        evidence.witness("wrong i in double precision", double.wrong.prefix(10).map { Rational($0.output) })
        evidence.witness("wrong i in single precision", single.wrong.prefix(10).map { Rational($0.output) })
    }

    private static let hardThresholdTraining: Claim = Claim(
        "hard-threshold-training", in: .response, at: "section 3.2, last paragraph", kind: .question,
        statement: ClaimText(
            "Implement this two-layer network, train it, and verify that the training has found the correct weights.",
            tex:
                "Implement this two-layer network, train it, and verify that the training has found the correct "
                + "weights."
        ),
        correction: ClaimText(
            "The correct weights are intervals: any z0_i in [1/i, 1/(i−1)) works, z0_1 ≥ 1. The derivative of the step "
                + "is 0 wherever it exists, so that no weight moves. A surrogate can be trained: sigmoids with biases "
                + "find weights in these intervals, and never the loss 0; a clamp min(1, max(0, u)) has an exact "
                + "solution, u_i = z − i + 1.",
            tex: #"""
                The correct weights are intervals: any $z_{0,i}\in[1/i, 1/(i-1))$ works, $z_{0,1}\ge 1$. The derivative
                of the step is $0$ wherever it exists, so that no weight moves. A surrogate can be trained: sigmoids
                with biases find weights in these intervals, and never the loss $0$; a clamp $\min(1,\max(0,u))$ has an
                exact solution, $u_i = z-i+1$.
                """#),
        expected: .answered, lengths: 2...129, effort: 1
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...129)
        func isRight(_ weight: Rational, _ i: Int, _ n: Int) -> Bool {
            (0...n).allSatisfy { Activation.hardThreshold.value(at: Rational($0) * weight) == (i <= $0 ? .one : .zero) }
        }
        evidence.fact("1/i is right; 1/(i − 1) fails, at θ = i − 1; less than 1/i fails, at θ = i", for: lengths) {
            n in
            let i = n
            let end = Rational(1) / Rational(i - 1)
            let wrong = (0...n).filter { Activation.hardThreshold.value(at: Rational($0) * end) != (i <= $0 ? 1 : 0) }
            return isRight(Rational(1) / Rational(i), i, n) && wrong == [i - 1]
                && !isRight(Rational(99) / Rational(100 * i), i, n)
        }
        evidence.fact("a weight drawn around [1/i, 1/(i − 1)) is right if and only if it lies there", for: lengths) {
            n in
            (1...n).allSatisfy { i in
                let weight = Rational(random.integer(in: 10...40)) / Rational(20 * i)
                return isRight(weight, i, n) == ThresholdSurrogate.isCorrect(weight, i)
            }
        }
        let n = min(16, setting.length(or: 12))
        let steps = try LeadingSteps(n)
        let drawn = (0..<n).map { _ in Rational(random.integer(in: 1...400)) / 401 }
        let network = try ThresholdSurrogate.thresholds(drawn)
        let gradients = Backpropagation(network).gradients(
            inputs: steps.exactSignals, targets: steps.exactSignals, loss: .squaredError(.mean))
        evidence.fact(
            "every derivative of the loss is 0, of the encoder's weights too, and the loss is not",
            gradients.loss > .zero
                && gradients.layers.allSatisfy { $0.weight.elements.allSatisfy(\.isZero) })
        evidence.fact("the loss is the same on both sides of each weight: difference quotients are 0", for: 0..<n) {
            i in
            [1, -1].allSatisfy { side in
                var moved = drawn
                moved[i] += Rational(side) / 1_000_000
                return (try? ThresholdSurrogate.thresholds(moved)).map {
                    ExactAndComputedLoss.loss($0, steps.exactSignals)
                }
                    == gradients.loss
            }
        }
        let start = network.converted(to: Double.self)
        let signals = steps.samples.signals
        let after = (0..<200).reduce(start) { network, _ in
            network.descended(rate: 0.5, loss: .squaredError(.mean), inputs: signals, targets: signals)
        }
        evidence.fact("200 epochs of gradient descent leave every weight as it was", after == start)
        evidence.fact("Training refuses such a network, and says why", Self.isRefused(start, steps))
        evidence.fact("a clamp: min(1, max(0, u_i)) with u_i = z − i + 1 is right for every θ and i", for: lengths) {
            n in
            (0...n).allSatisfy { theta in (1...n).allSatisfy { min(1, max(0, theta - $0 + 1)) == ($0 <= theta ? 1 : 0) }
            }
        }
        let surrogates = try (0..<3).map { try ThresholdSurrogate(steps, seed: setting.seed &+ $0) }
        evidence.fact(
            "three seeds: sigmoids with biases end with −w/b in [1/i, 1/(i − 1)) for every i", for: surrogates
        ) {
            $0.areCorrect
        }
        evidence.fact("none of these weights is 1/i", for: surrogates) { surrogate in
            surrogate.weights.enumerated().allSatisfy { $1 != Rational(1) / Rational($0 + 1) }
        }
        evidence.fact("the loss falls below a hundredth and stays above 0", for: surrogates) {
            $0.lossAfter > 0 && $0.lossAfter < 0.01 && $0.lossAfter < $0.lossBefore
        }
        evidence.witness(
            "weights that training found, seed \(setting.seed)", columns: ["i", "1/i", "−w/b", "1/(i − 1)"],
            rows: surrogates[0].weights.prefix(8).enumerated().map { k, weight in
                let i = k + 1
                return ["\(i)"]
                    + [1 / Double(i), weight.doubleValue, 1 / Double(i - 1)].map { NumberText.number($0, digits: 4) }
            })
    }

    private static func isRefused(_ network: Network<Double>, _ steps: LeadingSteps) -> Bool {
        let recipe = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.5))
        do throws(TrainingError) {
            try recipe.validate(network, samples: steps.samples, epochs: 1)
            return false
        } catch {
            return error.place.hasSuffix("activation")
        }
    }
}
