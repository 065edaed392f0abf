import Foundation
import Testing

@testable import Networks

@Suite struct ActivationTests {
    @Test("Values and derivatives at and around 0")
    func values() {
        #expect(Activation.relu.value(at: -1.5) == 0 && Activation.relu.value(at: 2.5) == 2.5)
        #expect(Activation.relu.value(at: -0.0).sign == .plus)
        #expect(Activation.relu.derivative(at: 0.0, activation: 0) == 0)
        #expect(Activation.leakyReLU(slope: 0.25).value(at: -2.0) == -0.5)
        #expect(Activation.leakyReLU(slope: 0.25).derivative(at: 0.0, activation: 0) == 0.25)
        #expect(Activation.hardThreshold.value(at: 1.0) == 1 && Activation.hardThreshold.value(at: 1.0.nextDown) == 0)
        #expect(Activation.sigmoid.value(at: 0.0) == 0.5)
        #expect(Activation.softplus.value(at: 0.0) == log(2))
    }

    @Test("Nothing overflows at the ends, and the tails are not rounded away")
    func extremes() {
        for u in [-1e4, -800, 800, 1e4] {
            for activation in RandomCase.activations {
                let a = activation.value(at: u)
                #expect(a.isFinite && activation.derivative(at: u, activation: a).isFinite, "\(activation) at \(u)")
            }
        }
        #expect(Activation.sigmoid.value(at: -700.0) == exp(-700))
        #expect(Activation.softplus.value(at: -700.0) == exp(-700))
        #expect(Activation.sigmoid.value(at: 37.0) == 1, "σ(s) = 1 exactly from s = 36.74 on")
        #expect(Activation.sigmoid.value(at: 36.7) < 1)
    }

    @Test("A NaN is never hidden")
    func notANumber() {
        for activation in RandomCase.activations { #expect(activation.value(at: Double.nan).isNaN, "\(activation)") }
    }
}
