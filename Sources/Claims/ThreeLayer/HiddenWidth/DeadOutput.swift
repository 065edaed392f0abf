internal import Exact
internal import Networks

/// The reversed solution with the weights of one output changed so that its preactivation is negative on every step but
/// the blank.
struct DeadOutput: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The output, from 0.
    let output: Int

    private var autoencoder: PaperAutoencoder<Rational> {
        var dead = InjectiveCode((0...length).map { Rational(length - $0) }).autoencoder
        for k in 0..<length { dead.w3[output, k] = -.one }
        return dead
    }

    /// Whether the same hidden layer allows an exact W3.
    var hasGoodWeights: Bool {
        let code = InjectiveCode((0...length).map { Rational(length - $0) })
        return code.lastLayer.reconstructs(from: code.ramps.activations(at: code.codes))
    }

    /// Whether the squared error is not 0 although its gradient in the weights of the output is 0.
    func isStuck() throws -> Bool {
        let x = Matrix(StepForm.targets(length))
        let gradients = try Backpropagation(autoencoder.network()).gradients(
            inputs: x, targets: x, loss: .squaredError(.mean))
        return gradients.loss > 0 && gradients.layers[2].weight.row(output).allSatisfy(\.isZero)
    }

    var description: String { "n = \(length), output \(output + 1)" }
}
