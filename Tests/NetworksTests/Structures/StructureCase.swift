@testable import Networks

/// A random network whose layers have structures and skips, with data, made from a seed.
///
/// Weights and data are small multiples of 1/2 and activations piecewise linear, so that sums are exact in `Double`,
/// and preactivations often lie on a kink.
struct StructureCase: CustomStringConvertible {
    let seed: UInt64
    let network: Network<Double>
    let inputs: Matrix<Double>
    let targets: Matrix<Double>

    var description: String { "seed \(seed): \(network)" }

    init(seed: UInt64, activations: [Activation] = [.identity, .relu, .relu, .leakyReLU(slope: 0.5)]) throws {
        var stream = RandomStream(seed: seed, purpose: .signals, index: 91)
        func draw() -> Double { Double(stream.index(below: 5) - 2) / 2 }
        func pick(_ range: ClosedRange<Int>) -> Int { range.lowerBound + stream.index(below: range.count) }
        self.seed = seed
        var shapes = [stream.index(below: 2) == 0 ? [pick(2...6)] : [pick(1...2), pick(2...4)]]
        let input = shapes[0]
        var layers: [Dense] = []
        let depth = pick(1...4)
        while layers.count < depth {
            let l = layers.count
            let below = shapes[l].reduce(1, *)
            var dense: Dense
            switch stream.index(below: 7) {
            case 0:
                dense = .convolution(
                    pick(1...2), kernel: pick(1...3), stride: pick(1...2), padding: pick(0...1), dilation: pick(1...2))
            case 1:
                dense = .transposedConvolution(
                    pick(1...2), kernel: pick(1...3), stride: pick(1...3), padding: pick(0...1), dilation: pick(1...2),
                    outputPadding: pick(0...1))
            case 2: dense = .toeplitz(pick(1...4))
            case 3: dense = .scale(below)
            case 4: dense = .averagePooling(pick(0...1) == 0 ? 2 : 4, stride: pick(1...2), padding: pick(0...1))
            default: dense = Dense(pick(1...4))
            }
            dense.activation = activations[stream.index(below: activations.count)]
            if case .averagePooling = dense.structure {} else { dense.hasBias = stream.index(below: 3) > 0 }
            if l >= 1, stream.index(below: 3) == 0 {
                dense = dense.skipping(pick(2...l + 1), linear: stream.index(below: 2) == 0)
            }
            // What does not fit is drawn again.
            guard let resolved = try? Dense.resolved(layers + [dense], inputShape: input),
                let outputs = resolved.last?.outputs, outputs <= 12
            else { continue }
            layers.append(dense)
            shapes.append(try dense.structure.outputShape(of: shapes[l], outputs: dense.outputs))
        }
        let inputCount = input.reduce(1, *)
        var network = try Network<Double>(
            inputs: inputCount, shape: input, layers: layers, initialization: .zeros, seed: 1)
        for l in network.layers.indices {
            let values = network.layers[l].parameters.map { $0.elements.map { _ in draw() } }
            network.layers[l] = network.layers[l].with(parameters: values)
        }
        self.network = network
        let rows = pick(1...3)
        inputs = Matrix(rows: rows, columns: inputCount, elements: (0..<rows * inputCount).map { _ in draw() })
        targets = Matrix(
            rows: rows, columns: network.outputs, elements: (0..<rows * network.outputs).map { _ in draw() })
    }
}
