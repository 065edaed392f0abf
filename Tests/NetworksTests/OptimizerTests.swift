import Foundation
import Testing

@testable import Networks

/// Each rule against its formula, on one weight whose gradient is known: L = ½ (w x − y)², dL/dw = (w x − y) x.
@Suite struct OptimizerTests {
    private func path(_ optimizer: Optimizer, start: Double = 0, target: Double = 1, steps: Int) throws -> [Double] {
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [1]),
            parameters: [SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [1])],
            targets: Matrix(rows: 1, columns: 1, elements: [target]))
        let layer = Layer<Double>(
            dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 1, elements: [start]), bias: nil)
        return try (1...steps).map { epochs in
            var network = try Network(inputs: 1, layers: [layer])
            try Training(loss: .squaredError(.halfSum), optimizer: optimizer).fit(&network, to: samples, epochs: epochs)
            return network.layers[0].weight[0, 0]
        }
    }

    private func expect(_ path: [Double], _ rule: (_ w: inout Double, _ g: Double, _ t: Int) -> Void) {
        var w = 0.0
        for (t, found) in path.enumerated() {
            rule(&w, w - 1, t + 1)
            #expect(abs(w - found) <= 1e-13 * max(1, abs(w)))
        }
    }

    @Test("Gradient descent: w − η g")
    func sgd() throws { expect(try path(.sgd(learningRate: 0.1), steps: 5)) { w, g, _ in w -= 0.1 * g } }

    @Test("Momentum: v ← μ v + g, and w − η v")
    func momentum() throws {
        var v = 0.0
        expect(try path(.momentum(0.8, learningRate: 0.1), steps: 6)) { w, g, _ in
            v = 0.8 * v + g
            w -= 0.1 * v
        }
    }

    @Test("Nesterov's momentum: w − η (g + μ v)")
    func nesterov() throws {
        var v = 0.0
        expect(try path(.nesterov(0.8, learningRate: 0.1), steps: 6)) { w, g, _ in
            v = 0.8 * v + g
            w -= 0.1 * (g + 0.8 * v)
        }
    }

    @Test("RMSProp's dialects differ in decay, ε and its place")
    func rmsProp() throws {
        var v = 0.0
        expect(try path(.rmsProp(learningRate: 0.1, epsilon: 0.3), steps: 6)) { w, g, _ in
            v = 0.99 * v + 0.01 * g * g
            w -= 0.1 * g / (v.squareRoot() + 0.3)
        }
        v = 0
        expect(try path(.rmsProp(learningRate: 0.1, dialect: .keras, epsilon: 0.3), steps: 6)) { w, g, _ in
            v = 0.9 * v + 0.1 * g * g
            w -= 0.1 * g / (v + 0.3).squareRoot()
        }
    }

    @Test("Adam: bias-corrected moments, and ε beside the root")
    func adam() throws {
        var (m, v) = (0.0, 0.0)
        expect(try path(.adam(learningRate: 0.1), steps: 8)) { w, g, t in
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            w -= 0.1 * (m / (1 - pow(0.9, Double(t)))) / ((v / (1 - pow(0.999, Double(t)))).squareRoot() + 1e-8)
        }
    }

    @Test("Weight decay adds λ w to the gradient")
    func weightDecay() throws {
        expect(try path(.sgd(learningRate: 0.1, weightDecay: 0.5), steps: 5)) { w, g, _ in w -= 0.1 * (g + 0.5 * w) }
    }

    @Test("The first step of RMSProp does not depend on the gradient's size (the study's amplitude argument)")
    func firstStep() throws {
        for (size, expected) in [(1e-3, 9.999), (1, 10), (1e3, 10)] {
            let w = try path(.rmsProp(learningRate: 1e-4), target: size, steps: 1)[0]
            #expect(abs(w / 1e-4 - expected) < 1e-3)
        }
    }

    @Test(
        "Rates and decays out of range are named",
        arguments: [
            (Optimizer.sgd(learningRate: .nan), "learningRate"), (.sgd(learningRate: -1), "learningRate"),
            (.sgd(learningRate: .infinity), "learningRate"), (.sgd(learningRate: 1, weightDecay: -1), "weightDecay"),
            (.momentum(1, learningRate: 1), "momentum"), (.rmsProp(learningRate: 1, decay: 1.5), "decay"),
            (.rmsProp(learningRate: 1, epsilon: -1), "epsilon"), (.adam(learningRate: 1, beta1: .nan), "beta1"),
            (.adam(learningRate: 1, beta2: 1), "beta2"),
        ])
    func objections(optimizer: Optimizer, parameter: String) {
        #expect(optimizer.objection?.parameter == parameter)
    }
}
