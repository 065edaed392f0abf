/// The parameters of a structure, as they follow from it and from its shapes, before there are values.
struct StructureParameters: Sendable, Hashable {
    /// Their shape, as PyTorch has it: `[outputs, inputs]`, `[channels, inputs, taps]` of a convolution; [0] for none.
    let shape: [Int]
    /// How many inputs a unit has, for the initialisations.
    let fanIn: Int
    /// How many outputs an input has, for the initialisations.
    let fanOut: Int
    /// The outputs that share a bias: as many in a row; 1 where each has its own.
    let outputsPerBias: Int

    /// The parameters of a structure, without those of a skip.
    ///
    /// - Parameters:
    ///   - structure: the structure.
    ///   - input: the shape of what the layer receives from the layer below.
    ///   - outputs: the number of outputs.
    /// - Throws: ``StructureError`` for inputs that the structure cannot take.
    /// - Complexity: O(1).
    init(of structure: WeightStructure, input: [Int], outputs: Int) throws(StructureError) {
        let inputs = input.reduce(1, *)
        switch structure {
        case .full: self.init([outputs, inputs], fanIn: inputs, fanOut: outputs)
        case .toeplitz: self.init([outputs + inputs - 1], fanIn: inputs, fanOut: outputs)
        case .diagonal: self.init([outputs], fanIn: 1, fanOut: 1)
        case .averagePooling: self.init([0], fanIn: 1, fanOut: 1)
        case .convolution(let own):
            let (channels, _) = try WeightStructure.channels(of: input, for: structure.name)
            self.init(
                [own.channels, channels, own.kernel], fanIn: channels * own.kernel, fanOut: own.channels * own.kernel,
                outputsPerBias: outputs / own.channels)
        case .transposedConvolution(let own):
            let (channels, _) = try WeightStructure.channels(of: input, for: structure.name)
            // PyTorch takes the second dimension of the kernel for its inputs, in a transpose, too.
            self.init(
                [channels, own.channels, own.kernel], fanIn: own.channels * own.kernel, fanOut: channels * own.kernel,
                outputsPerBias: outputs / own.channels)
        }
    }

    private init(_ shape: [Int], fanIn: Int, fanOut: Int, outputsPerBias: Int = 1) {
        (self.shape, self.fanIn, self.fanOut, self.outputsPerBias) = (shape, fanIn, fanOut, outputsPerBias)
    }
}
