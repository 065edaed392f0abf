internal import Diagnostics
internal import Exact
internal import Networks

/// The two-layer network with sigmoids σ(w z + b) in place of thresholds, trained with the encoder fixed.
struct ThresholdSurrogate: CustomStringConvertible {
    private let seed: UInt64
    /// −w/b of each output, which is 1 over the code at which the output crosses ½, exactly.
    let weights: [Rational]
    /// The mean squared error at the start.
    let lossBefore: Double
    /// The mean squared error at the end.
    let lossAfter: Double

    init(_ steps: LeadingSteps, seed: UInt64) throws {
        self.seed = seed
        let n = steps.family.length
        var network = try Network<Double>(
            inputs: n, layers: [Dense(1, bias: false, frozen: true), Dense(n, activation: .sigmoid)],
            initialization: .uniform(-0.5...0.5), seed: seed)
        network.layers[0].weight = Matrix(rows: 1, columns: n, repeating: 1)
        lossBefore = ExactAndComputedLoss.loss(network, steps.samples.signals)
        try Training(loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.03))
            .fit(&network, to: steps.samples, epochs: 6000)
        lossAfter = ExactAndComputedLoss.loss(network, steps.samples.signals)
        let last = network.layers[1]
        weights = (0..<n).map { i in
            let bias = Rational(last.bias?[i] ?? 0)
            return bias.isZero ? .zero : -Rational(last.weight[i, 0]) / bias
        }
    }

    /// Whether every output switches between θ = i − 1 and θ = i.
    var areCorrect: Bool { weights.enumerated().allSatisfy { Self.isCorrect($1, $0 + 1) } }

    var description: String { "seed \(seed): \(NumberText.list(weights.map(\.doubleValue), digits: 4))" }

    /// Whether a hard threshold with this weight is right as output i, counted from 1: 1/i ≤ w < 1/(i − 1).
    static func isCorrect(_ weight: Rational, _ i: Int) -> Bool {
        weight * Rational(i) >= .one && weight * Rational(i - 1) < .one
    }

    /// The paper's two layers with these weights, all of them trainable.
    static func thresholds(_ weights: [Rational]) throws -> Network<Rational> {
        let n = weights.count
        return try Network(
            inputs: n,
            layers: [
                Layer(dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: n, repeating: .one), bias: nil),
                Layer(
                    dense: Dense(n, activation: .hardThreshold, bias: false),
                    weight: Matrix(rows: n, columns: 1, elements: weights), bias: nil),
            ])
    }
}
