/// Which entries of a weight matrix are the same parameter, and which are constant.
///
/// - Complexity: O(outputs · inputs) to build and to hold.
public struct WeightTying: Sendable, Hashable {
    /// The parameter of each entry of the `[outputs × inputs]` weight, row-major; −1 for a constant one.
    public let sources: [Int32]
    /// The values of constant entries, in the order of `sources`; empty where all are 0.
    public let constants: [Double]
    /// The shape of the parameters in the order in which `sources` counts them, as PyTorch has it; an S that is trained
    /// follows.
    public let parameterShape: [Int]
    /// The number of parameters, S included.
    public let parameterCount: Int
    /// How many inputs a unit has, for the initialisations.
    public let fanIn: Int
    /// How many outputs an input has, for the initialisations.
    public let fanOut: Int
    /// The outputs that share a bias: as many in a row; 1 where each has its own.
    public let outputsPerBias: Int

    /// The ties of a structure; nil where every entry is a parameter of its own.
    ///
    /// - Parameters:
    ///   - structure: the structure.
    ///   - input: the shape of what the layer receives from the layer below.
    ///   - outputs: the number of outputs.
    ///   - skip: the connection past some layers, if any.
    ///   - skipWidth: the number of activations that it adds.
    /// - Throws: ``StructureError`` for inputs that the structure cannot take.
    public init?(
        _ structure: WeightStructure, input: [Int], outputs: Int, skip: Skip? = nil, skipWidth: Int = 0
    ) throws(StructureError) {
        if structure == .full, skip?.isLinear ?? true { return nil }
        let inputs = input.reduce(1, *)
        var map = TyingMap(rows: outputs, columns: inputs + skipWidth)
        var (shape, fanIn, fanOut, shared) = ([outputs, inputs], inputs, outputs, 1)
        switch structure {
        case .full: map.tieFull(columns: inputs)
        case .toeplitz:
            map.tieDiagonals(columns: inputs)
            shape = [outputs + inputs - 1]
        case .diagonal:
            for i in 0..<outputs { map.tie(i, i, to: i) }
            (shape, fanIn, fanOut) = ([outputs], 1, 1)
        case .convolution(let convolution):
            let (channels, length) = try WeightStructure.channels(of: input, for: structure.name)
            map.tie(convolution, channels: channels, length: length, outputs: outputs / convolution.channels)
            shape = [convolution.channels, channels, convolution.kernel]
            (fanIn, fanOut) = (channels * convolution.kernel, convolution.channels * convolution.kernel)
            shared = outputs / convolution.channels
        case .transposedConvolution(let convolution):
            let (channels, length) = try WeightStructure.channels(of: input, for: structure.name)
            map.tieTransposed(convolution, channels: channels, length: length, outputs: outputs / convolution.channels)
            shape = [channels, convolution.channels, convolution.kernel]
            // PyTorch takes the second dimension of the kernel for its inputs, in a transpose, too.
            (fanIn, fanOut) = (convolution.channels * convolution.kernel, channels * convolution.kernel)
            shared = outputs / convolution.channels
        case .averagePooling(let pooling):
            let (channels, length) = try WeightStructure.channels(of: input, for: structure.name)
            map.setMeans(pooling, channels: channels, length: length, outputs: outputs / channels)
            (shape, fanIn, fanOut) = ([0], 1, 1)
        }
        var count = shape.reduce(1, *)
        if let skip {
            for i in 0..<outputs {
                guard skip.isLinear else {
                    if i < skipWidth { map.set(i, inputs + i, 1) }
                    continue
                }
                for j in 0..<skipWidth { map.tie(i, inputs + j, to: count + i * skipWidth + j) }
            }
            if skip.isLinear { count += outputs * skipWidth }
        }
        sources = map.sources
        constants = map.constants
        parameterShape = shape
        parameterCount = count
        self.fanIn = fanIn
        self.fanOut = fanOut
        outputsPerBias = shared
    }
}
