import Analysis
import Networks
import Testing

@Suite struct ReadmeTests {
    @Test("The README's example compiles, and learns")
    func example() throws {
        let steps = try StepFunctions(length: 33, amplitude: 5).samples()
        var network = try Network<Float>(inputs: 33, initialization: .uniform(0...0.05), seed: 1) {
            Dense(1)
            Dense(33, activation: .relu)
            Dense(33, activation: .relu, bias: false)
        }
        let before = Measures(of: network, on: steps)
        let recipe = Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3))
        // 20,000 epochs in the README; a tenth is enough to see it learn.
        try recipe.fit(&network, to: steps, epochs: 2000)
        let measures = Measures(of: network, on: steps)
        #expect(measures.activity.deadOutputs.isEmpty)
        #expect(measures.error.byQuarter[0] < before.error.byQuarter[0] / 2)
        #expect((measures.code?.r2 ?? 0) > 0.5)
    }
}
