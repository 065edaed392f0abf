internal import Diagnostics
internal import Networks

/// A chain of layers of one unit each, with weights 1 and random biases, on one input.
struct LayerChain: CustomStringConvertible {
    /// The number of layers L.
    let depth: Int
    private let biases: [Double]
    private let input: Double

    /// Draws biases; in two of three chains they are positive, so that ReLUs stay active.
    init(depth: Int, _ random: inout RationalDraws) {
        self.depth = depth
        let lowest = random.integer(in: 0...2) == 0 ? -1.0 : 0
        biases = (0..<depth).map { _ in random.uniform(in: lowest...1) }
        input = random.uniform(in: 0...1)
    }

    var description: String { "L = \(depth), x = \(NumberText.number(input)), biases \(NumberText.list(biases))" }

    /// Whether every ReLU is active: each preactivation is the sum of what came before.
    var isActive: Bool {
        var sum = input
        for bias in biases {
            sum += bias
            if sum <= 0 { return false }
        }
        return true
    }

    /// ∂ŷ/∂x, by the library.
    func slope(_ activation: Activation) -> Double {
        let layers = biases.map { bias in
            Layer(
                dense: Dense(1, activation: activation), weight: Matrix(rows: 1, columns: 1, repeating: 1.0),
                bias: [bias])
        }
        guard let network = try? Network(inputs: 1, layers: layers) else { return .nan }
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(Matrix(rows: 1, columns: 1, repeating: input))
        return backpropagation.jacobians(pass, sample: 0).network[0, 0]
    }

    /// The library's σ'.
    static func sigmoidSlope(_ s: Double) -> Double {
        Activation.sigmoid.derivative(at: s, activation: Activation.sigmoid.value(at: s))
    }
}
