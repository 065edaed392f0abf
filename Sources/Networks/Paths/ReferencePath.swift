/// The loss and its gradient by ``Backpropagation``: readable, allocating, slow, and right for every shape.
final class ReferencePath<Element: KernelScalar>: LossGradient {
    private var network: Network<Element>
    let layout: ParameterLayout
    private let loss: Loss

    init(_ network: Network<Element>, layout: ParameterLayout, loss: Loss) {
        self.network = network
        self.layout = layout
        self.loss = loss
    }

    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        layout.read(parameters, into: &network)
        func matrix(_ start: UnsafePointer<Element>, columns: Int) -> Matrix<Element> {
            Matrix(
                rows: rows.count, columns: columns,
                elements: Array(UnsafeBufferPointer(start: start, count: rows.count * columns)))
        }
        let gradients = Backpropagation(network).gradients(
            inputs: matrix(rows.inputs, columns: network.inputs),
            targets: matrix(rows.targets, columns: network.outputs), loss: loss)
        if let gradient {
            for l in network.layers.indices where network.layers[l].dense.isTrainable {
                for (k, value) in gradients.layers[l].weight.elements.enumerated() {
                    gradient[layout.weights[l].offset + k] = value
                }
                if let tensor = layout.biases[l], let bias = gradients.layers[l].bias {
                    for (k, value) in bias.enumerated() { gradient[tensor.offset + k] = value }
                }
            }
        }
        return gradients.loss.doubleValue
    }
}
