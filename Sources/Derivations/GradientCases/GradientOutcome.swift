public import Networks

/// The values of a gradient case, as `heaviside gradient --json` prints them. Layers count from 0, rows are samples.
public struct GradientOutcome: Sendable, Encodable {
    /// The loss.
    public let loss: Double
    /// x.
    public let inputs: [[Double]]
    /// y.
    public let targets: [[Double]]
    /// s of each layer.
    public let preactivations: [[[Double]]]
    /// z of each layer.
    public let activations: [[[Double]]]
    /// δ = ∂ℓ/∂s of each layer.
    public let deltas: [[[Double]]]
    /// ∂ℓ/∂ŷ for each sample, a row; absent for the hinge residual, which is a function of s.
    public let lossJacobians: [[Double]]?
    /// ∂z/∂s of each layer for each sample: the diagonal, since the matrix is diagonal.
    public let activationJacobians: [[[Double]]]
    /// ∂s/∂z of each layer by what it receives, `[outputs × inputs]`: its weight, the same for every sample.
    public let layerJacobians: [[[Double]]]
    /// ∂ŷ/∂x for each sample, `[outputs × inputs]`.
    public let networkJacobians: [[[Double]]]
    /// ∂ℓ/∂W of each layer, in the layout asked for.
    public let dW: [[[Double]]]
    /// ∂ℓ/∂b of each layer; null without a bias.
    public let db: [[Double]?]
    /// ∂ℓ/∂x.
    public let dx: [[Double]]
    /// How ∂ℓ/∂W is arranged.
    public let layout: String
    /// The forward table.
    public let modules: [GradientModule]
    /// What has which shape, and the derivative by it.
    public let shapes: [GradientShape]
    /// Whether every value equals what the file expects; absent where it expects nothing.
    public let matches: Bool?
    /// The first entry that differs.
    public let firstDifference: GradientCase.Difference?

    /// Computes a case and compares it with what its file expects.
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
