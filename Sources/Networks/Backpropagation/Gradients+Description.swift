internal import Diagnostics

// What a forward pass and its derivatives print: sizes, not numbers.

extension ForwardPass: CustomStringConvertible {
    /// One line: "forward pass of 130 samples through 3 layers: 129 → 1 → 129 → 129".
    public var description: String {
        let widths = [inputs.columns] + activations.map(\.columns)
        return "forward pass of \(NumberText.plural(inputs.rows, "sample")) through "
            + "\(NumberText.plural(activations.count, "layer")): "
            + widths.map { NumberText.count($0) }.joined(separator: " → ")
    }
}

extension Gradients: CustomStringConvertible {
    /// One line: "gradients of a loss of 0.25: ∂L/∂W 1 × 129, 129 × 1, 129 × 129".
    public var description: String {
        "gradients of a loss of \(loss): ∂L/∂W "
            + layers.map { "\($0.weight.rows) × \($0.weight.columns)" }.joined(separator: ", ")
    }
}

extension LayerGradient: CustomStringConvertible {
    /// One line: "∂L/∂W 129 × 1, ∂L/∂b of 129 entries".
    public var description: String {
        "∂L/∂W \(weight.rows) × \(weight.columns)"
            + (bias.map { ", ∂L/∂b of \(NumberText.plural($0.count, "entry"))" } ?? "")
    }
}

extension Jacobians: CustomStringConvertible {
    /// One line: "Jacobians of 3 layers: ∂ŷ/∂x 129 × 129".
    public var description: String {
        "Jacobians of \(NumberText.plural(layers.count, "layer")): ∂ŷ/∂x \(network.rows) × \(network.columns)"
    }
}
