/// The loss and its derivatives by everything that a network is made of.
public struct Gradients<Element: Scalar>: Sendable, Hashable {
    /// The value of the loss.
    public let loss: Element
    /// δ = ∂L/∂u of each layer, `[samples × outputs of the layer]`.
    public let deltas: [Matrix<Element>]
    /// ∂L/∂W and ∂L/∂b of each layer.
    public let layers: [LayerGradient<Element>]
    /// ∂L/∂x, `[samples × inputs]`.
    public let inputs: Matrix<Element>
}
