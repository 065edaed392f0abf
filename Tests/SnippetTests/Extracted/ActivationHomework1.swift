// swift-format-ignore-file
// Block 1 of Sources/Claims/Claims.docc/ActivationHomework.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func activationHomework1() throws {
        let sigmoid = try Network<Double>(
            inputs: 4, layers: [Dense(6, activation: .sigmoid), Dense(6, activation: .sigmoid), Dense(3)],
            initialization: .uniform(-1...1), seed: 1)
        let tanh = try sigmoid.sigmoidAsTanh()      // the same function
        let back = try tanh.tanhAsSigmoid()         // the weights of the first, bit for bit
        _ = (sigmoid, tanh, back)
    }
}
