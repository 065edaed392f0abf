extension Layer {
    /// The parameters of a layer as a model file has them: one tensor for W, one for S of a trained skip, one for the
    /// biases.
    public struct Parameters: Sendable, Hashable {
        /// What the tensor is called below the layer: "weight", "skip" or "bias".
        public let name: String
        /// The shape, as PyTorch has it: `[outputs, inputs]`, `[channels, inputs, taps]` of a convolution.
        public let shape: [Int]
        /// The values, row-major.
        public let elements: [Element]
    }

    /// The tensors of the layer, tied parameters once; none of pooling.
    ///
    /// - Complexity: O(outputs · inputs).
    public var parameters: [Parameters] {
        @specialized(where Element == Float)
        @specialized(where Element == Double)
        get { tensors() }
    }

    private func tensors() -> [Parameters] {
        var tensors: [Parameters] = []
        let below = dense.inputShape?.reduce(1, *) ?? inputs
        if let tying {
            let values = tying.parameters(of: weight.elements)
            let own = tying.parameterShape.reduce(1, *)
            if own > 0 {
                tensors.append(Parameters(name: "weight", shape: tying.parameterShape, elements: Array(values[..<own])))
            }
            if values.count > own {
                tensors.append(
                    Parameters(name: "skip", shape: [outputs, inputs - below], elements: Array(values[own...])))
            }
        } else {
            let own = below == inputs ? weight : weight.columns(0..<below)
            tensors.append(Parameters(name: "weight", shape: [outputs, below], elements: own.elements))
            if dense.skip != nil {
                let skip = weight.columns(below..<inputs)
                tensors.append(Parameters(name: "skip", shape: [outputs, inputs - below], elements: skip.elements))
            }
        }
        if let bias {
            let shared = tying?.outputsPerBias ?? 1
            let elements = shared == 1 ? bias : stride(from: 0, to: bias.count, by: shared).map { bias[$0] }
            tensors.append(Parameters(name: "bias", shape: [elements.count], elements: elements))
        }
        return tensors
    }

    /// The same layer with the values of ``parameters``, in their order and of their shapes.
    public func with(parameters values: [[Element]]) -> Layer {
        var (layer, values) = (self, values)
        if bias != nil, let last = values.popLast() { layer.bias = tying?.biases(of: last) ?? last }
        if let tying {
            layer.weight.elements = tying.matrix(of: values.flatMap { $0 })
        } else if values.count == 2, outputs > 0 {
            let (own, skip) = (values[0], values[1])
            let (below, added) = (own.count / outputs, skip.count / outputs)
            var rows: [Element] = []
            for i in 0..<outputs {
                rows += own[i * below..<(i + 1) * below]
                rows += skip[i * added..<(i + 1) * added]
            }
            layer.weight.elements = rows
        } else if let own = values.first {
            layer.weight.elements = own
        }
        return layer
    }
}
