/// A layer of a ``LayerStack``: a linear map, a bias, a function of each unit.
public struct StackLayer: Sendable, Hashable {
    /// The linear map.
    public enum Kind: Sendable, Hashable {
        /// Weights `[outputs × inputs]`.
        case dense
        /// Weights `[units]`: each unit times a number.
        case diagonal
        /// A cross-correlation in one dimension, weights `[channels × inputs × taps]`.
        case convolution(StackConvolution)
        /// Its transpose, weights `[inputs × channels × taps]`.
        case transposedConvolution(StackConvolution)
        /// The mean of each window of a channel, zeros of the padding included; no weights.
        case averagePooling(StackConvolution)
    }

    /// The linear map.
    public var kind: Kind
    /// The shape of a signal that comes in: [units], or [channels, length].
    public let inputShape: [Int]
    /// The shape of a signal that goes out.
    public let outputShape: [Int]
    /// The weights in row-major order, in the shape that their kind has.
    public var weight: [Double]
    /// A number for each unit, or for each channel of a convolution; nil for none.
    public var bias: [Double]?
    /// The function of each unit.
    public var activation: StackActivation

    /// Creates a layer. Nothing is checked.
    public init(
        _ kind: Kind, inputShape: [Int], outputShape: [Int], weight: [Double], bias: [Double]? = nil,
        activation: StackActivation = .identity
    ) {
        (self.kind, self.inputShape, self.outputShape) = (kind, inputShape, outputShape)
        (self.weight, self.bias, self.activation) = (weight, bias, activation)
    }

    /// The number of units that come in.
    public var inputs: Int { inputShape.reduce(1, *) }
    /// The number of units that go out.
    public var outputs: Int { outputShape.reduce(1, *) }

    /// The units in a row that share a bias: the length of a channel of a convolution, else 1.
    var unitsPerBias: Int {
        switch kind {
        case .dense, .diagonal: 1
        case .convolution, .transposedConvolution, .averagePooling: outputShape.last ?? 1
        }
    }
}
