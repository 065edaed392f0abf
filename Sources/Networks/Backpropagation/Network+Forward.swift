extension Network where Element: KernelScalar {
    /// Every preactivation and activation for the inputs x, `[samples × inputs]`, by the kernels.
    ///
    /// The same values as ``Backpropagation/forward(_:)`` up to the rounding of the sums.
    ///
    /// - Complexity: O(samples · parameters).
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func forward(_ inputs: Matrix<Element>) -> ForwardPass<Element> {
        precondition(inputs.columns == self.inputs, "as many columns as the network has inputs")
        let kernels = Element.arrayKernels
        var pass = ForwardPass(inputs: inputs)
        for layer in layers {
            let input = pass.received(by: layer)
            var u = Matrix<Element>(rows: input.rows, columns: layer.outputs, repeating: 0)
            if input.rows > 0 {
                input.elements.withUnsafeBufferPointer { x in
                    layer.weight.elements.withUnsafeBufferPointer { w in
                        u.elements.withUnsafeMutableBufferPointer { u in
                            guard let x = x.baseAddress, let w = w.baseAddress, let u = u.baseAddress else { return }
                            var product = MatrixProduct(
                                rows: input.rows, columns: layer.outputs, terms: layer.inputs, left: x, right: w,
                                transposesRight: true, result: u)
                            guard let bias = layer.bias else { return kernels.multiply(product) }
                            bias.withUnsafeBufferPointer {
                                product.finish(bias: $0.baseAddress, slope: 1)
                                kernels.multiply(product)
                            }
                        }
                    }
                }
            }
            pass.append(u, of: layer)
        }
        return pass
    }
}
