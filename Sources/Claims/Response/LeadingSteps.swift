internal import Analysis
package import Exact
package import Networks

/// The step functions of the paper: ones on the left, θ = 0 … n in this order, so that θ is the index of the row.
package struct LeadingSteps {
    /// The step functions as the library defines them.
    package let family: StepFunctions
    /// The samples that the library makes of them.
    package let samples: SampleSet

    package init(_ length: Int, amplitude: Amplitudes = 1, blank: Bool = true) throws {
        family = StepFunctions(length: length, amplitude: amplitude, orientation: .leadingOnes, blank: blank)
        samples = try family.samples()
    }

    /// The signals as rational numbers, `[samples × n]`.
    var exactSignals: Matrix<Rational> { samples.signals.map { Rational($0) } }

    /// x(j) = 1 if j ≤ θ, else 0, for j = 1 … n: definition 2.2 itself.
    package static func signal(_ length: Int, _ theta: Rational) -> [Rational] {
        (1...length).map { Rational($0) <= theta ? .one : .zero }
    }

    /// The error of every sample in the real numbers that the weights denote.
    func reconstruction<S: TrainableScalar>(_ network: Network<S>) throws -> ExactReconstruction {
        try ExactReconstruction(ExactNetwork(network), on: ExactSamples(samples, in: S.self))
    }

    /// The loss of the autoencoder that answers every signal with the same vector: without a code it cannot do better.
    func constantLoss(_ output: [Rational]) throws -> Rational {
        let n = output.count
        let network = try Network(
            inputs: n,
            layers: [
                Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: n, repeating: .zero), bias: [.zero]),
                Layer(dense: Dense(n), weight: Matrix(rows: n, columns: 1, repeating: .zero), bias: output),
            ])
        return ExactAndComputedLoss.loss(network, exactSignals)
    }

    /// The map of what the network's decoder does with every code.
    func atlas(_ network: Network<Double>) throws -> DecoderAtlas {
        try DecoderAtlas(ExactNetwork(network), on: ExactSamples(samples, in: Double.self))
    }

    /// Whether the network reproduces each of `signals`, both in its own arithmetic and by the reference.
    package static func areReproduced<S: Scalar>(_ signals: Matrix<S>, by network: Network<S>) -> Bool {
        Backpropagation(network).forward(signals).outputs == signals
    }

    /// The layers after the code.
    static func decoder<S: Scalar>(of network: Network<S>) throws -> Network<S> {
        try Network(inputs: network.layers[0].outputs, layers: Array(network.layers.dropFirst()))
    }
}
