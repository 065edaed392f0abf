internal import Analysis
internal import Exact
internal import Networks

/// The reversed solution: z = i, W2 = −1, b2 = (n + 1, n, …, 2), so that a_k = relu(θ − k + 1).
struct ReversedDecoder: CustomStringConvertible {
    /// The signal length n.
    let length: Int

    /// The hidden layer for z = i.
    var ramps: HiddenRamps {
        HiddenRamps(
            weights: Array(repeating: -.one, count: length),
            biases: (0..<length).map { Rational(length + 1 - $0) })
    }

    /// A2 for z = i = 1 … n + 1.
    var activations: ExactMatrix { ramps.activations(at: (1...(length + 1)).map { Rational($0) }) }

    /// A2 for z = θ = n … 0, W2 = 1, b2 = (0, −1, …, −n + 1).
    var activationsFromPosition: ExactMatrix {
        NaiveDecoder.ramps(length).activations(at: (0...length).map { Rational(length - $0) })
    }

    /// W3: with p = n + 1 − j, the entry +1 in column p and −1 in column p + 1 where that exists; in the paper's
    /// indices.
    var lastLayer: ExactLastLayer {
        var weights = ExactMatrix(rows: length, columns: length)
        for j in 1...length {
            let p = length + 1 - j
            weights[j - 1, p - 1] = .one
            if p < length { weights[j - 1, p] = -.one }
        }
        return ExactLastLayer(weights: weights)
    }

    /// Whether the library's construction for z = θ has these weights.
    func isLibrarys() throws -> Bool {
        let network = try CanonicalAutoencoder(StepFunctions(length: length)).network(as: Double.self)
        let last = network.layers[2].weight.map { Rational($0) }
        let biases = (network.layers[1].bias ?? []).map { Rational($0) }
        return last.elements == lastLayer.weights.elements && network.layers[2].bias == nil
            && biases == NaiveDecoder.ramps(length).biases && network.layers[1].weight.elements.allSatisfy { $0 == 1 }
    }

    /// Whether the library's construction reconstructs every step in the real numbers that its weights denote.
    static func isReconstruction(length: Int) throws -> Bool {
        let steps = StepFunctions(length: length)
        return try ExactReconstruction(
            ExactNetwork(CanonicalAutoencoder(steps).network(as: Double.self)),
            on: ExactSamples(steps.samples(), in: Double.self)
        ).isExact
    }

    /// The squared error of the whole autoencoder, z = i, in rational numbers.
    func loss() throws -> Rational {
        let last = lastLayer.weights
        let autoencoder = PaperAutoencoder(
            w1: Array(repeating: -Rational.one, count: length), b1: Rational(length + 1), w2: ramps.weights,
            b2: ramps.biases, w3: Matrix(last))
        let x = Matrix(StepForm.targets(length))
        let backpropagation = try Backpropagation(autoencoder.network())
        return backpropagation.gradients(inputs: x, targets: x, loss: .squaredError(.sum)).loss
    }

    /// Whether the library's construction is exact in a floating-point precision, whatever the order of its sums.
    static func isExact<S: TrainableScalar & BinaryFloatingPoint>(
        _ steps: StepFunctions, orders: UInt64, in type: S.Type
    ) throws -> Bool {
        let network = try CanonicalAutoencoder(steps).network(as: S.self)
        let samples = try steps.samples()
        let natural = IEEEEvaluation(network, on: samples)
        return natural.isExact && natural.isExactInAnyOrder
            && (0..<orders).allSatisfy { IEEEEvaluation(network, on: samples, order: $0).isExact }
    }

    /// Whether the library's construction is exact in a floating-point precision with sums in their natural order.
    static func isEvaluatedExactly<S: TrainableScalar & BinaryFloatingPoint>(
        _ steps: StepFunctions, in type: S.Type
    ) throws -> Bool {
        try IEEEEvaluation(CanonicalAutoencoder(steps).network(as: S.self), on: steps.samples()).isExact
    }

    var description: String { "n = \(length)" }
}
