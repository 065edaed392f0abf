internal import Exact
internal import Networks

extension Claim {
    /// Homework 1, solution 1.2: the forward table, the shapes, the gradients and the recursion that gives them.
    package static let backpropagation: [Claim] = [forwardTable, components, shapes] + layerGradients

    private static let forwardTable: Claim = Claim(
        "forward-table", in: .backprop, at: "solution 1.2 a), b), modules and tables of inputs and outputs",
        statement: ClaimText(
            "Linear, ReLU, Linear, ReLU, MSE: s1 = W1 x + b1, z1 = ReLU(s1), s2 = W2 z1 + b2, ŷ = I(s2), "
                + "loss (ŷ − y)(ŷ − y)^T.",
            tex: #"""
                Linear, ReLU, Linear, ReLU, MSE: $s^{(1)} = W^{(1)}x + b^{(1)}$, $z^{(1)} = \mathrm{ReLU}(s^{(1)})$,
                $s^{(2)} = W^{(2)}z^{(1)} + b^{(2)}$, $\hat y = I(s^{(2)})$, $\ell = (\hat y - y)(\hat y - y)^T$.
                """#),
        correction: ClaimText(
            "The second activation g is used as the identity, not ReLU. For column vectors the loss is the inner "
                + "product (ŷ − y)^T (ŷ − y); the printed outer product is a d × d matrix whose trace is the loss. In "
                + "the first table ŷ stands where y must: as printed the loss is 0. The squared error is a sum; "
                + "torch's MSELoss is by default the mean, 1/d of it.",
            tex: #"""
                The second activation $g$ is used as the identity, not ReLU. For columns the loss is the inner product
                $(\hat y - y)^T(\hat y - y)$; the printed outer product is a $d\times d$ matrix whose trace is the loss.
                In the first table $\hat y$ stands where $y$ must: as printed the loss is $0$. The squared error is a
                sum; torch's MSELoss is by default the mean, $1/d$ of it.
                """#),
        expected: .holdsCorrected, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let stacks = try HomeworkStack.homeworks(40, &random)
        let wide = stacks.filter { $0.output.rows > 1 }
        evidence.statement("W x + b, ReLU, W z + b, I give s1, z1, s2, ŷ of the forward pass, exactly", for: stacks) {
            stack in
            let pass = stack.computed().pass
            return (0..<stack.depth).allSatisfy { l in
                Array(pass.preactivations[l].row(0)) == stack.s[l + 1].elements
                    && Array(pass.activations[l].row(0)) == stack.z[l + 1].elements
            }
        }
        evidence.statement("in float64 they give PyTorch's values, to 1e-12", for: try PyTorchCase.all()) {
            $0.forwardAgrees(tolerance: 1e-12)
        }
        evidence.detail("module 4: g is ReLU, so that ŷ = ReLU(s2)", for: stacks) { stack in
            stack.output.elements == stack.s[2].elements.map { max($0, .zero) }
        }
        evidence.detail("(ŷ − y)(ŷ − y)^T of two columns is one number", for: wide) {
            ($0.residual * $0.residual.transposed).shape == MatrixShape(1, 1)
        }
        evidence.detail("first table: the loss of ŷ − I(s2) is the loss of ŷ − y", for: stacks) { stack in
            let printed = stack.output - stack.s[2]
            return (printed.transposed * printed)[0, 0] == stack.squaredError
        }
        evidence.fact(
            "(ŷ − y)^T (ŷ − y) is one number: the sum of squares that the library calls squaredError(sum)", for: stacks
        ) {
            ($0.residual.transposed * $0.residual).shape == MatrixShape(1, 1)
                && $0.computed().gradients.loss == $0.squaredError
        }
        evidence.fact("the outer product is d × d, and its trace is the loss", for: stacks) { stack in
            let outer = stack.residual * stack.residual.transposed
            return outer.shape == MatrixShape(stack.output.rows, stack.output.rows) && outer.trace == stack.squaredError
        }
        evidence.fact("the sum is d times the mean", for: stacks) { stack in
            stack.squaredError
                == Rational(stack.output.rows) * stack.computed(.squaredError(.mean)).gradients.loss
        }
        if let stack = try HomeworkStack.homeworks(1, largest: 3, &random).first {
            evidence.witness(
                "the forward table of \(stack)", columns: ["module", "input", "output", "shape", "value"],
                rows: table(stack))
            evidence.witness("(ŷ − y)(ŷ − y)^T", (stack.residual * stack.residual.transposed).exact)
            evidence.witness("its trace, the loss", stack.squaredError)
        }
    }

    private static func table(_ stack: HomeworkStack<Rational>) -> [[String]] {
        func list(_ column: ShapedMatrix<Rational>) -> String {
            column.elements.map(\.description).joined(separator: ", ")
        }
        func row(_ module: String, _ input: String, _ output: String, _ value: ShapedMatrix<Rational>) -> [String] {
            [module, input, output, value.shape.description, list(value)]
        }
        return [
            row("Linear 1", "x", "s1 = W1 x + b1", stack.s[1]), row("f = ReLU", "s1", "z1 = ReLU(s1)", stack.z[1]),
            row("Linear 2", "z1", "s2 = W2 z1 + b2", stack.s[2]), row("g = I", "s2", "ŷ = I(s2)", stack.output),
            ["loss", "ŷ, y", "(ŷ − y)^T (ŷ − y)", MatrixShape(1, 1).description, stack.squaredError.description],
        ]
    }

    private static let components: Claim = Claim(
        "components", in: .backprop, at: "solution 1.2 b), table by components",
        statement: ClaimText(
            "s_i = Σ_j W_ij x_j + b_i; z_i = ReLU(s_i); s_k = Σ_i W_ki z_i + b_k; y_k = g(s_k); loss Σ_k (ŷ_k − "
                + "y_k)(ŷ_k − y_k); indices run 0 … d.",
            tex: #"""
                $s^{(1)}_i = \sum_j W^{(1)}_{ij}x_j + b^{(1)}_i$; $z^{(1)}_i = \mathrm{ReLU}(s^{(1)}_i)$;
                $s^{(2)}_k = \sum_i W^{(2)}_{ki}z^{(1)}_i + b^{(2)}_k$; $y_k = g(s^{(2)}_k)$;
                $\ell = \sum_k(\hat y_k - y_k)(\hat y_k - y_k)$; indices run $0\dots d$.
                """#),
        correction: ClaimText(
            "“y_k = g(s_k)” must read ŷ_k. Indices printed 0 … d must run 0 … d − 1.",
            tex: #"``$y_k = g(s^{(2)}_k)$'' must read $\hat y_k$. Indices printed $0\dots d$ must run $0\dots d-1$."#),
        expected: .holdsCorrected, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let stacks = try HomeworkStack.homeworks(60, &random)
        evidence.statement("the sums over components give the matrix form and the forward pass, exactly", for: stacks) {
            stack in
            let sums = ComponentForm(stack)
            let pass = stack.computed().pass
            return sums.s1 == stack.s[1].elements && sums.z1 == stack.z[1].elements && sums.s2 == stack.s[2].elements
                && sums.s1 == Array(pass.preactivations[0].row(0)) && sums.z1 == Array(pass.activations[0].row(0))
                && sums.s2 == Array(pass.outputs.row(0))
        }
        evidence.statement("Σ_k (ŷ_k − y_k)² is (ŷ − y)^T (ŷ − y)", for: stacks) {
            ComponentForm($0).loss == $0.squaredError
        }
        evidence.detail("y_k = g(s_k): the targets are the outputs", for: stacks) {
            $0.target.elements == ComponentForm($0).s2
        }
        evidence.detail(
            "the indices 0 … d name the entries of ŷ",
            stacks.allSatisfy { (0...$0.weight(2).rows).count == $0.computed().pass.outputs.columns })
        evidence.fact(
            "0 … d − 1 name them",
            stacks.allSatisfy { (0..<$0.weight(2).rows).count == $0.computed().pass.outputs.columns })
        if let stack = stacks.first(where: { $0.depth == 2 && $0.input.rows > 1 && $0.output.rows > 1 }) {
            evidence.witness("the stack", stack.description)
            evidence.witness("s2 = ŷ by components", ComponentForm(stack).s2)
            evidence.witness("W2 z1 + b2", stack.s[2].elements)
            evidence.witness("y", stack.target.elements)
        }
    }

    private static let shapes: Claim = Claim(
        "shapes", in: .backprop, at: "solution 1.2 c), dimensions; summary, shapes",
        statement: ClaimText(
            "Columns d × 1, W: d_out × d_in; in numerator layout ∂ℓ/∂W is d_in × d_out and ∂ℓ/∂b is 1 × d_out. "
                + "The summary lists s and z as 1 × d.",
            tex: #"""
                Columns $d\times1$, $W$: $d_{out}\times d_{in}$; in numerator layout $\partial\ell/\partial W$ is
                $d_{in}\times d_{out}$ and $\partial\ell/\partial b$ is $1\times d_{out}$. The summary lists $s$ and $z$
                as $1\times d$.
                """#),
        correction: ClaimText(
            "d × 1 throughout: with 1 × d the product W z does not exist. The line for ∂ℓ/∂W1 (d_x × d_s1) is missing, "
                + "and ∂ℓ/∂b2 is listed twice. The gradients in numerator layout are the transposes of .grad, which is "
                + "shaped like W.",
            tex: #"""
                $d\times1$ throughout: with $1\times d$ the product $Wz$ does not exist. The line for
                $\partial\ell/\partial W^{(1)}$ ($d_x\times d_{s^{(1)}}$) is missing, and $\partial\ell/\partial
                b^{(2)}$ is listed twice. The gradients in numerator layout are the transposes of \texttt{.grad}, which
                is shaped like $W$.
                """#),
        expected: .holdsCorrected, effort: 0.2
    ) { evidence, setting in
        var random = setting.random()
        let stacks = try HomeworkStack.homeworks(60, &random)
        evidence.statement("with columns d × 1 and W d_out × d_in, W z + b is d_out × 1", for: stacks) { stack in
            (1...stack.depth).allSatisfy { layer in
                stack.weight(layer).canMultiply(stack.z[layer - 1].shape)
                    && stack.s[layer].shape == MatrixShape(stack.weight(layer).rows, 1)
            }
        }
        evidence.statement("z^(L−1) [δ^(L)]^T is d_in × d_out, [δ^(L)]^T is 1 × d_out", for: stacks) { stack in
            let shapes = GradientShapes(stack)
            return (1...stack.depth).allSatisfy { layer in
                let weight = stack.weight(layer).shape
                return shapes["W\(layer)"] == MatrixShape(weight.columns, weight.rows)
                    && shapes["b\(layer)"] == MatrixShape(1, weight.rows)
            }
        }
        evidence.fact(
            "transposed, the gradient in numerator layout is the library's, shaped like W, exactly", for: stacks
        ) { stack in
            let (gradients, deltas) = (stack.computed().gradients, stack.deltas)
            return (1...stack.depth).allSatisfy { layer in
                let numerator = stack.z[layer - 1] * deltas[layer].transposed
                let computed = gradients.layers[layer - 1]
                return numerator.transposed.entries == computed.weight(in: .weightShaped)
                    && numerator.entries == computed.weight(in: .numerator)
                    && numerator.transposed.shape == stack.weight(layer).shape
            }
        }
        evidence.detail("summary: with z of 1 × d, W z exists", for: stacks) { stack in
            (1...stack.depth).allSatisfy { stack.weight($0).canMultiply(stack.z[$0 - 1].shape.transposed) }
        }
        evidence.detail("the list of solution c) names each gradient once", for: stacks) {
            GradientShapes.printedNames == GradientShapes($0).names
        }
        if let stack = stacks.first(where: { $0.input.rows != $0.output.rows && $0.s[1].rows != $0.input.rows }) {
            evidence.witness(
                "shapes for \(stack)", columns: ["", "itself", "numerator layout", "like itself (.grad)"],
                rows: GradientShapes(stack).rows)
        }
    }
}
