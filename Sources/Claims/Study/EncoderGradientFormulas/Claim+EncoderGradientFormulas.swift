internal import Diagnostics
internal import Exact
internal import Networks

extension Claim {
    /// The study's formulas for the gradient of the encoder's weights.
    package static let encoderGradientFormulas: [Claim] = [equation4, equations5To7]

    private static let equation4: Claim = Claim(
        "encoder-gradient-4", in: .study, at: "section 1.2, equation (4)",
        statement: ClaimText(
            "∂MSE/∂w1_s = Σ_j (Σ_i x_s^(i) (y_j^(i) − x_j^(i))) (Σ_k W3_jk w2_k).",
            tex: #"""
                $\frac{\partial \mathrm{MSE}}{\partial w^{[1]}_s} = \sum_j \Bigl(\sum_i x_s^{(i)} (y_j^{(i)} -
                x_j^{(i)})\Bigr) \Bigl(\sum_k W^{[3]}_{j,k} w^{[2]}_k\Bigr)$.
                """#),
        correction: ClaimText(
            "Of the linear model. With the network's ReLUs it does not factor, since the masks depend on i: "
                + "Σ_i x_s Σ_k w2_k [u2_k > 0] Σ_j W3_jk [u3_j > 0] (y_j − x_j).",
            tex: #"""
                Of the linear model. With the network's ReLUs it does not factor, since the masks depend on $i$:
                $\sum_i x_s^{(i)} \sum_k w^{[2]}_k\, 1[u^{[2](i)}_k > 0] \sum_j W^{[3]}_{j,k}\, 1[u^{[3](i)}_j > 0]\,
                (y_j^{(i)} - x_j^{(i)})$.
                """#),
        expected: .holdsCorrected, lengths: 2...24, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...8).flatMap { Array(repeating: $0, count: 4) }
        let linear = try lengths.map {
            try EncoderGradientCase(length: $0, isLinear: true, data: .highSteps, random: &random)
        }
        let relu = try lengths.map {
            try EncoderGradientCase(length: $0, isLinear: false, data: .highSteps, random: &random)
        }
        evidence.statement("for the linear model (4) is what backpropagation gives, exactly", for: linear) {
            $0.equation4 == $0.gradient && $0.moves
        }
        evidence.detail("as printed, it is the gradient of the study's network, with ReLUs", for: relu) {
            $0.equation4 == $0.gradient
        }
        evidence.fact("with the masks it is, exactly", for: relu) { $0.masked.encoder == $0.gradient }
        evidence.fact("some of these gradients are not 0", relu.contains(where: \.moves))
        evidence.fact("without the masks the same form is (4)", for: linear) { $0.masked.encoder == $0.equation4 }
        evidence.witness(
            "(4) against the gradient of the network with ReLUs", columns: ["n", "|(4) − gradient| / |gradient|"],
            rows: setting.lengths(2...8).compactMap { n in
                relu.first { $0.length == n && $0.moves }.map { ["\(n)", NumberText.number($0.equation4Difference)] }
            })
        if let shown = relu.first(where: { $0.moves && $0.equation4 != $0.gradient }) {
            evidence.witness("the gradient for \(shown)", shown.gradient)
            evidence.witness("what (4) gives there", shown.equation4)
        }
    }

    private static let equations5To7: Claim = Claim(
        "encoder-gradient-5-7", in: .study, at: "section 1.2, equations (5)–(7)",
        statement: ClaimText(
            "Entry s = 1 is not 0 in one sample only, and entry s = n is 0 in one sample only, x_1^(i) = 1 for all i ≠ "
                + "n + 1. Hence, with g_j = Σ_k W3_jk w2_k: ∂MSE/∂w1_1 = Σ_j (y_j^(1) − x_j^(1)) g_j (5), ∂MSE/∂w1_n = "
                + "Σ_j (Σ_(i ≤ n) (y_j^(i) − x_j^(i))) g_j (6), which is (5) + Σ_j (Σ_(2 ≤ i ≤ n) (y_j^(i) − x_j^(i))) "
                + "g_j (7).",
            tex: #"""
                Entry $s = 1$ is not $0$ in one sample only, and entry $s = n$ is $0$ in one sample only, $x_1^{(i)} =
                1$ for all $i \ne n + 1$. Hence, with $g_j = \sum_k W^{[3]}_{j,k} w^{[2]}_k$: $\frac{\partial
                \mathrm{MSE}}{\partial w^{[1]}_1} = \sum_j (y_j^{(1)} - x_j^{(1)})\, g_j$ (5) and $\frac{\partial
                \mathrm{MSE}}{\partial w^{[1]}_n} = \sum_j \sum_{i \le n} (y_j^{(i)} - x_j^{(i)})\, g_j$ (6), which is
                (5) and $\sum_j \sum_{2 \le i \le n} (y_j^{(i)} - x_j^{(i)})\, g_j$ (7).
                """#),
        correction: ClaimText(
            "Of the linear model and amplitude 1; training has 5, and each of (5)–(7) gains the factor amp. x_1^(i) = "
                + "1 must read x_n^(i) = 1. In general entry s collects the s samples i ≤ s, with ReLUs too: "
                + "∂MSE/∂w1_s = amp·(∂MSE/∂z_1 + … + ∂MSE/∂z_s).",
            tex: #"""
                Of the linear model and amplitude $1$; training has $5$, and each of (5)--(7) gains the factor $A$.
                $x_1^{(i)} = 1$ must read $x_n^{(i)} = 1$. In general entry $s$ collects the $s$ samples $i \le s$, with
                ReLUs too: $\frac{\partial \mathrm{MSE}}{\partial w^{[1]}_s} = A \sum_{i \le s} \frac{\partial
                \mathrm{MSE}}{\partial z^{(i)}}$.
                """#),
        expected: .holdsCorrected, lengths: 2...129, effort: 2
    ) { evidence, setting in
        var random = setting.random()
        let small = setting.lengths(2...8).flatMap { Array(repeating: min($0, 24), count: 4) }
        func cases(isLinear: Bool, _ data: AppendixCase.Data) throws -> [EncoderGradientCase] {
            try small.map { try EncoderGradientCase(length: $0, isLinear: isLinear, data: data, random: &random) }
        }
        let unit = try cases(isLinear: true, .steps)
        let linear = try cases(isLinear: true, .highSteps)
        let relu = try cases(isLinear: false, .highSteps)
        evidence.statement("entry 1 is not 0 in sample 1 only, entry n is 0 in sample n + 1 only", for: unit + linear) {
            $0.samples(reaching: 0) == [0] && $0.samples(reaching: $0.length - 1) == Array(0..<$0.length)
        }
        evidence.statement("(5), (6) and (7) for the linear model and amplitude 1, exactly", for: unit) {
            obeysEquations($0, factor: .one)
        }
        evidence.detail("as printed under (6), entry 1 too is 1 in every sample but the last", for: unit) {
            $0.samples(reaching: 0).count == $0.length
        }
        evidence.detail("as printed, (5), (6) and (7) at the amplitude 5 of the training", for: linear) {
            obeysEquations($0, factor: .one)
        }
        evidence.detail("(5), (6) and (7) for the network with ReLUs, with the factor amp", for: relu) {
            obeysEquations($0, factor: $0.amplitude)
        }
        evidence.fact("with the factor amp they hold for the linear model at amplitude 5", for: linear) {
            obeysEquations($0, factor: $0.amplitude)
        }
        let long = try (setting.length.map { [$0] } ?? [129]).map {
            try EncoderGradientCase(length: $0, isLinear: false, data: .highSteps, random: &random)
        }
        let everything = unit + linear + relu + long
        evidence.fact("entry s is not 0 in the s samples i ≤ s", for: everything) { one in
            (0..<one.length).allSatisfy { one.samples(reaching: $0) == Array(0...$0) }
        }
        evidence.fact("∂MSE/∂w1_s = amp·(∂MSE/∂z_1 + … + ∂MSE/∂z_s), with ReLUs too, exactly", for: everything) {
            $0.prefixSums == $0.gradient
        }
        evidence.fact("some gradients with ReLUs are not 0", (relu + long).contains(where: \.moves))
        if let shown = linear.first(where: { $0.length >= 4 }) ?? linear.first {
            evidence.witness("∂MSE/∂w1_s for \(shown)", shown.gradient)
            evidence.witness(
                "(5), (6), without the factor", [shown.equation(over: 0..<1), shown.equation(over: 0..<shown.length)])
            evidence.witness("∂MSE/∂z_i", shown.masked.codes)
        }
    }

    /// Whether (5), (6) and (7), times a factor, are the gradients of the first and the last weight.
    private static func obeysEquations(_ one: EncoderGradientCase, factor: Rational) -> Bool {
        let n = one.length
        let (first, last) = (one.gradient[0], one.gradient[n - 1])
        return first == factor * one.equation(over: 0..<1) && last == factor * one.equation(over: 0..<n)
            && last == first + factor * one.equation(over: 1..<n)
    }
}
