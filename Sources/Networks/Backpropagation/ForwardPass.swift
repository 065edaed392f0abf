/// Everything that a network computes on its way from inputs to outputs.
///
/// Rows are samples. Layers count from 0 here and from 1 in Homework 1: `preactivations[l]` is the paper's s^(l+1),
/// `activations[l]` its z^(l+1), and `inputs` its z^(0) = x.
public struct ForwardPass<Element: Scalar>: Sendable, Hashable {
    /// x, `[samples × inputs]`.
    public let inputs: Matrix<Element>
    /// s = z W^T + b of each layer, `[samples × outputs of the layer]`.
    public let preactivations: [Matrix<Element>]
    /// z = activation(s) of each layer, `[samples × outputs of the layer]`.
    public let activations: [Matrix<Element>]

    /// ŷ: the last layer's activations, or the inputs where there is no layer.
    public var outputs: Matrix<Element> { activations.last ?? inputs }

    /// What layer `l` receives: the activations of the layer below, or the inputs.
    public func received(by l: Int) -> Matrix<Element> { l == 0 ? inputs : activations[l - 1] }
}
