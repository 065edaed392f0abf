internal import Derivations
internal import Diagnostics
internal import Exact
internal import Networks

extension Claim {
    /// Solutions 1.2 d) and 1.3: the Jacobians of losses and activations, and the choice of an activation.
    package static let activationDerivatives: [Claim] = [jacobians] + saturation

    private static let jacobians: Claim = Claim(
        "jacobians", in: .backprop, at: "solution 1.2 c), d), Jacobians of loss, ReLU, identity and linear layer",
        statement: ClaimText(
            "∂ℓ/∂ŷ = 2 (ŷ − y)^T, so δ2 = 2 (ŷ − y). ReLU: diag(max(0, sign(s_j))); identity: I; linear: ∂s(L+1)/∂z(L) "
                + "= W(L+1).",
            tex: #"""
                $\partial\ell/\partial\hat y = 2(\hat y - y)^T$, so $\delta^{(2)} = 2(\hat y - y)$. ReLU:
                $\mathrm{diag}(\max(0, \mathrm{sign}(s_j)))$; identity: $I$; linear:
                $\partial s^{(L+1)}/\partial z^{(L)} = W^{(L+1)}$.
                """#),
        correction: ClaimText(
            "The factor 2 is that of the sum; the mean has 2/d, the half sum 1. The derivative of ReLU does not exist "
                + "at 0; max(0, sign(0)) = 0 is a convention.",
            tex: #"""
                The factor $2$ is that of the sum; the mean has $2/d$, the half sum $1$. The derivative of ReLU does not
                exist at $0$; $\max(0, \mathrm{sign}(0)) = 0$ is a convention.
                """#),
        expected: .holds, effort: 0.3
    ) { evidence, setting in
        var random = setting.random()
        let stacks = try HomeworkStack.homeworks(24, largest: 5, &random)
        evidence.statement(
            "2 (ŷ − y) is the library's δ2 and the difference quotient of Σ (ŷ_k − y_k)² by ŷ, exactly", for: stacks
        ) { stack in
            let (delta, step) = (2 * stack.residual, random.positive())
            let quotients = stack.output.elements.indices.map { k -> Rational in
                func loss(_ change: Rational) -> Rational {
                    stack.residual.elements.enumerated().reduce(.zero) { sum, entry in
                        let r = entry.element + (entry.offset == k ? change : .zero)
                        return sum + r * r
                    }
                }
                return (loss(step) - loss(-step)) / (2 * step)
            }
            let derivative = Loss.squaredError(.sum).outputDerivative(
                outputs: stack.output.transposed.entries, targets: stack.target.transposed.entries)
            return delta.elements == quotients && stack.computed().gradients.deltas[1].elements == delta.elements
                && derivative?.elements == quotients
        }
        let points = (0..<60).map { _ in random.rational() }.filter { !$0.isZero }
        evidence.statement(
            "away from 0, max(0, sign(s)) is the library's derivative of ReLU and both one-sided quotients", for: points
        ) { s in
            let slopes = ReLUSlopes(at: s)
            let printed = Rational(max(0, s.signum))
            return slopes.library == printed && slopes.left == printed && slopes.right == printed
        }
        evidence.statement("the Jacobians of ReLU and identity are these diagonals, that of W z + b is W", for: stacks)
        {
            stack in
            let jacobians = Backpropagation(stack.network).jacobians(stack.computed().pass, sample: 0)
            return (1...stack.depth).allSatisfy { layer in
                jacobians.activations[layer - 1]
                    == stack.s[layer].elements.map { layer == 2 ? .one : Rational(max(0, $0.signum)) }
                    && jacobians.layers[layer - 1] == Self.unitResponses(stack, layer: layer).entries
            }
        }
        evidence.statement(
            "their product is ∂ŷ/∂x: the library's, and the difference quotient of the network, exactly", for: stacks
        ) { stack in
            let jacobians = Backpropagation(stack.network).jacobians(stack.computed().pass, sample: 0)
            let product =
                stack.activationJacobian(2) * stack.weight(2) * stack.activationJacobian(1) * stack.weight(1)
            return product.entries == jacobians.network && product == DifferenceQuotient(stack).network
        }
        let kink = ReLUSlopes(at: .zero)
        evidence.fact(
            "at 0 the quotient from the left is 0, from the right 1: no derivative",
            kink.left.isZero && kink.right == .one)
        evidence.fact("max(0, sign(0)) = 0 is what the library takes there", kink.library.isZero)
        let scaled = try PyTorchCase.all().filter { $0.squaredErrorFactor != nil && $0.hasIdentityOutput }
        evidence.fact(
            "PyTorch's ∂ℓ/∂b2 is c Σ (ŷ − y) with c = 2, 1, 2/(N d) for sum, half sum, mean, to 1e-12", for: scaled
        ) { golden in
            guard let measured = golden.measuredFactors, let factor = golden.squaredErrorFactor else { return false }
            return measured.allSatisfy { abs($0 - factor) <= 1e-12 * factor }
        }
        evidence.fact(
            "all three scalings are among PyTorch's numbers",
            Set(scaled.map(\.loss)) == [.squaredError(.sum), .squaredError(.halfSum), .squaredError(.mean)])
        evidence.witness(
            "the factor c of ∂ℓ/∂ŷ = c (ŷ − y)^T in PyTorch's numbers", columns: ["loss", "formula", "measured"],
            rows: scaled.map { golden in
                [
                    golden.loss.description, golden.squaredErrorFormula ?? "–",
                    golden.measuredFactors?.first.map { NumberText.number($0, digits: 12) } ?? "–",
                ]
            })
        evidence.witness(
            "ReLU", columns: ["s", "left quotient", "right quotient", "max(0, sign(s))"],
            rows: [Rational(-1), .zero, .one].map { s in
                let slopes = ReLUSlopes(at: s)
                return [s, slopes.left, slopes.right, slopes.library].map(\.description)
            })
    }

    /// The columns s(z + e_j) − s(z) of layer `layer`, from 1, the library computing s.
    private static func unitResponses(_ stack: HomeworkStack<Rational>, layer: Int) -> ShapedMatrix<Rational> {
        let received = stack.z[layer - 1].elements
        var only = stack.network.layers[layer - 1]
        only.dense.activation = .identity
        func response(_ z: [Rational]) -> [Rational] {
            guard let network = try? Network(inputs: z.count, layers: [only]) else { return [] }
            return Backpropagation(network).forward(ShapedMatrix.column(z).transposed.entries).outputs.elements
        }
        let base = response(received)
        let columns = received.indices.map { j -> [Rational] in
            var moved = received
            moved[j] += .one
            return zip(response(moved), base).map { $0 - $1 }
        }
        return ShapedMatrix(base.count, columns.count) { columns[$1][$0] }
    }
}

extension PyTorchCase {
    fileprivate var hasIdentityOutput: Bool { network.layers.last?.dense.activation == .identity }

    /// PyTorch's ∂ℓ/∂b of the last layer divided by Σ (ŷ − y), for each output.
    fileprivate var measuredFactors: [Double]? {
        guard let bias = gradientCase.expected.biases?.last ?? nil else { return nil }
        let residuals = bias.indices.map { k in stacks.reduce(0.0) { $0 + $1.residual[k, 0] } }
        return zip(bias, residuals).map { $0 / $1 }
    }
}
