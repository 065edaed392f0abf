internal import Exact
internal import Networks

extension Claim {
    /// The group: Lemma 2 and appendix C.
    package static let gradients: [Claim] =
        negativePreactivations + [lastGradient, hiddenGradient, encoderGradient] + maskedGradients

    private static let lastGradient: Claim = Claim(
        "gradient-w3", in: .threeLayer, at: "appendix C, (15)–(18); study, appendix A, (8)–(11)",
        statement: ClaimText(
            "With L = ½ ΣΣ (y − x)², called the MSE, and without activations ∂L/∂W3_(u,v) = Σ_i (w2_v z + b2_v)(y_u − "
                + "x_u); in matrices Σ_i (y − x)(w2 z + b2)ᵀ. Listed parameters: W3, w2, w1, b1.",
            tex: #"""
                With $L=\frac12\sum\sum(y-x)^2$, called the MSE, and without activations $\partial L/\partial
                W^{[3]}_{u,v} = \sum_i (w^{[2]}_v z + b^{[2]}_v)(y_u - x_u)$; in matrices $\sum_i
                (y-x)(w^{[2]}z+b^{[2]})^T$. Listed parameters: $W^{[3]}, w^{[2]}, w^{[1]}, b^{[1]}$.
                """#),
        correction: ClaimText(
            "True for the linear model only. L is half a sum, not a mean, and Lemma 2 takes the sum without ½: the "
                + "mean over N·n elements multiplies the gradients by 2/(N n). The parameters are W3, w2, b2 (n × 1), "
                + "w1 (1 × n), b1 (1 × 1).",
            tex: #"""
                True for the linear model only. $L$ is half a sum, not a mean, and Lemma 2 takes the sum without
                $\frac12$: the mean over $Nn$ elements multiplies the gradients by $2/(Nn)$. The parameters are
                $W^{[3]}, w^{[2]}, b^{[2]}_{n\times 1}, w^{[1]}_{1\times n}, b^{[1]}_{1\times 1}$.
                """#),
        expected: .holdsCorrected, lengths: 2...12
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...8)
        let cases = try AppendixCase.several(lengths: lengths, isLinear: true, random: &random)
        evidence.statement("(17), entry by entry, is what backpropagation gives", for: cases) {
            $0.lastGradient == $0.gradients().layers[2].weight
        }
        evidence.statement("(18), in matrices, is the same", for: cases) {
            $0.lastGradientByMatrices == $0.gradients().layers[2].weight
        }
        evidence.detail("as its name says, L is a mean over N·n elements", for: cases) {
            $0.gradients().loss == $0.gradients(.mean).loss
        }
        evidence.detail("as in Lemma 2, L is the sum without ½", for: cases) {
            $0.gradients().loss == $0.gradients(.sum).loss
        }
        evidence.detail("as listed, W3, w2, w1, b1 are all parameters", for: cases) {
            $0.last.elements.count + $0.hidden.count + $0.encoder.count + 1 == $0.network.parameterCount
        }
        evidence.fact("with b2 they are", for: cases) {
            $0.last.elements.count + $0.hidden.count + $0.hiddenBias.count + $0.encoder.count + 1
                == $0.network.parameterCount
        }
        evidence.fact(
            "central differences of (16), exact because L is quadratic in each entry, are the same", for: cases
        ) {
            sample in
            sample.loss == sample.gradients().loss
                && sample.lastGradient.elements.indices.allSatisfy {
                    sample.centralDifference(layer: 2, parameter: $0) == sample.lastGradient.elements[$0]
                }
        }
        evidence.fact("the mean loss has 2/(N n) times the gradient", for: cases) { sample in
            let factor = Rational(2) / Rational(sample.signals.rows * sample.length)
            return sample.gradients(.mean).layers[2].weight == sample.lastGradient.map { factor * $0 }
        }
        let rectified = try AppendixCase.several(lengths: lengths, isLinear: false, random: &random)
        evidence.fact(
            "with the ReLUs of the network (17) is not the gradient",
            rectified.contains { $0.lastGradient != $0.gradients().layers[2].weight })
        let shown = try AppendixCase.drawn(length: 2, isLinear: true, data: .steps, random: &random)
        evidence.witness("W3, drawn at random for n = 2", ExactMatrix(shown.last))
        evidence.witness("∂L/∂W3", ExactMatrix(shown.lastGradient))
        evidence.witness("for the mean over N·n elements", ExactMatrix(shown.gradients(.mean).layers[2].weight))
    }

    private static let hiddenGradient: Claim = Claim(
        "gradient-w2-b2", in: .threeLayer, at: "appendix C, (19)–(22); study, appendix A, (12)–(15)",
        statement: ClaimText(
            "∂L/∂w2_r = Σ_i Σ_j z W3_(r,j) (y_j − x_j), in matrices Σ_i z W3 (y − x); ∂L/∂b2 is the same without z.",
            tex: #"""
                $\partial L/\partial w^{[2]}_r = \sum_i\sum_j z\,W^{[3]}_{r,j}(y_j-x_j)$, in matrices $\sum_i
                z\,W^{[3]}(y-x)$; $\partial L/\partial b^{[2]}$ is the same without $z$.
                """#),
        correction: ClaimText(
            "The index must be W3_(j,r): ∂L/∂w2 = Σ_i z W3ᵀ (y − x), ∂L/∂b2 = Σ_i W3ᵀ (y − x). What is printed agrees "
                + "for all data if and only if W3 is symmetric.",
            tex: #"""
                The index must be $W^{[3]}_{j,r}$: $\partial L/\partial w^{[2]} = \sum_i z\,W^{[3]T}(y-x)$, $\partial
                L/\partial b^{[2]} = \sum_i W^{[3]T}(y-x)$. What is printed agrees for all data if and only if $W^{[3]}$
                is symmetric.
                """#),
        expected: .refuted, lengths: 2...12
    ) { evidence, setting in
        var random = setting.random()
        let cases = try AppendixCase.several(lengths: setting.lengths(2...8), isLinear: true, random: &random)
        evidence.statement("(19), (20) as printed are what backpropagation gives for w2", for: cases) {
            $0.hiddenGradientAsPrinted == $0.gradients().layers[1].weight.elements
        }
        evidence.statement("(21), (22) as printed are what it gives for b2", for: cases) {
            $0.hiddenBiasGradientAsPrinted == $0.gradients().layers[1].bias
        }
        evidence.fact(
            "neither of them is in all cases",
            cases.contains { $0.hiddenGradientAsPrinted != $0.hiddenGradient }
                && cases.contains { $0.hiddenBiasGradientAsPrinted != $0.hiddenBiasGradient })
        evidence.fact("with W3_(j,r) they are", for: cases) { sample in
            let exact = sample.gradients().layers[1]
            return sample.hiddenGradient == exact.weight.elements && sample.hiddenBiasGradient == exact.bias
        }
        evidence.fact("central differences of (16) are the same as with W3_(j,r)", for: cases) { sample in
            sample.units.allSatisfy { r in
                sample.centralDifference(layer: 1, parameter: r) == sample.hiddenGradient[r]
                    && sample.centralDifference(layer: 1, parameter: sample.length + r) == sample.hiddenBiasGradient[r]
            }
        }
        let symmetric = cases.map(\.symmetrized)
        evidence.fact("W3 symmetric: what is printed agrees", for: symmetric) {
            $0.hiddenGradientAsPrinted == $0.hiddenGradient && $0.hiddenBiasGradientAsPrinted == $0.hiddenBiasGradient
        }
        evidence.fact(
            "with an error in one output of one sample alone, whichever, it agrees for b2 if and only if W3 is "
                + "symmetric",
            for: cases + symmetric
        ) { sample in
            let agrees = sample.units.allSatisfy { k in
                let single = sample.withError(inOutput: k)
                return single.hiddenBiasGradientAsPrinted == single.gradients().layers[1].bias
            }
            return agrees == (sample.last == sample.last.transposed())
        }
        // A case in which every entry differs, so that no printed number can be mistaken for another.
        var shown = try AppendixCase.drawn(length: 2, isLinear: true, data: .steps, random: &random)
        for _ in 0..<200 where !Set(shown.hiddenGradientAsPrinted).isDisjoint(with: shown.hiddenGradient) {
            shown = try AppendixCase.drawn(length: 2, isLinear: true, data: .steps, random: &random)
        }
        evidence.witness("W3, drawn at random for n = 2", ExactMatrix(shown.last))
        evidence.witness("∂L/∂w2 as printed", shown.hiddenGradientAsPrinted)
        evidence.witness("∂L/∂w2", shown.hiddenGradient)
        evidence.witness("∂L/∂b2 as printed", shown.hiddenBiasGradientAsPrinted)
        evidence.witness("∂L/∂b2", shown.hiddenBiasGradient)
        if let longest = cases.last {
            let differences = zip(longest.hiddenGradientAsPrinted, longest.hiddenGradient).map { ($0 - $1).magnitude }
            evidence.witness(
                "the largest difference of ∂L/∂w2 in a network for n = \(longest.length)", differences.max() ?? .zero)
        }
    }

    private static let encoderGradient: Claim = Claim(
        "gradient-w1", in: .threeLayer, at: "appendix C, (23)–(25); study, appendix A, (16)–(18)",
        statement: ClaimText(
            "∂L/∂w1_s = Σ_i Σ_j Σ_k W3_(j,k) w2_k x_s (y_j − x_j), in matrices Σ_i x (y − x)ᵀ W3 w2.",
            tex: #"""
                $\partial L/\partial w^{[1]}_s = \sum_i\sum_j\sum_k W^{[3]}_{j,k} w^{[2]}_k x_s (y_j-x_j)$, in matrices
                $\sum_i x\, (y-x)^T W^{[3]} w^{[2]}$.
                """#),
        correction: ClaimText(
            "True for the linear model only. (25) is a column, w1 a row. ∂L/∂b1 = Σ_i (y − x)ᵀ W3 w2 is missing.",
            tex: #"""
                True for the linear model only. (25) is a column, $w^{[1]}$ a row. $\partial L/\partial b^{[1]} = \sum_i
                (y-x)^T W^{[3]} w^{[2]}$ is missing.
                """#),
        expected: .holdsCorrected, lengths: 2...12
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...8)
        let cases = try AppendixCase.several(lengths: lengths, isLinear: true, random: &random)
        evidence.statement("(24), entry by entry, is what backpropagation gives", for: cases) {
            $0.encoderGradient == $0.gradients().layers[0].weight.elements
        }
        evidence.statement("the entries of (25) are the same", for: cases) {
            $0.encoderGradientByMatrices.elements == $0.gradients().layers[0].weight.elements
        }
        evidence.detail("as printed, (25) has the shape of w1", for: cases) { sample in
            let (found, wanted) = (sample.encoderGradientByMatrices, sample.network.layers[0].weight)
            return (found.rows, found.columns) == (wanted.rows, wanted.columns)
        }
        evidence.detail("as printed, (17)–(25) give the derivatives by all parameters", for: cases) { sample in
            sample.lastGradient.elements.count + sample.hiddenGradient.count + sample.hiddenBiasGradient.count
                + sample.encoderGradient.count == sample.network.parameterCount
        }
        evidence.fact("∂L/∂b1 = Σ_i (y − x)ᵀ W3 w2", for: cases) {
            [$0.encoderBiasGradient] == $0.gradients().layers[0].bias
        }
        evidence.fact("central differences of (16) are the same, for w1 and b1", for: cases) { sample in
            sample.units.allSatisfy {
                sample.centralDifference(layer: 0, parameter: $0) == sample.encoderGradient[$0]
            } && sample.centralDifference(layer: 0, parameter: sample.length) == sample.encoderBiasGradient
        }
        let rectified = try AppendixCase.several(lengths: lengths, isLinear: false, random: &random)
        evidence.fact(
            "with the ReLUs of the network (24) is not the gradient",
            rectified.contains { $0.encoderGradient != $0.gradients().layers[0].weight.elements })
        let shown = try AppendixCase.drawn(length: 3, isLinear: true, data: .steps, random: &random)
        evidence.witness("∂L/∂w1, drawn at random for n = 3", shown.encoderGradient)
        evidence.witness("∂L/∂b1, which is not printed", shown.encoderBiasGradient)
    }
}

extension AppendixCase {
    /// The same case with (W3 + W3ᵀ)/2 in place of W3.
    fileprivate var symmetrized: AppendixCase {
        var network = network
        let transposed = last.transposed()
        for k in transposed.elements.indices {
            network.layers[2].weight.elements[k] = (last.elements[k] + transposed.elements[k]) / 2
        }
        return AppendixCase(length: length, data: data, network: network, signals: signals)
    }

    /// The same network with targets that only output k of the first sample misses, by 1.
    fileprivate func withError(inOutput k: Int) -> AppendixCase {
        var targets = Backpropagation(network).forward(signals).outputs
        targets[0, k] -= 1
        return AppendixCase(length: length, data: data, network: network, signals: signals, targets: targets)
    }
}
