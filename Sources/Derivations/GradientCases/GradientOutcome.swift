public import Networks

/// The values of a gradient case, as `heaviside gradient --json` prints them. Layers count from 0, rows are samples.
///
/// The names are those of Homework 1: s is a layer's preactivation, z its activation, δ = ∂ℓ/∂s.
public struct GradientOutcome: Sendable, Encodable {
    /// The loss.
    public let loss: Double
    /// The inputs x.
    public let inputs: [[Double]]
    /// The targets y.
    public let targets: [[Double]]
    /// The preactivations s of each layer.
    public let preactivations: [[[Double]]]
    /// The activations z of each layer.
    public let activations: [[[Double]]]
    /// δ = ∂ℓ/∂s of each layer.
    public let deltas: [[[Double]]]
    /// ∂ℓ/∂ŷ for each sample, a row; absent for the hinge residual, which is a function of s.
    public let lossJacobians: [[Double]]?
    /// ∂z/∂s of each layer for each sample: the diagonal, since the matrix is diagonal.
    public let activationJacobians: [[[Double]]]
    /// ∂s/∂z of each layer with respect to its input, `[outputs × inputs]`: its weight, the same for every sample.
    public let layerJacobians: [[[Double]]]
    /// ∂ŷ/∂x for each sample, `[outputs × inputs]`.
    public let networkJacobians: [[[Double]]]
    /// ∂ℓ/∂W of each layer, in the chosen layout.
    public let dW: [[[Double]]]
    /// ∂ℓ/∂b of each layer; null without a bias.
    public let db: [[Double]?]
    /// The derivative ∂ℓ/∂x.
    public let dx: [[Double]]
    /// The layout of ∂ℓ/∂W.
    public let layout: String
    /// The modules of the forward table.
    public let modules: [GradientModule]
    /// The shapes of all quantities and of the derivatives with respect to them.
    public let shapes: [GradientShape]
    /// Whether every value equals the expected one; absent where the file expects nothing.
    public let matches: Bool?
    /// The first entry that differs.
    public let firstDifference: GradientCase.Difference?

    /// Computes a case and compares it with its file's expectations.
    public init(_ gradientCase: GradientCase, layout: GradientLayout, tolerance: Double) {
        let (pass, gradients) = gradientCase.evaluate()
        let network = gradientCase.network
        loss = gradients.loss
        inputs = gradientCase.inputs.nested
        targets = gradientCase.targets.nested
        preactivations = pass.preactivations.map(\.nested)
        activations = pass.activations.map(\.nested)
        deltas = gradients.deltas.map(\.nested)
        lossJacobians = gradientCase.loss.outputDerivative(outputs: pass.outputs, targets: gradientCase.targets)?.nested
        let backpropagation = Backpropagation(network)
        let jacobians = (0..<gradientCase.inputs.rows).map { backpropagation.jacobians(pass, sample: $0) }
        activationJacobians = network.layers.indices.map { l in
            jacobians.map { $0.activations[l] }
        }
        layerJacobians = network.layers.map(\.weight.nested)
        networkJacobians = jacobians.map(\.network.nested)
        dW = gradients.layers.map { $0.weight(in: layout).nested }
        db = gradients.layers.map(\.bias)
        dx = gradients.inputs.nested
        self.layout = layout.rawValue
        modules = GradientModule.all(of: network, loss: gradientCase.loss)
        shapes = GradientShape.all(of: network)
        let difference =
            !gradientCase.expected.isEmpty
            ? gradientCase.firstDifference(pass, gradients, tolerance: tolerance) : nil
        firstDifference = difference
        matches = !gradientCase.expected.isEmpty ? difference == nil : nil
    }
}
