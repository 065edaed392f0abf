/// Which entries of a weight matrix are the same parameter, and which are constant.
///
/// - Complexity: O(outputs · inputs) to build and to hold.
public struct WeightTying: Sendable, Hashable {
    /// An entry that no training changes.
    public struct Constant: Sendable, Hashable {
        /// Its index in the row-major matrix.
        public let place: Int
        /// Its value.
        public let value: Double
    }

    /// The parameter of each entry of the `[outputs × inputs]` weight, row-major; −1 for a constant one.
    public let sources: [Int32]
    /// The constant entries that are not 0.
    public let constants: [Constant]
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
        guard Self.isNeeded(structure, skip: skip) else { return nil }
        let inputs = input.reduce(1, *)
        let parameters = try StructureParameters(of: structure, input: input, outputs: outputs)
        var map = TyingMap(rows: outputs, columns: inputs + skipWidth)
        switch structure {
        case .full: map.tieFull(columns: inputs)
        case .toeplitz: map.tieDiagonals(columns: inputs)
        case .diagonal: for i in 0..<outputs { map.tie(i, i, to: i) }
        case .convolution(let convolution):
            let (channels, length) = try WeightStructure.channels(of: input, for: structure.name)
            map.tie(convolution, channels: channels, length: length, outputs: outputs / convolution.channels)
        case .transposedConvolution(let convolution):
            let (channels, length) = try WeightStructure.channels(of: input, for: structure.name)
            map.tieTransposed(convolution, channels: channels, length: length, outputs: outputs / convolution.channels)
        case .averagePooling: break
        }
        var count = parameters.shape.reduce(1, *)
        if skip?.isLinear == true {
            for i in 0..<outputs {
                for j in 0..<skipWidth { map.tie(i, inputs + j, to: count + i * skipWidth + j) }
            }
            count += outputs * skipWidth
        }
        sources = map.sources
        constants = try Self.constants(structure, input: input, outputs: outputs, skip: skip, skipWidth: skipWidth)
        parameterShape = parameters.shape
        parameterCount = count
        (fanIn, fanOut) = (parameters.fanIn, parameters.fanOut)
        outputsPerBias = parameters.outputsPerBias
    }

    /// Whether some entries are tied or constant.
    static func isNeeded(_ structure: WeightStructure, skip: Skip?) -> Bool {
        structure != .full || skip?.isLinear == false
    }

    /// The constant entries that are not 0: the means of pooling, and the identity of a skip.
    ///
    /// - Complexity: O(their number).
    static func constants(
        _ structure: WeightStructure, input: [Int], outputs: Int, skip: Skip?, skipWidth: Int
    ) throws(StructureError) -> [Constant] {
        let inputs = input.reduce(1, *)
        let columns = inputs + skipWidth
        var constants: [Constant] = []
        if case .averagePooling(let pooling) = structure {
            let (channels, length) = try WeightStructure.channels(of: input, for: structure.name)
            let perChannel = outputs / channels
            for i in 0..<outputs {
                let (c, t) = (i / perChannel, i % perChannel)
                for k in 0..<pooling.window {
                    let j = t * pooling.stride + k - pooling.padding
                    guard (0..<length).contains(j) else { continue }
                    constants.append(
                        Constant(place: i * columns + c * length + j, value: 1 / Double(pooling.window)))
                }
            }
        }
        if skip?.isLinear == false {
            for i in 0..<min(outputs, skipWidth) {
                constants.append(Constant(place: i * columns + inputs + i, value: 1))
            }
        }
        return constants
    }
}
