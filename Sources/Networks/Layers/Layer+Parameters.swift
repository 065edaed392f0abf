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
        get { zip(shape.tensors, values).map { Parameters(name: $0.name, shape: $0.shape, elements: $1) } }
    }

    /// The same layer with the values of ``parameters``, in their order and of their shapes.
    public func with(parameters values: [[Element]]) -> Layer { Layer(shape, parameters: values) }

    /// The values of the tensors, in the order of ``LayerShape/tensors``.
    private var values: [[Element]] {
        let shape = shape
        var values: [[Element]] = []
        if let tying {
            let all = tying.parameters(of: weight.elements)
            let own = tying.parameterShape.reduce(1, *)
            if own > 0 { values.append(Array(all[..<own])) }
            if all.count > own { values.append(Array(all[own...])) }
        } else if dense.skip?.isLinear == true {
            values = [weight.columns(0..<shape.below).elements, weight.columns(shape.below..<inputs).elements]
        } else {
            values = [weight.elements]
        }
        if let bias {
            let shared = shape.outputsPerBias
            values.append(shared == 1 ? bias : stride(from: 0, to: bias.count, by: shared).map { bias[$0] })
        }
        return values
    }

    /// The layer of a shape with the values of its tensors, in their order and of their sizes.
    ///
    /// - Complexity: O(outputs · inputs).
    init(_ shape: LayerShape, parameters: [[Element]]) {
        var values = parameters
        var bias = shape.dense.hasBias ? values.popLast() : nil
        let elements: [Element]
        if let tying = shape.dense.tying(columns: shape.inputs) {
            bias = bias.map { tying.biases(of: $0) }
            elements = tying.matrix(of: values.flatMap { $0 })
        } else if values.count == 2 {
            let (own, skip) = (
                Matrix(rows: shape.outputs, columns: shape.below, elements: values[0]),
                Matrix(rows: shape.outputs, columns: shape.inputs - shape.below, elements: values[1])
            )
            elements = own.beside(skip).elements
        } else {
            elements = values.first ?? []
        }
        self.init(
            dense: shape.dense,
            weight: Matrix(rows: shape.outputs, columns: shape.inputs, elements: elements), bias: bias)
    }
}
