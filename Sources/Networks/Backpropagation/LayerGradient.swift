/// The derivatives of the loss by the parameters of one layer.
public struct LayerGradient<Element: Scalar>: Sendable, Hashable {
    /// ∂L/∂W, `[outputs × inputs]`.
    public var weight: Matrix<Element>
    /// ∂L/∂b, `[outputs]`; nil for a layer without bias.
    public var bias: [Element]?

    /// ∂L/∂W in either layout.
    public func weight(in layout: GradientLayout) -> Matrix<Element> {
        switch layout {
        case .weightShaped: weight
        case .numerator: weight.transposed()
        }
    }
}
