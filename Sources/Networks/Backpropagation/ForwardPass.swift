/// Everything that a network computes on its way from inputs to outputs.
///
/// Rows are samples. Everywhere in this module u is a preactivation, a an activation, δ = ∂L/∂u, and z a code. Homework
/// 1 writes s for u and z for a, and counts layers from 1: `preactivations[l]` is its s^(l+1), `activations[l]` its
/// z^(l+1), and `inputs` its z^(0) = x.
public struct ForwardPass<Element: Scalar>: Sendable, Hashable {
    /// x, `[samples × inputs]`.
    public let inputs: Matrix<Element>
    /// u = a W^T + b of each layer, a being what it receives, `[samples × outputs of the layer]`.
    public private(set) var preactivations: [Matrix<Element>] = []
    /// a = activation(u) of each layer, `[samples × outputs of the layer]`.
    public private(set) var activations: [Matrix<Element>] = []
    private var skips: [Skip?] = []

    /// A pass that has not begun.
    init(inputs: Matrix<Element>) { self.inputs = inputs }

    /// Adds the preactivations of the next layer.
    mutating func append(_ u: Matrix<Element>, of layer: Layer<Element>) {
        preactivations.append(u)
        activations.append(u.map { layer.dense.activation.value(at: $0) })
        skips.append(layer.dense.skip)
    }

    /// What the next layer receives: the activations of the last one, or the inputs, and those that a skip adds.
    func received(by layer: Layer<Element>) -> Matrix<Element> { received(activations.count, layer.dense.skip) }

    /// ŷ: the last layer's activations, or the inputs where there is no layer.
    public var outputs: Matrix<Element> { activations.last ?? inputs }

    /// What layer `l` receives: the activations of the layer below, or the inputs, and those that a skip adds.
    public func received(by l: Int) -> Matrix<Element> { received(l, skips[l]) }

    private func received(_ l: Int, _ skip: Skip?) -> Matrix<Element> {
        let below = l == 0 ? inputs : activations[l - 1]
        guard let skip else { return below }
        let earlier = l == skip.layers - 1 ? inputs : activations[l - skip.layers]
        return below.beside(earlier)
    }
}
