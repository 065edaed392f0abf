internal import Exact
internal import Networks

extension Claim {
    /// The formulas that complete appendix C.
    static let maskedGradients: [Claim] = [maskedGradient]

    private static let maskedGradient: Claim = Claim(
        "gradient-masked", in: .threeLayer, at: "completes appendix C, which drops the activations", isNew: true,
        statement: ClaimText(
            "With both ReLUs and L = ½ ΣΣ (y − x)², rows being samples: d3 = (y − x)·1[u3 > 0], ∂W3 = d3ᵀ A2, d2 = (d3 "
                + "W3)·1[u2 > 0], ∂w2 = Σ z d2, ∂b2 = Σ d2, dz = d2 w2, ∂w1 = Xᵀ dz, ∂b1 = Σ dz. On steps ∂w1_s = "
                + "amp·(dz_1 + … + dz_s). The mean loss has 2/(N n) times these.",
            tex: #"""
                With both ReLUs and $L=\frac12\sum\sum(y-x)^2$, rows being samples: $d_3=(y-x)\,1[u_3>0]$, $\partial
                W^{[3]} = d_3^T A^{[2]}$, $d_2 = (d_3 W^{[3]})\,1[u_2>0]$, $\partial w^{[2]} = \sum z\,d_2$, $\partial
                b^{[2]} = \sum d_2$, $dz = d_2 w^{[2]}$, $\partial w^{[1]} = X^T dz$, $\partial b^{[1]} = \sum dz$. On
                steps $\partial w^{[1]}_s = A(dz_1+\dots+dz_s)$. The mean loss has $2/(Nn)$ times these.
                """#),
        expected: .holds, lengths: 1...8, effort: 2
    ) { evidence, setting in
        var random = setting.random()
        let cases = try AppendixCase.several(
            lengths: setting.lengths(1...8), isLinear: false, each: setting.length == nil ? 84 : 200, random: &random
        ).map { DifferentiatedCase(sample: $0, gradients: MaskedGradients($0), exact: $0.gradients()) }
        evidence.statement("the formulas give what backpropagation does, at kinks too", for: cases) {
            $0.gradients.layers == $0.exact.parameters
        }
        evidence.fact(
            "some of these networks have preactivations that are exactly 0", cases.contains { $0.gradients.kinks > 0 })
        evidence.statement("the mean loss has 2/(N n) times the gradient", for: cases) { differentiated in
            let sample = differentiated.sample
            let factor = Rational(2) / Rational(sample.signals.rows * sample.length)
            return sample.gradients(.mean).parameters
                == differentiated.gradients.layers.map { $0.map { factor * $0 } }
        }
        let steps = cases.filter { $0.sample.data != .random }
        evidence.statement("on steps ∂w1_s = amp·(dz_1 + … + dz_s)", for: steps) { differentiated in
            let amplitude: Rational = differentiated.sample.data == .highSteps ? 5 : 1
            return differentiated.gradients.encoderByPrefixSums(amplitude: amplitude)
                == differentiated.exact.layers[0].weight.elements
        }
        let few = cases.enumerated().filter { $0.offset % ($0.element.sample.length <= 6 ? 20 : 100) == 0 }
        var (compared, skipped) = (0, 0)
        evidence.statement(
            "away from kinks, exact central differences of the loss are the same", for: few.map(\.element)
        ) {
            differentiated in
            let gradients = differentiated.gradients.layers
            return gradients.indices.allSatisfy { l in
                gradients[l].indices.allSatisfy { k in
                    guard let difference = differentiated.sample.centralDifference(layer: l, parameter: k) else {
                        skipped += 1
                        return true
                    }
                    compared += 1
                    return difference == gradients[l][k]
                }
            }
        }
        evidence.fact("most of those derivatives could be compared in this way", compared > skipped)
        // Most units of a small random network may be off: the network shown is one in which dz of every step counts.
        var gradients = MaskedGradients(try .drawn(length: 3, isLinear: false, data: .highSteps, random: &random))
        for _ in 0..<200 where gradients.codes.contains(where: \.isZero) {
            gradients = MaskedGradients(try .drawn(length: 3, isLinear: false, data: .highSteps, random: &random))
        }
        evidence.witness("dz of the four steps of length 3, amplitude 5, for a random network", gradients.codes)
        evidence.witness("∂w1: 5 times their prefix sums", gradients.encoder)
        evidence.witness("derivatives compared with central differences", Rational(compared))
    }
}

/// A network with its derivatives, by the formulas and by the library.
private struct DifferentiatedCase: CustomStringConvertible {
    let sample: AppendixCase
    let gradients: MaskedGradients
    let exact: Gradients<Rational>

    var description: String { sample.description }
}

extension Gradients where Element == Rational {
    /// The derivatives layer by layer, beginning next to the input, weights before biases.
    fileprivate var parameters: [[Rational]] { layers.map { $0.weight.elements + ($0.bias ?? []) } }
}
