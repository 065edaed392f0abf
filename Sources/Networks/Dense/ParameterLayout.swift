/// Where each tensor of a network lies in one flat buffer.
///
/// Tensors follow each other from the input to the output, weight before bias, each beginning at a multiple of 16
/// scalars; gradients and an optimizer's moments use the same layout. The padding stays zero.
struct ParameterLayout: Sendable {
    struct Tensor: Sendable {
        let offset: Int
        let count: Int
    }

    let weights: [Tensor]
    let biases: [Tensor?]
    /// The number of scalars, padding included.
    let count: Int
    /// Contiguous stretches of parameters that training may change.
    let trainable: [Range<Int>]
    /// The weights that are projected on W ≥ 0.
    let nonNegative: [Tensor]
    /// The first layer that training may change; nil where none is.
    let firstTrainableLayer: Int?

    init<S: Scalar>(_ network: Network<S>) {
        var (weights, biases, offset): ([Tensor], [Tensor?], Int) = ([], [], 0)
        var (trainable, nonNegative): ([Range<Int>], [Tensor]) = ([], [])
        func place(_ count: Int) -> Tensor {
            defer { offset += (count + 15) / 16 * 16 }
            return Tensor(offset: offset, count: count)
        }
        for layer in network.layers {
            let begin = offset
            let weight = place(layer.weight.elements.count)
            weights.append(weight)
            biases.append(layer.bias.map { place($0.count) })
            guard layer.description.isTrainable else { continue }
            if let last = trainable.last, last.upperBound == begin {
                trainable[trainable.count - 1] = last.lowerBound..<offset
            } else {
                trainable.append(begin..<offset)
            }
            if layer.description.isNonNegative { nonNegative.append(weight) }
        }
        self.weights = weights
        self.biases = biases
        self.count = offset
        self.trainable = trainable
        self.nonNegative = nonNegative
        self.firstTrainableLayer = network.layers.firstIndex { $0.description.isTrainable }
    }

    /// Copies the parameters of a network into a buffer of this layout.
    func write<S: Scalar>(_ network: Network<S>, to buffer: UnsafeMutablePointer<S>) {
        for (l, layer) in network.layers.enumerated() {
            for (k, value) in layer.weight.elements.enumerated() { buffer[weights[l].offset + k] = value }
            if let tensor = biases[l], let bias = layer.bias {
                for (k, value) in bias.enumerated() { buffer[tensor.offset + k] = value }
            }
        }
    }

    /// Copies the parameters in a buffer of this layout into a network.
    func read<S: Scalar>(_ buffer: UnsafeMutablePointer<S>, into network: inout Network<S>) {
        for l in network.layers.indices {
            network.layers[l].weight.elements = Array(
                UnsafeBufferPointer(start: buffer + weights[l].offset, count: weights[l].count))
            if let tensor = biases[l] {
                network.layers[l].bias = Array(
                    UnsafeBufferPointer(start: buffer + tensor.offset, count: tensor.count))
            }
        }
    }
}
