internal import Networks

/// A dead unit above an affine layer that other units train.
enum DeadUnitAboveTrainableLayer {
    /// Trains x → 2 affine → 6 ReLU → 1 by SGD; the first ReLU starts 0.05 below acting on the data.
    static func run(_ random: inout RationalDraws) throws -> DeadUnitRun {
        let samples = SampleSet(numbers: DeadUnitRun.data, targets: DeadUnitRun.targets)
        var network = try Network<Double>(
            inputs: 1, layers: [Dense(2), Dense(6, activation: .relu), Dense(1, bias: false)],
            initialization: .uniform(-1...1), seed: random.next())
        let hidden = Backpropagation(network).forward(samples.signals).preactivations[1]
        let highest = (0..<hidden.rows).map { hidden[$0, 0] }.max() ?? 0
        network.layers[1].bias?[0] -= highest + 0.05
        return try DeadUnitRun(.sgd(learningRate: 0.02), start: network, samples: samples)
    }
}
