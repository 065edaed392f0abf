internal import Diagnostics

/// How the entries of a weight matrix hang together.
///
/// Every structure is a matrix W, `[outputs × inputs]`, some entries of which are one and the same parameter, and
/// others constant: ``WeightTying`` says which. Whatever takes a weight matrix (passes, exact arithmetic, certificates)
/// takes a structured one as it is; only training has to know more.
public enum WeightStructure: Sendable, Hashable {
    /// Every entry is a parameter of its own: a fully connected layer.
    case full
    /// A convolution in one dimension.
    case convolution(Convolution)
    /// The transpose of a convolution in one dimension.
    case transposedConvolution(Convolution)
    /// W_ij = t_(i−j+inputs−1): one parameter for each diagonal, outputs + inputs − 1 in all.
    case toeplitz
    /// W = diag(t), as many outputs as inputs.
    case diagonal
    /// The mean of each window of a channel; no parameters.
    case averagePooling(AveragePooling)

    /// The name that specs use.
    public var name: String {
        switch self {
        case .full: "dense"
        case .convolution: "convolution"
        case .transposedConvolution: "transposedConvolution"
        case .toeplitz: "toeplitz"
        case .diagonal: "scale"
        case .averagePooling: "averagePooling"
        }
    }

    /// Whether the number of outputs is given, and does not follow from the inputs.
    public var takesOutputs: Bool {
        switch self {
        case .full, .toeplitz, .diagonal: true
        case .convolution, .transposedConvolution, .averagePooling: false
        }
    }

    /// The shape of the outputs for inputs of a shape.
    ///
    /// - Parameters:
    ///   - input: the shape of the inputs; one dimension is one channel.
    ///   - outputs: the number of outputs, of structures that take one.
    /// - Returns: the shape: [channels, length], or one number where the outputs have no order.
    /// - Throws: ``StructureError`` for inputs that the structure cannot take.
    public func outputShape(of input: [Int], outputs: Int) throws(StructureError) -> [Int] {
        switch self {
        case .full, .toeplitz: return [outputs]
        case .diagonal:
            let inputs = input.reduce(1, *)
            guard outputs == inputs else {
                throw StructureError(
                    key: name, problem: "\(outputs) units: expected as many as the layer receives, \(inputs)")
            }
            return input
        case .convolution(let convolution):
            let (_, length) = try Self.channels(of: input, for: name)
            return [convolution.channels, try convolution.outputLength(of: length)]
        case .transposedConvolution(let convolution):
            let (_, length) = try Self.channels(of: input, for: name)
            return [convolution.channels, try convolution.transposedLength(of: length)]
        case .averagePooling(let pooling):
            let (channels, length) = try Self.channels(of: input, for: name)
            return [channels, try pooling.outputLength(of: length)]
        }
    }

    /// The most entries of a structured weight matrix, and the most parameters that it is made of: 2^24.
    public static var maximumSize: Int { 1 << 24 }

    /// Checks that matrix and parameters have a size that can be held.
    ///
    /// - Throws: ``StructureError`` where one is larger than ``maximumSize``.
    func checkSize(input: [Int], outputs: Int) throws(StructureError) {
        guard self != .full else { return }
        // Both are at most 2^20.
        let entries = input.reduce(1, *) * outputs
        var parameters = 0
        switch self {
        case .convolution(let own), .transposedConvolution(let own):
            let (channels, _) = try Self.channels(of: input, for: name)
            // Each factor is at most 2^20.
            parameters = min(channels * own.channels, Self.maximumSize + 1) * own.kernel
        case .full, .toeplitz, .diagonal, .averagePooling: break
        }
        for (what, size) in [("entries", entries), ("parameters", parameters)] where size > Self.maximumSize {
            throw StructureError(
                key: name,
                problem: "its weight matrix has \(NumberText.count(size)) \(what): expected at most "
                    + NumberText.count(Self.maximumSize))
        }
    }

    /// A shape as channels of a length.
    static func channels(of shape: [Int], for name: String) throws(StructureError) -> (channels: Int, length: Int) {
        switch shape.count {
        case 1: return (1, shape[0])
        case 2: return (shape[0], shape[1])
        default:
            throw StructureError(
                key: name, problem: "it receives the shape \(shape): expected [channels, length] or [length]")
        }
    }
}
