/// The results that a file expects of a gradient case; nil where it states none.
public struct GradientExpectations: Sendable, Hashable {
    /// The preactivations of each layer, `[layers][samples][outputs]`.
    public let preactivations: [[[Double]]]?
    /// The activations of each layer, `[layers][samples][outputs]`.
    public let activations: [[[Double]]]?
    /// The loss.
    public let loss: Double?
    /// ∂L/∂W of each layer, `[layers][outputs][inputs]`.
    public let weights: [[[Double]]]?
    /// ∂L/∂b of each layer, `[layers][outputs]`; nil for a layer without bias.
    public let biases: [[Double]?]?
    /// ∂L/∂x, `[samples][inputs]`.
    public let inputs: [[Double]]?

    init(_ file: GradientCaseFile) {
        preactivations = file.preactivations
        activations = file.activationsOut
        loss = file.lossValue
        weights = file.dW
        biases = file.db
        inputs = file.dx
    }

    /// Whether the file expects nothing.
    public var isEmpty: Bool {
        preactivations == nil && activations == nil && loss == nil && weights == nil && biases == nil && inputs == nil
    }
}
