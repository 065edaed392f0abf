@testable import Networks

/// A random network with data, made from a seed; a failing test prints the seed.
struct RandomCase: CustomStringConvertible {
    let seed: UInt64
    let network: Network<Double>
    let inputs: Matrix<Double>
    let targets: Matrix<Double>
    let loss: Loss

    var description: String {
        let layers = network.layers.map { "\($0.outputs) \($0.dense.activation)" }.joined(separator: ", ")
        return "seed \(seed): \(network.inputs) → \(layers); \(loss), \(inputs.rows) samples"
    }

    static let activations: [Activation] = [
        .identity, .relu, .leakyReLU(slope: 0.25), .sigmoid, .tanh, .softplus, .hardThreshold, .hardTanh,
    ]

    static let losses: [Loss] = [
        .squaredError(.sum), .squaredError(.halfSum), .squaredError(.mean), .hingeResidual(.sum),
        .hingeResidual(.halfSum), .hingeResidual(.mean), .binaryCrossEntropy, .crossEntropy(.mean),
        .crossEntropy(.sum),
    ]

    /// 1 to 4 layers of 1 to 20 units with every activation and loss, and real weights.
    static func general(seed: UInt64) throws -> RandomCase {
        try RandomCase(
            seed: seed, depth: 1...4, width: 1...20, samples: 1...4, activations: activations, losses: losses
        ) { $0.uniform(in: -1...1) }
    }

    /// Piecewise-linear layers and rational losses; weights and data are small multiples
    /// of 1/2, so that sums are exact.
    static func dyadic(seed: UInt64, widths: [Int], depth: ClosedRange<Int>) throws -> RandomCase {
        try RandomCase(
            seed: seed, depth: depth, width: 1...1, widths: widths, samples: 1...9,
            activations: [.identity, .relu, .leakyReLU(slope: 0.5), .hardThreshold, .hardTanh],
            losses: [.squaredError(.sum), .squaredError(.halfSum), .hingeResidual(.sum), .hingeResidual(.halfSum)]
        ) { Double($0.index(below: 5) - 2) / 2 }
    }

    /// ReLU layers and their relatives, rational losses, weights and data that are single-precision numbers of 24 bits.
    static func single(seed: UInt64) throws -> RandomCase {
        try RandomCase(
            seed: seed, depth: 1...3, width: 1...7, samples: 1...4,
            activations: [.relu, .relu, .leakyReLU(slope: 0.125), .identity], losses: losses.filter(\.isRational)
        ) { Double(Float($0.uniform(in: -1...1))) }
    }

    private init(
        seed: UInt64, depth: ClosedRange<Int>, width: ClosedRange<Int>, widths: [Int]? = nil,
        samples: ClosedRange<Int>, activations: [Activation], losses: [Loss],
        draw: (inout RandomStream) -> Double
    ) throws {
        var stream = RandomStream(seed: seed, purpose: .signals, index: 77)
        func pick<T>(_ list: [T]) -> T { list[stream.index(below: list.count)] }
        func size() -> Int { widths.map(pick) ?? pick(Array(width)) }
        let loss = pick(losses)
        let count = pick(Array(depth))
        let inputWidth = size()
        var layers: [Layer<Double>] = []
        var columns = inputWidth
        for l in 0..<count {
            let outputs = size()
            var activation = pick(activations)
            if l == count - 1 {
                switch loss {
                case .squaredError: break
                case .hingeResidual: activation = .relu
                case .binaryCrossEntropy, .binaryCrossEntropyForm: activation = .sigmoid
                case .crossEntropy: activation = .identity
                case .custom: break
                }
            }
            let hasBias = stream.index(below: 3) > 0
            layers.append(
                Layer(
                    dense: Dense(outputs, activation: activation, bias: hasBias),
                    weight: Matrix(
                        rows: outputs, columns: columns, elements: (0..<outputs * columns).map { _ in draw(&stream) }),
                    bias: hasBias ? (0..<outputs).map { _ in draw(&stream) } : nil))
            columns = outputs
        }
        let rows = pick(Array(samples))
        let isCrossEntropy = !loss.isRational
        self.seed = seed
        self.loss = loss
        network = try Network(inputs: inputWidth, layers: layers)
        inputs = Matrix(
            rows: rows, columns: inputWidth, elements: (0..<rows * inputWidth).map { _ in draw(&stream) })
        targets = Matrix(
            rows: rows, columns: columns,
            elements: (0..<rows * columns).map { _ in isCrossEntropy ? stream.uniform() : draw(&stream) })
    }
}
