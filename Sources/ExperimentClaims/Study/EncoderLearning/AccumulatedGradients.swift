internal import Networks

/// Training of a small network of the study's shape, with the sum over the epochs of its encoder's gradients.
struct AccumulatedGradients {
    /// The number of epochs.
    let epochs: Int
    /// The learning rate η.
    let rate: Double
    /// w1 before the first epoch.
    let start: [Double]
    /// w1 after the last epoch.
    let end: [Double]
    /// The sum of the gradients, as training itself accumulates it.
    let sums: [Double]
    /// The same sum by backpropagation, epoch by epoch; empty where it was not requested.
    let sumsByBackpropagation: [Double]
    /// The sum of RMSProp's normalised gradients g/(√v + ε), by backpropagation.
    let normalizedSums: [Double]
    /// (w1 before − w1 after) over the learning rate.
    let displacements: [Double]

    /// Trains in double precision at a constant rate on all steps of amplitude 5.
    init(
        _ optimizer: Optimizer, length: Int, epochs: Int, seed: UInt64, codeLinearity: CodeLinearity? = nil,
        checks: Bool = true
    ) throws {
        self.epochs = epochs
        rate = optimizer.learningRate
        let samples = try StepFunctions(length: length, amplitude: 5).samples()
        var network = try Network<Double>(
            inputs: length, layers: CanonicalAutoencoder.layers(length: length),
            initialization: .uniform(-0.05...0.05), seed: seed)
        let training = Training(
            loss: .squaredError(.mean), optimizer: optimizer, codeLinearity: codeLinearity)
        start = network.layers[0].weight.elements
        var sums = [Double](repeating: 0, count: length)
        var (normalized, squares) = (sums, sums)
        let outcome = try training.fit(
            &network, to: samples, epochs: epochs, observing: .every(1),
            observer: { observation in
                guard checks, observation.epoch < epochs else { return }
                let gradient = Backpropagation(observation.network)
                    .gradients(inputs: samples.signals, targets: samples.targets, loss: training.loss)
                    .layers[0].weight.elements
                for (s, g) in gradient.enumerated() {
                    sums[s] += g
                    squares[s] = 0.99 * squares[s] + 0.01 * g * g
                    normalized[s] += g / (squares[s].squareRoot() + 1e-8)
                }
            })
        end = network.layers[0].weight.elements
        self.sums = outcome.checkpoint.encoderGradientSum ?? []
        sumsByBackpropagation = checks ? sums : []
        normalizedSums = checks ? normalized : []
        displacements = zip(start, end).map { ($0 - $1) / optimizer.learningRate }
    }

    /// The largest difference between two lists, over the largest value of the first; infinite where they cannot be
    /// compared.
    static func distance(_ x: [Double], _ y: [Double]) -> Double {
        guard x.count == y.count, let largest = x.map(abs).max(), largest > 0 else { return .infinity }
        return (zip(x, y).map { abs($0 - $1) }.max() ?? .infinity) / largest
    }

    /// Whether one list is a multiple of the other, each value within a share of the largest; the factor is that of
    /// least squares.
    static func isProportional(_ x: [Double], _ y: [Double], within share: Double) -> Bool {
        let factor = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / y.reduce(0) { $0 + $1 * $1 }
        return distance(x, y.map { factor * $0 }) <= share
    }

    /// Largest − smallest.
    static func range(_ x: [Double]) -> Double { (x.max() ?? .nan) - (x.min() ?? .nan) }

    /// How much the displacements can differ, given the ranges of starts and ends.
    var largestRange: Double { (Self.range(start) + Self.range(end)) / rate }

    /// What rounding can do to (start − end)/η and to a sum of as many terms, over the largest of them: half a unit in
    /// the last place of a weight, over η, and of the sum, for each epoch.
    var rounding: Double {
        let weight = (start + end).map(abs).max() ?? 0
        let sum = (sums + displacements).map(abs).max() ?? 0
        return Double(epochs) * (weight.ulp / rate + sum.ulp) / 2 / sum
    }
}
