/// The loss and its gradient by ``Backpropagation``: readable, allocating, slow, and right for every shape.
final class ReferencePath<Element: KernelScalar>: LossGradient {
    private var network: Network<Element>
    let layout: ParameterLayout
    private let loss: Loss
    private(set) var problem: TrainingError?

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
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(matrix(rows.inputs, columns: network.inputs))
        let targets = matrix(rows.targets, columns: network.outputs)
        let gradients = backpropagation.gradients(pass, targets: targets, loss: loss)
        problem = Self.problem(in: network, loss, pass, targets)
        if problem != nil { return .nan }
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

    /// What the caller's own activations and loss did wrong.
    private static func problem(
        in network: Network<Element>, _ loss: Loss, _ pass: ForwardPass<Element>, _ targets: Matrix<Element>
    ) -> TrainingError? {
        for (l, layer) in network.layers.enumerated() {
            if case .custom(let custom) = layer.dense.activation,
                let wrong = custom.problem(at: pass.preactivations[l].elements)
            {
                return TrainingError(place: "network.\(l).activation", problem: wrong)
            }
        }
        guard let custom = loss.function else { return nil }
        let (samples, count) = (pass.outputs.rows, pass.outputs.columns)
        let wrong: String? = pass.outputs.elements.withUnsafeBufferPointer { outputs in
            targets.elements.withUnsafeBufferPointer { targets in
                guard let a = outputs.baseAddress, let y = targets.baseAddress else { return nil }
                return custom.problem(outputs: a, targets: y, samples: samples, count: count)
            }
        }
        return wrong.map { TrainingError(place: "loss", problem: $0) }
    }
}
