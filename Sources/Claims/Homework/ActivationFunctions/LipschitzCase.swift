internal import Analysis
internal import Networks

/// A network whose slopes are both measured and bounded.
struct LipschitzCase: CustomStringConvertible {
    let description: String
    /// Largest slope at the samples, and the product of the layers' constants.
    let bounds: LipschitzBounds
    /// The largest |f(x) − f(x')|/|x − x'| over pairs of samples.
    let secant: Double

    private init?(_ network: Network<Double>, at inputs: Matrix<Double>, description: String) {
        guard let bounds = LipschitzBounds(of: network, at: inputs) else { return nil }
        self.bounds = bounds
        self.description = description
        let outputs = network.forward(inputs).outputs
        func distance(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
            zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
        }
        var steepest = 0.0
        for i in 0..<inputs.rows {
            for j in 0..<i {
                let slope = distance(outputs.row(i), outputs.row(j)) / distance(inputs.row(i), inputs.row(j))
                if slope > steepest { steepest = slope }
            }
        }
        secant = steepest
    }

    /// Networks 3 → 8 → 8 → 2 of one activation each, drawn at random.
    static func all(_ random: inout RationalDraws) throws -> [LipschitzCase] {
        let activations: [Activation] = [.identity, .relu, .leakyReLU(slope: 0.1), .sigmoid, .tanh, .softplus]
        return try activations.compactMap { activation in
            let network = try Network<Double>(
                inputs: 3, layers: [Dense(8, activation: activation), Dense(8, activation: activation), Dense(2)],
                initialization: .he(.normal), seed: random.next())
            let samples = Matrix(rows: 200, columns: 3, elements: (0..<600).map { _ in random.normal() })
            return LipschitzCase(network, at: samples, description: activation.description)
        }
    }

    /// Chains of one unit a layer, biased so that at x = 0 every activation is at its steepest.
    static var chains: [LipschitzCase] {
        let steepest: [(Activation, Double)] = [
            (.identity, 0), (.relu, 1), (.leakyReLU(slope: 0.1), 1), (.sigmoid, 0), (.tanh, 0),
        ]
        return steepest.compactMap { activation, preactivation in
            var received = 0.0
            let layers = [2.0, -3, 0.5].map { weight in
                let bias = preactivation - weight * received
                received = activation.value(at: preactivation)
                return Layer(
                    dense: Dense(1, activation: activation), weight: Matrix(rows: 1, columns: 1, repeating: weight),
                    bias: [bias])
            }
            guard let network = try? Network(inputs: 1, layers: layers) else { return nil }
            let points = Matrix(rows: 2, columns: 1, elements: [0.0, 1e-3])
            return LipschitzCase(network, at: points, description: "a chain of 3, \(activation)")
        }
    }
}
