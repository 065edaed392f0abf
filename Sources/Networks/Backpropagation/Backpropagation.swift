/// Forward and backward pass, written once for every scalar: the reference that faster paths are tested against.
///
/// The formulas of Homework 1, solution 1.2 c, with layers counted from 1 and column vectors for one sample; u and a
/// are its s and z:
///
///     u^(L) = W^(L) a^(L−1) + b^(L),        a^(L) = act(u^(L)),         a^(0) = x
///     δ^(Lmax) = [∂ℓ/∂ŷ ∂ŷ/∂u^(Lmax)]^T,    δ^(L) = [W^(L+1) ∂a^(L)/∂u^(L)]^T δ^(L+1)
///     ∂ℓ/∂W^(L) = δ^(L) [a^(L−1)]^T,        ∂ℓ/∂b^(L) = δ^(L)           (shaped like W and b)
///
/// In code, layers count from 0, a row is a sample, and the gradients are sums over the rows.
public struct Backpropagation<Element: Scalar>: Sendable {
    /// The network that is evaluated.
    public let network: Network<Element>

    /// Evaluates `network`; an exact scalar takes networks of rational activations only.
    public init(_ network: Network<Element>) {
        precondition(
            Element.hasTranscendentals || network.isRational, "an exact scalar needs rational activations")
        self.network = network
    }

    /// Every preactivation and activation for the inputs x, `[samples × inputs]`.
    ///
    /// - Complexity: O(samples · parameters).
    public func forward(_ inputs: Matrix<Element>) -> ForwardPass<Element> {
        precondition(inputs.columns == network.inputs, "as many columns as the network has inputs")
        var pass = ForwardPass(inputs: inputs)
        for layer in network.layers {
            pass.append(Self.preactivation(of: layer, input: pass.received(by: layer)), of: layer)
        }
        return pass
    }

    /// The loss of the outputs against the targets, `[samples × outputs]`, and every derivative.
    ///
    /// Where weights are tied, the derivative by their parameter stands at each of them, and 0 at constant ones.
    ///
    /// - Complexity: O(samples · parameters).
    public func gradients(_ pass: ForwardPass<Element>, targets: Matrix<Element>, loss: Loss) -> Gradients<Element> {
        let last = network.layers.count - 1
        let (value, outputDelta) = loss.evaluate(
            preactivations: pass.preactivations[last], outputs: pass.outputs, targets: targets,
            activation: network.layers[last].dense.activation)
        var errors = LayerErrors(network, outputDelta)
        var gradients: [LayerGradient<Element>] = []
        for l in stride(from: last, through: 0, by: -1) {
            let layer = network.layers[l]
            let delta = errors.delta(of: l, in: pass)
            gradients.append(
                LayerGradient(
                    weight: Self.outerSum(delta, pass.received(by: l)),
                    bias: layer.bias == nil ? nil : Self.columnSums(delta)
                ).tied(by: layer.tying))
            errors.pass(Self.throughWeight(delta, layer.weight), from: l)
        }
        return Gradients(loss: value, deltas: errors.deltas, layers: gradients.reversed(), inputs: errors.inputs)
    }

    /// The loss and its derivatives for inputs and targets.
    public func gradients(
        inputs: Matrix<Element>, targets: Matrix<Element>, loss: Loss
    ) -> Gradients<Element> {
        gradients(forward(inputs), targets: targets, loss: loss)
    }

    /// u_i = Σ_j W_ij a_j + b_i for each row a.
    private static func preactivation(of layer: Layer<Element>, input a: Matrix<Element>) -> Matrix<Element> {
        var u = Matrix<Element>(rows: a.rows, columns: layer.outputs, repeating: 0)
        for sample in 0..<a.rows {
            for i in 0..<layer.outputs {
                var sum: Element = 0
                for j in 0..<layer.inputs { sum += layer.weight[i, j] * a[sample, j] }
                if let bias = layer.bias { sum += bias[i] }
                u[sample, i] = sum
            }
        }
        return u
    }

    /// Σ_rows δ_i a_j: ∂L/∂W_ij.
    private static func outerSum(_ delta: Matrix<Element>, _ a: Matrix<Element>) -> Matrix<Element> {
        var gradient = Matrix<Element>(rows: delta.columns, columns: a.columns, repeating: 0)
        for sample in 0..<delta.rows {
            for i in 0..<delta.columns {
                for j in 0..<a.columns { gradient[i, j] += delta[sample, i] * a[sample, j] }
            }
        }
        return gradient
    }

    /// Σ_rows δ_i: ∂L/∂b_i.
    private static func columnSums(_ delta: Matrix<Element>) -> [Element] {
        var sums = [Element](repeating: 0, count: delta.columns)
        for sample in 0..<delta.rows {
            for i in 0..<delta.columns { sums[i] += delta[sample, i] }
        }
        return sums
    }

    /// Σ_i δ_i W_ij for each row δ: the error at what the layer receives, ∂L/∂a_j.
    private static func throughWeight(_ delta: Matrix<Element>, _ weight: Matrix<Element>) -> Matrix<Element> {
        var result = Matrix<Element>(rows: delta.rows, columns: weight.columns, repeating: 0)
        for sample in 0..<delta.rows {
            for i in 0..<weight.rows {
                for j in 0..<weight.columns { result[sample, j] += delta[sample, i] * weight[i, j] }
            }
        }
        return result
    }
}
