// swift-format-ignore-file
// Block 1 of README.md: edit it there, then run Scripts/snippets.
import Analysis
import Networks
import Testing

extension Snippets {
    static func readme1() throws {
        let steps = try StepFunctions(length: 33, amplitude: 5).samples()
        var network = try Network<Float>(inputs: 33, initialization: .uniform(0...0.05), seed: 1) {
            Dense(1)
            Dense(33, activation: .relu)
            Dense(33, activation: .relu, bias: false)
        }
        let recipe = Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3))
        try recipe.fit(&network, to: steps, epochs: 20_000)
        let measures = Measures(of: network, on: steps)
        print("worst error over the amplitude:", measures.error.maxRelative)
        _ = (steps, network, recipe, measures)
        #expect(measures.activity.deadOutputs.isEmpty)
        #expect(measures.error.maxRelative < 0.9)
        #expect((measures.code?.r2 ?? 0) > 0.5)
    }
}
