/// The shape of a layer: what follows from its description, without the values of its parameters.
public struct LayerShape: Sendable, Hashable {
    /// The name and the shape of a tensor of a model file.
    public struct Tensor: Sendable, Hashable {
        /// What it is called below the layer: "weight", "skip" or "bias".
        public let name: String
        /// The shape, as PyTorch has it: `[outputs, inputs]`, `[channels, inputs, taps]` of a convolution.
        public let shape: [Int]
    }

    /// The description.
    public let dense: Dense
    /// The number of columns of the weight matrix: the inputs from the layer below, and those that a skip adds.
    public let inputs: Int

    /// The number of units.
    public var outputs: Int { dense.outputs }
    /// The number of inputs from the layer below.
    var below: Int { dense.inputShape?.reduce(1, *) ?? inputs }

    /// The parameters of the structure; nil where the inputs are not known, so that the weight is a full matrix.
    private var parameters: StructureParameters? {
        guard let input = dense.inputShape, !dense.isPlain else { return nil }
        return try? StructureParameters(of: dense.structure, input: input, outputs: outputs)
    }

    /// The outputs that share a bias; 1 where each has its own.
    var outputsPerBias: Int { parameters?.outputsPerBias ?? 1 }

    /// The tensors of the layer, tied parameters once: one for W, one for S of a trained skip, one for the biases; of
    /// pooling none but S.
    ///
    /// - Complexity: O(1).
    public var tensors: [Tensor] {
        let own = parameters?.shape ?? [outputs, below]
        var tensors = own == [0] ? [] : [Tensor(name: "weight", shape: own)]
        if dense.skip?.isLinear == true { tensors.append(Tensor(name: "skip", shape: [outputs, inputs - below])) }
        if dense.hasBias { tensors.append(Tensor(name: "bias", shape: [outputs / outputsPerBias])) }
        return tensors
    }

    /// The number of weights and biases, those that are tied counted once.
    public var parameterCount: Int { tensors.reduce(0) { $0 + $1.shape.reduce(1, *) } }
}
