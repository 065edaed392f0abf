/// The Jacobians of one sample, in numerator layout: entry (i, j) is ∂(output i)/∂(input j).
///
/// Homework 1, solution 1.2 c and d: ∂z/∂s is diagonal, ∂s^(L+1)/∂z^(L) is W^(L+1), and each error is a product of them.
public struct Jacobians<Element: Scalar>: Sendable, Hashable {
    /// ∂z/∂s of each layer: the diagonal of an `[outputs × outputs]` matrix that is zero elsewhere.
    public let activations: [[Element]]
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
        let diagonals = network.layers.enumerated().map { l, layer in
            (0..<layer.outputs).map { i in
                layer.dense.activation.derivative(
                    at: pass.preactivations[l][sample, i], activation: pass.activations[l][sample, i])
            }
        }
        // From the output down: ∂ŷ/∂z^(L−1) = ∂ŷ/∂z^(L) · diag(∂z^(L)/∂s^(L)) · W^(L), beginning with the identity.
        var product = Matrix<Element>(rows: network.outputs, columns: network.outputs, repeating: 0)
        for i in 0..<network.outputs { product[i, i] = 1 }
        for (l, layer) in network.layers.enumerated().reversed() {
            var next = Matrix<Element>(rows: network.outputs, columns: layer.inputs, repeating: 0)
            for i in 0..<network.outputs {
                for k in 0..<layer.outputs {
                    let factor = product[i, k] * diagonals[l][k]
                    for j in 0..<layer.inputs { next[i, j] += factor * layer.weight[k, j] }
                }
            }
            product = next
        }
        return Jacobians(activations: diagonals, layers: network.layers.map(\.weight), network: product)
    }
}
