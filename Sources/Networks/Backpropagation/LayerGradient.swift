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

    /// The same, each derivative by a parameter written at every weight and bias that is tied to it.
    func tied(by tying: WeightTying?) -> LayerGradient {
        guard let tying else { return self }
        var tied = self
        tied.weight.elements = tying.tied(weight.elements)
        tied.bias = bias.map { tying.tiedBias($0) }
        return tied
    }
}
