internal import Exact
internal import Networks

/// Exact derivatives of a stack's squared error by difference quotients.
///
/// Along one weight or bias, as long as no ReLU changes sides, the output is affine and the loss ℓ a polynomial of
/// degree 2. So the central quotient (ℓ(w + h) − ℓ(w − h))/2h is the derivative itself, whatever h is.
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
        let columns = (0..<stack.input.rows).map { j in
            let (above, below, step) = neighbours { network, input, step in input[j] += step }
            return (.one / (2 * step)) * (above.output - below.output)
        }
        return ShapedMatrix(stack.output.rows, columns.count) { columns[$1][$0, 0] }
    }

    /// The central quotient of the loss along a change of the network.
    private func quotient(_ change: (inout Network<Rational>, Rational) -> Void) -> Rational {
        let (above, below, step) = neighbours { network, _, step in change(&network, step) }
        return (above.squaredError - below.squaredError) / (2 * step)
    }

    /// The stacks a step h to either side of this one, with h so small that no preactivation changes its sign.
    private func neighbours(
        _ change: (inout Network<Rational>, inout [Rational], Rational) -> Void
    ) -> (above: HomeworkStack<Rational>, below: HomeworkStack<Rational>, step: Rational) {
        func moved(_ step: Rational) -> HomeworkStack<Rational> {
            var (network, input) = (stack.network, stack.input.elements)
            change(&network, &input, step)
            return HomeworkStack(network, input: input, target: stack.target.elements)
        }
        var step = Rational.one
        while true {
            let (above, below) = (moved(step), moved(-step))
            if signs(above) == signs(stack), signs(below) == signs(stack) { return (above, below, step) }
            step = step / 2
        }
    }

    /// The signs of the preactivations.
    private func signs(_ stack: HomeworkStack<Rational>) -> [[Int]] { stack.s.map { $0.elements.map(\.signum) } }
}
