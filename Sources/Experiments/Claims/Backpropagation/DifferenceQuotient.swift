internal import Exact
internal import Networks

/// Derivatives of a stack's squared error by difference quotients that are exact.
///
/// Along one weight or bias, with no ReLU changing sides, the output is affine and the loss ℓ a polynomial of degree 2. So the central
/// quotient (ℓ(w + h) − ℓ(w − h))/2h is the derivative itself, whatever h is.
struct DifferenceQuotient {
    private let stack: HomeworkStack<Rational>

    init(_ stack: HomeworkStack<Rational>) { self.stack = stack }

    /// ∂ℓ/∂W of layer `l`, from 0, shaped like W.
    func weight(_ l: Int) -> ShapedMatrix<Rational> {
        let weight = stack.network.layers[l].weight
        return ShapedMatrix(weight.rows, weight.columns) { i, j in
            quotient { network, step in network.layers[l].weight[i, j] += step }
        }
    }

    /// ∂ℓ/∂b of layer `l`, from 0, as a row.
    func bias(_ l: Int) -> ShapedMatrix<Rational> {
        ShapedMatrix(1, stack.network.layers[l].outputs) { _, i in
            quotient { network, step in network.layers[l].bias?[i] += step }
        }
    }

    /// ∂ŷ/∂x, `[outputs × inputs]`: the output is affine in each input.
    var network: ShapedMatrix<Rational> {
        var columns: [ShapedMatrix<Rational>] = []
        for j in 0..<stack.input.rows {
            var step = Rational.one
            while true {
                var (up, down) = (stack.input.elements, stack.input.elements)
                up[j] += step
                down[j] -= step
                let above = HomeworkStack(stack.network, input: up, target: stack.target.elements)
                let below = HomeworkStack(stack.network, input: down, target: stack.target.elements)
                if signs(above) == signs(stack), signs(below) == signs(stack) {
                    columns.append((.one / (2 * step)) * (above.output - below.output))
                    break
                }
                step = step / 2
            }
        }
        return ShapedMatrix(stack.output.rows, columns.count) { columns[$1][$0, 0] }
    }

    /// The central quotient along a change of the network, with a step so small that no preactivation changes its sign.
    private func quotient(_ change: (inout Network<Rational>, Rational) -> Void) -> Rational {
        var step = Rational.one
        while true {
            var (up, down) = (stack.network, stack.network)
            change(&up, step)
            change(&down, -step)
            let above = HomeworkStack(up, input: stack.input.elements, target: stack.target.elements)
            let below = HomeworkStack(down, input: stack.input.elements, target: stack.target.elements)
            if signs(above) == signs(stack), signs(below) == signs(stack) {
                return (above.squaredError - below.squaredError) / (2 * step)
            }
            step = step / 2
        }
    }

    /// The sides that the preactivations lie on.
    private func signs(_ stack: HomeworkStack<Rational>) -> [[Int]] { stack.s.map { $0.elements.map(\.signum) } }
}
