internal import Exact
internal import Networks

extension Claim {
    /// Solution 1.2 c): the gradients of both layers, and the recursion that gives them for any number of layers.
    static let layerGradients: [Claim] = [secondLayer, firstLayer, deltaRecursion]

    private static let secondLayer: Claim = Claim(
        "gradients-w2-b2", in: .backprop, at: "solution 1.2 c), gradients of W2 and b2; final table",
        statement: ClaimText(
            "∂ℓ/∂W2_ij = δ2_i z1_j = 2 (ŷ_i − y_i) z1_j, as a matrix 2 z1 (ŷ − y)^T; ∂ℓ/∂b2 = 2 (ŷ − y)^T.",
            tex: #"""
                $\partial\ell/\partial W^{(2)}_{ij} = \delta^{(2)}_i z^{(1)}_j = 2(\hat y_i - y_i)z^{(1)}_j$, as a
                matrix $2z^{(1)}(\hat y - y)^T$; $\partial\ell/\partial b^{(2)} = 2(\hat y - y)^T$.
                """#),
        correction: ClaimText(
            "Numerator layout; shaped like W2 it is 2 (ŷ − y) z1^T. In the derivation's third line the sum over m is "
                + "missing.",
            tex: #"""
                Numerator layout; shaped like $W^{(2)}$ it is $2(\hat y - y)[z^{(1)}]^T$. In the derivation's third line
                the sum over $m$ is missing.
                """#),
        expected: .holds, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        let stacks = try HomeworkStack.homeworks(40, &random)
        evidence.statement("2 z1 (ŷ − y)^T is the library's gradient in numerator layout, exactly", for: stacks) {
            stack in
            let printed = 2 * (stack.z[1] * stack.residual.transposed)
            return printed.entries == stack.computed().gradients.layers[1].weight(in: .numerator)
        }
        evidence.statement("2 (ŷ − y)^T is the library's ∂ℓ/∂b2, exactly", for: stacks) { stack in
            (2 * stack.residual.transposed).elements == stack.computed().gradients.layers[1].bias
        }
        let small = try HomeworkStack.homeworks(12, largest: 4, &random)
        evidence.statement("both are the difference quotients of the loss, exactly", for: small) { stack in
            let quotient = DifferenceQuotient(stack)
            return 2 * (stack.z[1] * stack.residual.transposed) == quotient.weight(1).transposed
                && 2 * stack.residual.transposed == quotient.bias(1)
        }
        evidence.fact("shaped like W2: 2 (ŷ − y) z1^T", for: stacks) { stack in
            (2 * (stack.residual * stack.z[1].transposed)).entries == stack.computed().gradients.layers[1].weight
        }
        evidence.fact(
            "with the sum over m, Σ_klm ∂ℓ/∂ŷ_k ∂ŷ_k/∂s_l z_m δ_il δ_jm is the gradient; one m alone is not", for: small
        ) { stack in
            let gradient = stack.computed().gradients.layers[1].weight
            let (all, alone) = (tensorSum(stack, over: Array(stack.z[1].elements.indices)), tensorSum(stack, over: [0]))
            let oneIsEnough = stack.z[1].elements.dropFirst().allSatisfy(\.isZero)
            return all.entries == gradient
                && (alone.entries == gradient) == (oneIsEnough || stack.residual.elements.allSatisfy(\.isZero))
        }
        let floating = FloatingDifferences(&random)
        evidence.fact(
            "in float64, central differences come to the gradient of every weight and bias, within 1e-7",
            floating.largestError <= 1e-7)
        evidence.witness(
            "largest error of central differences in float64, \(floating.count) parameters", floating.largestError)
        if let stack = small.first(where: { $0.output.rows > 1 && $0.z[1].rows > 1 }) {
            evidence.witness("2 z1 (ŷ − y)^T for \(stack)", (2 * (stack.z[1] * stack.residual.transposed)).exact)
            evidence.witness(
                "the library's gradient, shaped like W2",
                ShapedMatrix(stack.computed().gradients.layers[1].weight).exact)
        }
    }

    /// Σ_{k,l} ∂ℓ/∂ŷ_k ∂ŷ_k/∂s_l Σ_m z_m δ_il δ_jm for each i, j, where m runs over `terms` only.
    private static func tensorSum(_ stack: HomeworkStack<Rational>, over terms: [Int]) -> ShapedMatrix<Rational> {
        let (outputs, hidden) = (stack.output.rows, stack.z[1].rows)
        return ShapedMatrix(outputs, hidden) { i, j in
            var sum = Rational.zero
            for k in 0..<outputs {
                for l in 0..<outputs where k == l && i == l {
                    for m in terms where j == m { sum += 2 * stack.residual[k, 0] * stack.z[1][m, 0] }
                }
            }
            return sum
        }
    }

    private static let firstLayer: Claim = Claim(
        "gradients-w1-b1", in: .backprop, at: "solution 1.2 c), gradients of W1 and b1; final table",
        statement: ClaimText(
            "∂ℓ/∂W1_ij = Σ_n δ1_i x_j, as a matrix x δ1^T = 2 x (ŷ − y)^T W2 I⁺; ∂ℓ/∂b1 = δ1^T.",
            tex: #"""
                $\partial\ell/\partial W^{(1)}_{ij} = \sum_n\delta^{(1)}_i x_j$, as a matrix
                $x[\delta^{(1)}]^T = 2x(\hat y - y)^TW^{(2)}I^+$; $\partial\ell/\partial b^{(1)} = [\delta^{(1)}]^T$.
                """#),
        correction: ClaimText(
            "∂ℓ/∂W1_ij = δ1_i x_j: the sum over n has no summand with an n, and would multiply by d_s1. The matrix is "
                + "right. The line that writes δ1 by Jacobians alone lacks δ2: δ1 = [(∂s2/∂z1)(∂z1/∂s1)]^T δ2.",
            tex: #"""
                $\partial\ell/\partial W^{(1)}_{ij} = \delta^{(1)}_i x_j$: the sum over $n$ has no summand with an $n$,
                and would multiply by $d_{s^{(1)}}$. The matrix is right. The line that writes $\delta^{(1)}$ by
                Jacobians alone lacks $\delta^{(2)}$: $\delta^{(1)} = \left[\frac{\partial s^{(2)}}{\partial z^{(1)}}
                \frac{\partial z^{(1)}}{\partial s^{(1)}}\right]^T\delta^{(2)}$.
                """#),
        expected: .holdsCorrected, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        let stacks = try HomeworkStack.homeworks(40, &random)
        func printedMatrix(_ stack: HomeworkStack<Rational>) -> ShapedMatrix<Rational> {
            2 * (stack.input * stack.residual.transposed * stack.weight(2) * stack.activationJacobian(1))
        }
        evidence.statement("2 x (ŷ − y)^T W2 I⁺ is the library's gradient in numerator layout, exactly", for: stacks) {
            stack in
            printedMatrix(stack).entries == stack.computed().gradients.layers[0].weight(in: .numerator)
        }
        evidence.statement("δ1^T is the library's ∂ℓ/∂b1, exactly", for: stacks) { stack in
            stack.deltas[1].elements == stack.computed().gradients.layers[0].bias
        }
        let small = try HomeworkStack.homeworks(12, largest: 4, &random)
        evidence.statement("both are the difference quotients of the loss, exactly", for: small) { stack in
            let quotient = DifferenceQuotient(stack)
            return printedMatrix(stack) == quotient.weight(0).transposed
                && stack.deltas[1].transposed == quotient.bias(0)
        }
        let reached = stacks.filter { $0.s[1].rows > 1 && $0.deltas[1].elements.contains { !$0.isZero } }
            .filter { $0.input.elements.contains { !$0.isZero } }
        func printedSum(_ stack: HomeworkStack<Rational>) -> ShapedMatrix<Rational> {
            let delta = stack.deltas[1]
            return ShapedMatrix(delta.rows, stack.input.rows) { i, j in
                (0..<delta.rows).reduce(.zero) { sum, _ in sum + delta[i, 0] * stack.input[j, 0] }
            }
        }
        evidence.detail("Σ_n δ1_i x_j, over the d_s1 values of n, is ∂ℓ/∂W1_ij", for: reached) { stack in
            printedSum(stack).entries == stack.computed().gradients.layers[0].weight
        }
        evidence.fact("it is d_s1 times that, exactly", for: reached) { stack in
            let gradient = ShapedMatrix(stack.computed().gradients.layers[0].weight)
            return printedSum(stack) == Rational(stack.s[1].rows) * gradient
        }
        evidence.detail("[(∂s2/∂z1)(∂z1/∂s1)]^T alone is δ1", for: stacks) { stack in
            (stack.weight(2) * stack.activationJacobian(1)).transposed == stack.deltas[1]
        }
        evidence.fact("[(∂s2/∂z1)(∂z1/∂s1)]^T δ2 is the library's δ1", for: stacks) { stack in
            let delta = (stack.weight(2) * stack.activationJacobian(1)).transposed * stack.deltas[2]
            return delta.elements == stack.computed().gradients.deltas[0].elements
        }
        let five = try HomeworkStack<Rational>.random([2, 5, 2], &random)
        evidence.witness("x δ1^T for \(five), numerator layout", (five.input * five.deltas[1].transposed).exact)
        evidence.witness("the printed sum over n, transposed: five times that", printedSum(five).transposed.exact)
    }

    private static let deltaRecursion: Claim = Claim(
        "delta-recursion", in: .backprop, at: "solution 1.2 c), gradients of W(L) and b(L); summary",
        statement: ClaimText(
            "∂ℓ/∂W(L) = z(L−1) δ(L)^T, ∂ℓ/∂b(L) = δ(L)^T, δ(L) = [W(L+1) ∂z(L)/∂s(L)]^T δ(L+1), z(0) = x, "
                + "δ(Lmax) = [∂ℓ/∂ŷ ∂ŷ/∂s(Lmax)]^T.",
            tex: #"""
                $\frac{\partial\ell}{\partial W^{(L)}} = z^{(L-1)}[\delta^{(L)}]^T$, $\frac{\partial\ell}{\partial
                b^{(L)}} = [\delta^{(L)}]^T$, $\delta^{(L)} = \left[W^{(L+1)}\frac{\partial z^{(L)}}{\partial
                s^{(L)}}\right]^T\delta^{(L+1)}$, $z^{(0)} = x$, $\delta^{(L_{max})} =
                \left[\frac{\partial\ell}{\partial\hat y} \frac{\partial\hat y}{\partial s^{(L_{max})}}\right]^T$.
                """#),
        correction: ClaimText(
            "The summary prints z(0) = δ(L)^T for the two lines z(0) = x and ∂ℓ/∂b(L) = δ(L)^T.",
            tex: #"""
                The summary prints $z^{(0)} = [\delta^{(L)}]^T$ for the two lines $z^{(0)} = x$ and
                $\partial\ell/\partial b^{(L)} = [\delta^{(L)}]^T$.
                """#),
        expected: .holds, effort: 1
    ) { evidence, setting in
        var random = setting.random()
        let choices: [Activation] = [.relu, .identity, .leakyReLU(slope: 0.125)]
        let stacks = try (1...5).flatMap { depth in
            try (0..<6).map { _ in
                let widths = (0...depth).map { _ in random.integer(in: 1...4) }
                let activations = (0..<depth).map { _ in choices[random.integer(in: 0...2)] }
                return try HomeworkStack<Rational>.random(widths, activations: activations, &random)
            }
        }
        evidence.statement("stacks of 1 to 5 layers: the recursion is the library's gradient, exactly", for: stacks) {
            stack in
            let (deltas, gradients) = (stack.deltas, stack.computed().gradients)
            return (1...stack.depth).allSatisfy { layer in
                let weight = stack.z[layer - 1] * deltas[layer].transposed
                return weight.entries == gradients.layers[layer - 1].weight(in: .numerator)
                    && deltas[layer].elements == gradients.layers[layer - 1].bias
                    && deltas[layer].elements == gradients.deltas[layer - 1].elements
            }
        }
        let probed = stacks.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        evidence.statement("and the difference quotients of the loss, exactly", for: probed) { stack in
            let (deltas, quotient) = (stack.deltas, DifferenceQuotient(stack))
            return (1...stack.depth).allSatisfy { layer in
                stack.z[layer - 1] * deltas[layer].transposed == quotient.weight(layer - 1).transposed
                    && deltas[layer].transposed == quotient.bias(layer - 1)
            }
        }
        evidence.statement(
            "sigmoid, tanh, softplus, leaky ReLU, five losses: the recursion gives PyTorch's gradients, to 1e-12",
            for: try PyTorchCase.all()
        ) { golden in
            golden.gradientsAgree(tolerance: 1e-12) { golden.lossByOutput($0) }
        }
        evidence.fact(
            "the summary's z(0) = δ(L)^T, a row, is not the column x", for: stacks.filter { $0.input.rows > 1 }
        ) { stack in
            (1...stack.depth).allSatisfy { stack.deltas[$0].transposed != stack.input }
        }
        if let stack = stacks.last(where: { $0.deltas[1].elements.contains { !$0.isZero } }) {
            evidence.witness(
                "δ for \(stack)", columns: ["L", "δ(L), d × 1", "∂ℓ/∂W(L), numerator layout"],
                rows: (1...stack.depth).map { layer in
                    let gradient = stack.z[layer - 1] * stack.deltas[layer].transposed
                    return [
                        "\(layer)", stack.deltas[layer].elements.map(\.description).joined(separator: ", "),
                        gradient.shape.description,
                    ]
                })
        }
    }
}
