import Foundation
import Testing

@testable import Networks

@Suite struct LossTests {
    private func value(_ loss: Loss, s: [Double], y: [Double], activation: Activation) -> (Double, [Double]) {
        let s = Matrix(rows: 1, columns: s.count, elements: s)
        let (value, delta) = loss.evaluate(
            preactivations: s, outputs: s.map { activation.value(at: $0) },
            targets: Matrix(rows: 1, columns: y.count, elements: y), activation: activation)
        return (value, delta.elements)
    }

    @Test("Cross-entropy on logits is finite for ±1e4 and exact where it must be")
    func crossEntropy() {
        for logits in [[1e4, -1e4], [-1e4, 1e4], [1e4, 1e4], [-1e4, -1e4, -1e4]] {
            for target in logits.indices {
                let y = logits.indices.map { $0 == target ? 1.0 : 0 }
                let (value, delta) = value(.crossEntropy(.mean), s: logits, y: y, activation: .identity)
                #expect(value.isFinite && value >= 0 && delta.allSatisfy(\.isFinite))
            }
        }
        #expect(value(.crossEntropy(.mean), s: [1e4, -1e4], y: [0, 1], activation: .identity).0 == 2e4)
        #expect(
            abs(value(.crossEntropy(.mean), s: [3, 3, 3], y: [0, 1, 0], activation: .identity).0 - log(3)) < 1e-15)
        // MFNN homework 3, problem 3 (b): k = 10, λ = 50; a form without log1p would give 0.
        let lambda = [50.0] + [Double](repeating: 0, count: 9)
        let small = value(
            .crossEntropy(.mean), s: lambda, y: [1] + [Double](repeating: 0, count: 9), activation: .identity
        ).0
        #expect(abs(small - 1.7359e-21) < 1e-25)
    }

    @Test("Binary cross-entropy stays finite where the sigmoid saturates")
    func binaryCrossEntropy() {
        let (value, delta) = value(.binaryCrossEntropy, s: [40, -1e4, 1e4], y: [1, 0, 0], activation: .sigmoid)
        #expect(value.isFinite && abs(value - 1e4 / 3) < 1e-9)
        #expect(delta.allSatisfy { $0.isFinite })
        #expect(abs(delta[2] - 1.0 / 3) < 1e-15)
    }

    @Test("The hinge residual vanishes where the ReLU output is right, and sees dead outputs")
    func hingeResidual() {
        #expect(value(.hingeResidual(.sum), s: [-3, 0, 5], y: [0, 0, 5], activation: .relu).0 == 0)
        #expect(value(.squaredError(.sum), s: [-3, 0, 5], y: [0, 0, 5], activation: .relu).0 == 0)
        let dead = value(.hingeResidual(.sum), s: [-2], y: [5], activation: .relu)
        #expect(dead.0 == 49 && dead.1 == [-14])
        #expect(value(.squaredError(.sum), s: [-2], y: [5], activation: .relu).1 == [0])
    }

    @Test("Sum, half sum and mean differ by their factors")
    func scalings() {
        let (s, y) = ([1.0, 2, 3], [0.0, 0, 0])
        #expect(value(.squaredError(.sum), s: s, y: y, activation: .identity) == (14, [2, 4, 6]))
        #expect(value(.squaredError(.halfSum), s: s, y: y, activation: .identity) == (7, [1, 2, 3]))
        #expect(abs(value(.squaredError(.mean), s: s, y: y, activation: .identity).0 - 14.0 / 3) < 1e-15)
    }

    @Test("A loss refuses output layers and targets that do not suit it")
    func objections() {
        #expect(Loss.crossEntropy(.mean).objection(toOutput: .relu) != nil)
        #expect(Loss.binaryCrossEntropy.objection(toOutput: .identity) != nil)
        #expect(Loss.hingeResidual(.sum).objection(toOutput: .identity) != nil)
        #expect(Loss.squaredError(.sum).objection(toOutput: .tanh) == nil)
        let five = Matrix(rows: 1, columns: 1, elements: [5.0])
        #expect(Loss.binaryCrossEntropy.objection(toTargets: five) != nil)
        #expect(Loss.squaredError(.mean).objection(toTargets: five) == nil)
    }
}
