import Foundation
import Testing

@testable import Networks

/// Each rule against its formula, on one weight whose gradient is known: L = ½ (w x − y)², dL/dw = (w x − y) x.
@Suite struct OptimizerTests {
    private func path(
        _ optimizer: Optimizer, start: Double = 0, target: Double = 1, steps: Int, schedule: Schedule = .constant
    ) throws -> [Double] {
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [1]),
            parameters: [SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [1])],
            targets: Matrix(rows: 1, columns: 1, elements: [target]))
        let layer = Layer<Double>(
            dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 1, elements: [start]), bias: nil)
        return try (1...steps).map { epochs in
            var network = try Network(inputs: 1, layers: [layer])
            try Training(loss: .squaredError(.halfSum), optimizer: optimizer, schedule: schedule)
                .fit(&network, to: samples, epochs: epochs)
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

    @Test("A velocity that holds the rate: v ← μ v + η g, and w − v or w − (μ v + η g), under a rate that changes")
    func rateInside() throws {
        let schedule = Schedule.steps([.init(fromEpoch: 3, learningRate: 0.01)])
        func rate(_ t: Int) -> Double { t <= 3 ? 0.1 : 0.01 }
        var v = 0.0
        expect(try path(.momentum(0.8, learningRate: 0.1, dialect: .keras), steps: 6, schedule: schedule)) { w, g, t in
            v = 0.8 * v + rate(t) * g
            w -= v
        }
        v = 0
        expect(try path(.nesterov(0.8, learningRate: 0.1, dialect: .keras), steps: 6, schedule: schedule)) { w, g, t in
            v = 0.8 * v + rate(t) * g
            w -= 0.8 * v + rate(t) * g
        }
        v = 0
        expect(try path(.nesterov(0.8, learningRate: 0.1), steps: 6, schedule: schedule)) { w, g, t in
            v = 0.8 * v + g
            w -= rate(t) * (g + 0.8 * v)
        }
    }

    @Test(
        "The step after a drop of the rate from 1 to 0.1, of a gradient of 1: PyTorch 2.15.0 and Keras 3.15.1",
        arguments: [
            (Optimizer.momentum(learningRate: 1), 0.344), (.nesterov(learningRate: 1), 0.410),
            (.momentum(learningRate: 1, dialect: .keras), 2.539), (.nesterov(learningRate: 1, dialect: .keras), 2.385),
        ])
    func afterDrop(optimizer: Optimizer, expected: Double) {
        let (weight, gradient) = (AlignedBuffer<Double>(count: 16), AlignedBuffer<Double>(count: 16))
        let moments = (0..<optimizer.momentCount).map { _ in AlignedBuffer<Double>(count: 16) }
        gradient.pointer[0] = 1
        var before = 0.0
        for (epoch, rate) in [1, 1, 1, 0.1].enumerated() {
            before = weight.pointer[0]
            OptimizerStep(
                optimizer.rule.body, weightDecay: 0, optimizer.decayForm, learningRate: rate, update: epoch + 1,
                moments: .init(moments)
            ).apply(to: weight.pointer, gradient.pointer, 0..<16)
        }
        #expect(abs(before - weight.pointer[0] - expected) < 5e-4)
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

    @Test("Coupled weight decay adds λ w to the gradient")
    func weightDecay() throws {
        expect(try path(.sgd(learningRate: 0.1, weightDecay: 0.5), steps: 5)) { w, g, _ in w -= 0.1 * (g + 0.5 * w) }
    }

    @Test("Decoupled weight decay takes η λ w off, and the moments know nothing of it")
    func decoupled() throws {
        let schedule = Schedule.steps([.init(fromEpoch: 3, learningRate: 0.01)])
        func rate(_ t: Int) -> Double { t <= 3 ? 0.1 : 0.01 }
        var (m, v) = (0.0, 0.0)
        let adam = Optimizer.adam(learningRate: 0.1, weightDecay: 0.5, decayForm: .decoupled)
        expect(try path(adam, steps: 8, schedule: schedule)) { w, g, t in
            w -= rate(t) * 0.5 * w
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            let root = (v / (1 - pow(0.999, Double(t)))).squareRoot()
            w -= rate(t) * (m / (1 - pow(0.9, Double(t)))) / (root + 1e-8)
        }
        v = 0
        let rmsProp = Optimizer.rmsProp(learningRate: 0.1, dialect: .keras, weightDecay: 0.5)
        expect(try path(rmsProp, steps: 8, schedule: schedule)) { w, g, t in
            w -= rate(t) * 0.5 * w
            v = 0.9 * v + 0.1 * g * g
            w -= rate(t) * g / (v + 1e-7).squareRoot()
        }
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
