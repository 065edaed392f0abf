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
        for (u, a, slope) in [(-3.0, -1.0, 0.0), (-1, -1, 0), (-0.5, -0.5, 1), (1, 1, 0), (2, 1, 0)] {
            #expect(Activation.hardTanh.value(at: u) == a)
            #expect(Activation.hardTanh.derivative(at: u, activation: a) == slope)
        }
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

    @Test("A description is read back, with its parameter; names have their standard parameter")
    func descriptions() {
        for activation in Activation.standard + [.leakyReLU(slope: 0), .leakyReLU(slope: 1e-300)] {
            #expect(Activation(activation.description) == activation)
        }
        #expect(Activation("leakyReLU") == .leakyReLU(slope: 0.01))
        for text in ["", "ReLU", "relu(0.1)", "leakyReLU(", "leakyReLU(x)", "leakyReLU(-1)", "leakyReLU(inf)"] {
            #expect(Activation(text) == nil, "\(text)")
        }
    }

    @Test("What is said of kinks, jumps and dying agrees with values and derivatives")
    func properties() {
        let flat = [Activation.leakyReLU(slope: 0), Activation(ActivationForm(.elu, ["alpha": 0]))]
        for activation in Activation.standard + flat {
            func slope(_ u: Double) -> Double { activation.derivative(at: u, activation: activation.value(at: u)) }
            let jumps = [-3, -2, -1, 0, 1, 2, 3, 6].filter { abs(slope($0 + 1e-9) - slope($0 - 1e-9)) > 1e-3 }
            #expect(jumps == activation.kinks, "\(activation)")
            // Not so far away that exponentials round to 0.
            let isSilent = [-4.0, -5].allSatisfy { activation.value(at: $0) == 0 && slope($0) == 0 }
            #expect(activation.canDie == isSilent, "\(activation)")
            #expect(activation.isFlat == [-3, 0.5, 3].allSatisfy { slope($0) == 0 }, "\(activation)")
            #expect(activation.hasJump == (activation == .hardThreshold))
        }
    }

    @Test("A NaN is never hidden")
    func notANumber() {
        for activation in RandomCase.activations { #expect(activation.value(at: Double.nan).isNaN, "\(activation)") }
    }
}
