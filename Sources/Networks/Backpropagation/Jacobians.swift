/// The Jacobians of one sample, in numerator layout: entry (i, j) is ∂(output i)/∂(input j).
///
/// Homework 1, solution 1.2 c and d, with u and a for its s and z: ∂a/∂u is diagonal, ∂u^(L+1)/∂a^(L) is W^(L+1), and
/// each error is a product of them.
public struct Jacobians<Element: Scalar>: Sendable, Hashable {
    /// ∂a/∂u of each layer: the diagonal of an `[outputs × outputs]` matrix that is zero elsewhere.
    public let activations: [[Element]]
    /// ∂u/∂a of each layer by what it receives: the weight, `[outputs × inputs]`.
    public let layers: [Matrix<Element>]
    /// ∂ŷ/∂x of the whole network, `[outputs × inputs]`.
    public let network: Matrix<Element>
}

extension Backpropagation {
    /// The Jacobians at sample `sample` of a forward pass.
    ///
    /// - Complexity: O(outputs of the network · parameters of the layers before the last).
    @_specialize(where Element == Double)
    public func jacobians(_ pass: ForwardPass<Element>, sample: Int) -> Jacobians<Element> {
        let diagonals = network.layers.enumerated().map { l, layer in
            (0..<layer.outputs).map { i in
                layer.dense.activation.derivative(
                    at: pass.preactivations[l][sample, i], activation: pass.activations[l][sample, i])
            }
        }
        // From the output down: ∂ŷ/∂a^(L−1) = ∂ŷ/∂a^(L) · diag(∂a^(L)/∂u^(L)) · W^(L).
        let last = network.layers.count - 1
        let weight = network.layers[last].weight
        var product = Matrix<Element>(rows: weight.rows, columns: weight.columns, repeating: 0)
        for i in 0..<product.rows {
            for j in 0..<product.columns { product[i, j] += diagonals[last][i] * weight[i, j] }
        }
        for l in (0..<last).reversed() {
            let weight = network.layers[l].weight
            var next = Matrix<Element>(rows: product.rows, columns: weight.columns, repeating: 0)
            // Matrices of a thousand rows take a thousand million products: without a check of the index for each.
            next.elements.withUnsafeMutableBufferPointer { next in
                weight.elements.withUnsafeBufferPointer { weights in
                    for i in 0..<product.rows {
                        for k in 0..<weight.rows {
                            let factor = product[i, k] * diagonals[l][k]
                            let (target, source) = (i * weight.columns, k * weight.columns)
                            for j in 0..<weight.columns { next[target + j] += factor * weights[source + j] }
                        }
                    }
                }
            }
            product = next
        }
        return Jacobians(activations: diagonals, layers: network.layers.map(\.weight), network: product)
    }
}
