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
        // From the output down: ∂ŷ/∂a^(L−1) = ∂ŷ/∂a^(L) · diag(∂a^(L)/∂u^(L)) · W^(L), summed over all receivers.
        let last = network.layers.count - 1
        var products = [Matrix<Element>?](repeating: nil, count: last + 2)
        for l in (0...last).reversed() {
            let product = Self.product(products[l + 1], diagonals[l], network.layers[l].weight)
            guard let skip = network.layers[l].dense.skip else {
                products[l] = products[l].map { $0.adding(product) } ?? product
                continue
            }
            let width = network.width(below: l)
            let parts = [(l, 0..<width), (l + 1 - skip.layers, width..<product.columns)]
            for (place, range) in parts {
                let part = product.columns(range)
                products[place] = products[place].map { $0.adding(part) } ?? part
            }
        }
        let whole = products[0] ?? Matrix(rows: network.outputs, columns: network.inputs, repeating: 0)
        return Jacobians(activations: diagonals, layers: network.layers.map(\.weight), network: whole)
    }

    /// J · diag(d) · W, where J is the identity unless it is given.
    @_specialize(where Element == Double)
    private static func product(
        _ jacobian: Matrix<Element>?, _ diagonal: [Element], _ weight: Matrix<Element>
    ) -> Matrix<Element> {
        guard let jacobian else {
            var product = Matrix<Element>(rows: weight.rows, columns: weight.columns, repeating: 0)
            for i in 0..<product.rows {
                for j in 0..<product.columns { product[i, j] += diagonal[i] * weight[i, j] }
            }
            return product
        }
        var next = Matrix<Element>(rows: jacobian.rows, columns: weight.columns, repeating: 0)
        // Matrices of a thousand rows take a thousand million products: without a check of the index for each.
        next.elements.withUnsafeMutableBufferPointer { next in
            weight.elements.withUnsafeBufferPointer { weights in
                for i in 0..<jacobian.rows {
                    for k in 0..<weight.rows {
                        let factor = jacobian[i, k] * diagonal[k]
                        let (target, source) = (i * weight.columns, k * weight.columns)
                        for j in 0..<weight.columns { next[target + j] += factor * weights[source + j] }
                    }
                }
            }
        }
        return next
    }
}

extension Matrix where Element: AdditiveArithmetic {
    /// The sum of two matrices of one shape.
    fileprivate func adding(_ other: Matrix) -> Matrix {
        var sum = self
        for k in elements.indices { sum.elements[k] += other.elements[k] }
        return sum
    }
}
