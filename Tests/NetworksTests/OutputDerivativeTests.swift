import Networks
import Testing

@Suite struct OutputDerivativeTests {
    @Test(
        "∂L/∂ŷ times the activation's derivative is δ",
        arguments: [
            (Loss.squaredError(.sum), Activation.tanh), (.squaredError(.halfSum), .relu),
            (.squaredError(.mean), .softplus),
            (.binaryCrossEntropy, .sigmoid), (.crossEntropy(.mean), .identity),
        ])
    func chain(loss: Loss, activation: Activation) throws {
        var stream = RandomStream(seed: 3, purpose: .signals, index: 9)
        let s = Matrix(rows: 4, columns: 3, elements: (0..<12).map { _ in 3 * stream.normal() })
        let a = s.map { activation.value(at: $0) }
        let y = s.map { _ in stream.uniform() }
        let delta = loss.evaluate(preactivations: s, outputs: a, targets: y, activation: activation).delta
        let derivative = try #require(loss.outputDerivative(outputs: a, targets: y))
        for k in delta.elements.indices {
            let slope = activation.derivative(at: s.elements[k], activation: a.elements[k])
            #expect(abs(derivative.elements[k] * slope - delta.elements[k]) <= 1e-13)
        }
    }

    @Test("The hinge residual is no function of ŷ; a saturated output has no finite quotient")
    func edges() {
        let one = Matrix(rows: 1, columns: 1, elements: [1.0])
        let zero = Matrix(rows: 1, columns: 1, elements: [0.0])
        #expect(Loss.hingeResidual(.sum).outputDerivative(outputs: one, targets: zero) == nil)
        #expect(Loss.binaryCrossEntropy.outputDerivative(outputs: one, targets: zero)?.elements == [.infinity])
    }

    @Test("No measured slope exceeds an activation's constant, and some come near")
    func lipschitz() throws {
        var stream = RandomStream(seed: 4, purpose: .signals, index: 9)
        for activation in [
            Activation.identity, .relu, .leakyReLU(slope: 0.1), .leakyReLU(slope: 3), .sigmoid, .tanh, .softplus,
            .hardTanh,
        ] {
            let constant = try #require(activation.lipschitzConstant)
            func slope(_ u: Double) -> Double { activation.derivative(at: u, activation: activation.value(at: u)) }
            let points = (0..<20_000).map { _ in 12 * stream.normal() }
            let steepest = points.map(slope).max() ?? 0
            #expect(steepest <= constant && steepest >= 0.99 * constant)
            guard [.sigmoid, .tanh, .softplus].contains(activation) else { continue }
            let bend = try #require(activation.derivativeLipschitzConstant)
            let quotients = points.map { abs(slope($0 / 4 + 1e-4) - slope($0 / 4 - 1e-4)) / 2e-4 }
            let sharpest = quotients.max() ?? 0
            #expect(sharpest <= bend * (1 + 1e-6) && sharpest >= 0.99 * bend)
        }
        #expect(Activation.hardThreshold.lipschitzConstant == nil && Activation.relu.derivativeLipschitzConstant == nil)
        #expect(Activation.hardTanh.derivativeLipschitzConstant == nil)
    }
}
