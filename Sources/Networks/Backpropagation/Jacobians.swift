/// The Jacobians of one sample, in numerator layout: entry (i, j) is ∂(output i)/∂(input j).
///
/// Homework 1, solution 1.2 c and d: ∂z/∂s is diagonal, ∂s^(L+1)/∂z^(L) is W^(L+1), and each error is a product of them.
public struct Jacobians<Element: Scalar>: Sendable, Hashable {
    /// ∂z/∂s of each layer: `[outputs × outputs]`, diagonal.
    public let activations: [Matrix<Element>]
    /// ∂s/∂z of each layer by what it receives: the weight, `[outputs × inputs]`.
    public let layers: [Matrix<Element>]
    /// ∂ŷ/∂x of the whole network, `[outputs × inputs]`.
    public let network: Matrix<Element>
}

extension Backpropagation {
    /// The Jacobians at sample `sample` of a forward pass.
    ///
    /// - Complexity: O(outputs of the network · parameters).
    public func jacobians(_ pass: ForwardPass<Element>, sample: Int) -> Jacobians<Element> {
        var diagonals: [Matrix<Element>] = []
        for (l, layer) in network.layers.enumerated() {
            var diagonal = Matrix<Element>(rows: layer.outputs, columns: layer.outputs, repeating: 0)
            for i in 0..<layer.outputs {
                diagonal[i, i] = layer.description.activation.derivative(
                    at: pass.preactivations[l][sample, i], activation: pass.activations[l][sample, i])
            }
            diagonals.append(diagonal)
        }
        var product = Matrix<Element>(rows: network.inputs, columns: network.inputs, repeating: 0)
        for i in 0..<network.inputs { product[i, i] = 1 }
        for (l, layer) in network.layers.enumerated() {
            var next = Matrix<Element>(rows: layer.outputs, columns: network.inputs, repeating: 0)
            for i in 0..<layer.outputs {
                for k in 0..<layer.inputs {
                    for j in 0..<network.inputs {
                        next[i, j] += diagonals[l][i, i] * layer.weight[i, k] * product[k, j]
                    }
                }
            }
            product = next
        }
        return Jacobians(activations: diagonals, layers: network.layers.map(\.weight), network: product)
    }
}
