// swift-format-ignore-file
// Block 1 of Sources/Networks/Networks.docc/Networks.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func networks1() throws {
        let steps = try StepFunctions(length: 33, amplitude: 5).samples()
        var network = try Network<Float>(inputs: 33, initialization: .uniform(0...0.05), seed: 1) {
            Dense(1)
            Dense(33, activation: .relu)
            Dense(33, activation: .relu, bias: false)
        }
        try Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3))
            .fit(&network, to: steps, epochs: 20_000)
        _ = (steps, network)
    }
}
