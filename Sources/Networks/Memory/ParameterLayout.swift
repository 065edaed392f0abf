/// Where each tensor of a network lies in one flat buffer.
///
/// Tensors follow each other from the input to the output, weight before bias, each beginning at a multiple of 16
/// scalars; gradients and an optimizer's moments use the same layout. The padding stays zero.
struct ParameterLayout: Sendable {
    struct Tensor: Sendable {
        let offset: Int
        /// The number of scalars, padding included.
        let count: Int
        /// The shape of the parameter: a bias is one row.
        let rows: Int
        let columns: Int
        /// Where it is not nil, the tensor is laid out transposed, each column beginning so many scalars after the
        /// last.
        let columnStride: Int?

        /// The rows as they lie in memory, and the columns with their padding.
        var major: Int { columnStride == nil ? rows : columns }
        var memoryColumns: Int { columnStride ?? columns }
        /// The columns as they lie in memory, without padding.
        var minor: Int { columnStride == nil ? columns : rows }

        func write<S: Scalar>(_ elements: [S], to buffer: UnsafeMutablePointer<S>) {
            guard let columnStride else {
                for (k, value) in elements.enumerated() { buffer[offset + k] = value }
                return
            }
            for i in 0..<rows {
                for j in 0..<columns { buffer[offset + j * columnStride + i] = elements[i * columns + j] }
            }
        }

        func read<S: Scalar>(_ buffer: UnsafeMutablePointer<S>) -> [S] {
            guard let columnStride else {
                return Array(UnsafeBufferPointer(start: buffer + offset, count: rows * columns))
            }
            return (0..<rows * columns).map { buffer[offset + $0 % columns * columnStride + $0 / columns] }
        }

        /// The same into an array of the right length, without an allocation.
        func read<S: Scalar>(_ buffer: UnsafeMutablePointer<S>, into elements: inout [S]) {
            elements.withUnsafeMutableBufferPointer { elements in
                guard let target = elements.baseAddress else { return }
                guard let columnStride else {
                    target.update(from: buffer + offset, count: rows * columns)
                    return
                }
                for i in 0..<rows {
                    for j in 0..<columns { target[i * columns + j] = buffer[offset + j * columnStride + i] }
                }
            }
        }
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

    /// The tensors that training may change, from the input to the output.
    var trainableTensors: [Tensor] {
        weights.indices.flatMap { l in [weights[l]] + (biases[l].map { [$0] } ?? []) }.filter(isTrainable)
    }

    /// The weight matrices among them, those of one row or column included.
    var trainableWeights: [Tensor] { weights.filter(isTrainable) }

    /// The biases among them.
    var trainableBiases: [Tensor] { biases.compactMap { $0 }.filter(isTrainable) }

    private func isTrainable(_ tensor: Tensor) -> Bool { trainable.contains { $0.contains(tensor.offset) } }

    /// Scalars, rounded up to a multiple of 16.
    static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

    /// The layout for a sweep: the last layer's weight is transposed, with padded columns.
    static func forSweep<S: Scalar>(_ network: Network<S>) -> ParameterLayout {
        ParameterLayout(network, transposingLast: true)
    }

    init<S: Scalar>(_ network: Network<S>, transposingLast: Bool = false) {
        var (weights, biases, offset): ([Tensor], [Tensor?], Int) = ([], [], 0)
        var (trainable, nonNegative): ([Range<Int>], [Tensor]) = ([], [])
        func place(rows: Int, columns: Int, columnStride: Int? = nil) -> Tensor {
            let count = columnStride.map { $0 * columns } ?? rows * columns
            defer { offset += Self.padded(count) }
            return Tensor(offset: offset, count: count, rows: rows, columns: columns, columnStride: columnStride)
        }
        for (l, layer) in network.layers.enumerated() {
            let begin = offset
            let isTransposed = transposingLast && l == network.layers.count - 1
            let weight = place(
                rows: layer.outputs, columns: layer.inputs,
                columnStride: isTransposed ? Self.padded(layer.outputs) : nil)
            weights.append(weight)
            biases.append(layer.bias.map { place(rows: 1, columns: $0.count) })
            guard layer.dense.isTrainable else { continue }
            if let last = trainable.last, last.upperBound == begin {
                trainable[trainable.count - 1] = last.lowerBound..<offset
            } else {
                trainable.append(begin..<offset)
            }
            if layer.dense.isNonNegative { nonNegative.append(weight) }
        }
        self.weights = weights
        self.biases = biases
        self.count = offset
        self.trainable = trainable
        self.nonNegative = nonNegative
        self.firstTrainableLayer = network.layers.firstIndex { $0.dense.isTrainable }
    }

    /// Copies the parameters of a network into a buffer of this layout.
    func write<S: Scalar>(_ network: Network<S>, to buffer: UnsafeMutablePointer<S>) {
        for (l, layer) in network.layers.enumerated() {
            weights[l].write(layer.weight.elements, to: buffer)
            if let tensor = biases[l], let bias = layer.bias { tensor.write(bias, to: buffer) }
        }
    }

    /// Copies the parameters in a buffer of this layout into a network.
    func read<S: Scalar>(_ buffer: UnsafeMutablePointer<S>, into network: inout Network<S>) {
        for l in network.layers.indices {
            network.layers[l].weight.elements = weights[l].read(buffer)
            if let tensor = biases[l] { network.layers[l].bias = tensor.read(buffer) }
        }
    }
}
