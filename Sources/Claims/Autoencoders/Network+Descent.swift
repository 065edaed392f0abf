package import Networks

extension Network {
    /// The network after one step of plain gradient descent, w − rate · ∂ℓ/∂w, computed by the reference; no optimizer
    /// of the library is used.
    package func descended(rate: Element, loss: Loss, inputs: Matrix<Element>, targets: Matrix<Element>) -> Network {
        let gradients = Backpropagation(self).gradients(inputs: inputs, targets: targets, loss: loss)
        var network = self
        for (l, gradient) in gradients.layers.enumerated() {
            for (k, slope) in gradient.weight.elements.enumerated() {
                network.layers[l].weight.elements[k] -= rate * slope
            }
            for (k, slope) in (gradient.bias ?? []).enumerated() { network.layers[l].bias?[k] -= rate * slope }
        }
        return network
    }
}
