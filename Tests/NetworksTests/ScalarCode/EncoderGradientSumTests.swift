import Testing

@testable import Networks

/// The accumulated gradient of an encoder.
@Suite struct EncoderGradientSumTests {
    private func network() throws -> Network<Double> {
        try Network(inputs: 12, initialization: .uniform(-0.3...0.3), seed: 5) {
            Dense(1)
            Dense(12, activation: .relu)
            Dense(12, activation: .relu, bias: false)
        }
    }

    @Test("Gradient descent: the sum is the displacement over the rate", arguments: ["sweep", "dense", "reference"])
    func displacement(path: String) throws {
        let samples = try StepFunctions(length: 12, amplitude: 2).samples()
        var network = try network()
        let start = network.layers[0].weight.elements
        let outcome = try Training(
            loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.125),
            path: ComputationPath(rawValue: path) ?? .auto
        ).fit(&network, to: samples, epochs: 1000)
        let sums = try #require(outcome.checkpoint.encoderGradientSum)
        for (j, sum) in sums.enumerated() {
            let moved = (start[j] - network.layers[0].weight.elements[j]) / 0.125
            #expect(abs(sum - moved) < 1e-10 * max(1, abs(moved)))
        }
        #expect(sums.contains { abs($0) > 0.01 })
    }

    @Test("RMSProp: the sum is not the displacement over the rate")
    func rmsProp() throws {
        let samples = try StepFunctions(length: 12, amplitude: 2).samples()
        var network = try network()
        let start = network.layers[0].weight.elements
        var expected = [Double](repeating: 0, count: 12)
        let outcome = try Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3))
            .fit(&network, to: samples, epochs: 300, observing: .every(1)) { observation in
                guard observation.epoch < 300 else { return }
                let gradient = Backpropagation(observation.network).gradients(
                    inputs: samples.signals, targets: samples.targets, loss: .squaredError(.mean)
                ).layers[0].weight.elements
                for j in gradient.indices { expected[j] += gradient[j] }
            }
        let sums = try #require(outcome.checkpoint.encoderGradientSum)
        for (sum, wanted) in zip(sums, expected) { #expect(abs(sum - wanted) < 1e-9) }
        // Steps are the gradients over their running size: equal displacements belong to different sums.
        let ratios = sums.indices.map { abs((start[$0] - network.layers[0].weight.elements[$0]) / sums[$0]) }
        #expect((ratios.max() ?? 0) > 2 * (ratios.min() ?? 0))
    }

    @Test("A resumed run continues the sum; encoders of more units have none")
    func resumes() throws {
        let samples = try StepFunctions(length: 12, amplitude: 2).samples()
        let recipe = Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 1e-3))
        var (whole, part) = (try network(), try network())
        let all = try recipe.fit(&whole, to: samples, epochs: 60).checkpoint
        let first = try recipe.fit(&part, to: samples, epochs: 25).checkpoint
        let second = try recipe.fit(&part, to: samples, epochs: 60, from: first).checkpoint
        #expect(all.encoderGradientSum == second.encoderGradientSum)
        #expect(all.encoderGradientSum != first.encoderGradientSum)
        var wide = try Network<Double>(
            inputs: 12, layers: [Dense(2), Dense(12)], initialization: .uniform(-1...1), seed: 1)
        #expect(try recipe.fit(&wide, to: samples, epochs: 1).checkpoint.encoderGradientSum == nil)
    }
}
