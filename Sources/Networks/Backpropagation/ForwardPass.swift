/// Everything that a network computes on its way from inputs to outputs.
///
/// Rows are samples. Everywhere in this module u is a preactivation, a an activation, δ = ∂L/∂u, and z a code. Homework
/// 1 writes s for u and z for a, and counts layers from 1: `preactivations[l]` is its s^(l+1), `activations[l]` its
/// z^(l+1), and `inputs` its z^(0) = x.
public struct ForwardPass<Element: Scalar>: Sendable, Hashable {
    /// x, `[samples × inputs]`.
    public let inputs: Matrix<Element>
    /// u = a W^T + b of each layer, a being what it receives, `[samples × outputs of the layer]`.
    public let preactivations: [Matrix<Element>]
    /// a = activation(u) of each layer, `[samples × outputs of the layer]`.
    public let activations: [Matrix<Element>]

    /// ŷ: the last layer's activations, or the inputs where there is no layer.
    public var outputs: Matrix<Element> { activations.last ?? inputs }

    /// What layer `l` receives: the activations of the layer below, or the inputs.
    public func received(by l: Int) -> Matrix<Element> { l == 0 ? inputs : activations[l - 1] }
}
