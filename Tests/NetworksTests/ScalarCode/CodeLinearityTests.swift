import Testing

@testable import Networks

/// The term that draws an encoder's weights together.
@Suite struct CodeLinearityTests {
    private let weights = [0.5, -0.25, 1, 0.75]

    @Test("The projection goes the share μ of the way to the mean, or to the anchor")
    func projection() {
        func projected(_ term: CodeLinearity, _ start: [Double]) -> [Double] {
            var copy = start
            copy.withUnsafeMutableBufferPointer { term.project($0) }
            return copy
        }
        #expect(projected(CodeLinearity(projection: 0.5), weights) == [0.5, 0.125, 0.75, 0.625])
        #expect(projected(CodeLinearity(projection: 1), weights) == [0.5, 0.5, 0.5, 0.5])
        #expect(projected(CodeLinearity(projection: 0), weights) == weights)
        // The mean is below the anchor: 1/4 unless another is given.
        #expect(projected(CodeLinearity(projection: 1), [-1, -1, 1, -1]) == [0.25, 0.25, 0.25, 0.25])
        #expect(projected(CodeLinearity(projection: 1, anchor: 2), weights) == [2, 2, 2, 2])
    }

    @Test("The penalty and its gradient", arguments: [0.01, 0.6, 3])
    func penalty(anchor: Double) {
        let term = CodeLinearity(penalty: 0.75, anchor: anchor)
        var gradient = [1.0, 1, 1, 1]
        let value = weights.withUnsafeBufferPointer { w in
            gradient.withUnsafeMutableBufferPointer { g -> Double in
                guard let base = g.baseAddress else { return .nan }
                return term.addPenalty(w, gradient: base)
            }
        }
        #expect(value == weights.withUnsafeBufferPointer { term.value($0) })
        for j in weights.indices {
            var (up, down) = (weights, weights)
            up[j] += 1e-5
            down[j] -= 1e-5
            let difference =
                (up.withUnsafeBufferPointer { term.value($0) } - down.withUnsafeBufferPointer { term.value($0) })
            #expect(abs(gradient[j] - 1 - difference / 2e-5) < 1e-9)
        }
        #expect([anchor, anchor].withUnsafeBufferPointer { CodeLinearity(penalty: 1, anchor: anchor).value($0) } == 0)
    }

    @Test("In training: the penalty counts in the loss, the projection straightens the code")
    func training() throws {
        let samples = try StepFunctions(length: 7, amplitude: 2).samples()
        var network = try Network<Double>(inputs: 7, initialization: .uniform(-0.5...0.5), seed: 2) {
            Dense(1)
            Dense(7, activation: .relu)
            Dense(7, activation: .relu, bias: false)
        }
        let still = Optimizer.sgd(learningRate: 0)
        let start = network
        let plain = try Training(loss: .squaredError(.mean), optimizer: still).fit(&network, to: samples, epochs: 1)
        let term = CodeLinearity(penalty: 2)
        let penalised = try Training(loss: .squaredError(.mean), optimizer: still, codeLinearity: term)
            .fit(&network, to: samples, epochs: 1)
        let value = start.layers[0].weight.elements.withUnsafeBufferPointer { term.value($0) }
        #expect(value > 0.1)
        #expect(abs(penalised.loss - plain.loss - value) < 1e-12)
        #expect(network == start)
        // Gradient descent on the penalty alone, w ← w − η λ (w − m), is the projection with μ = η λ.
        var (bySteps, byProjection) = (start, start)
        for l in 1...2 { bySteps.layers[l].weight = bySteps.layers[l].weight.map { _ in 0 } }
        byProjection = bySteps
        try Training(
            loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.125), codeLinearity: CodeLinearity(penalty: 2)
        ).fit(&bySteps, to: samples, epochs: 3)
        try Training(
            loss: .squaredError(.mean), optimizer: still, codeLinearity: CodeLinearity(projection: 0.25)
        ).fit(&byProjection, to: samples, epochs: 3)
        #expect(byProjection != start)
        for (a, b) in zip(bySteps.layers[0].weight.elements, byProjection.layers[0].weight.elements) {
            #expect(abs(a - b) < 1e-14)
        }
    }

    @Test("Values out of range are named")
    func objections() {
        #expect(CodeLinearity(projection: 1.01).objection?.parameter == "projection")
        #expect(CodeLinearity(projection: -0.1).objection?.parameter == "projection")
        #expect(CodeLinearity(projection: .nan).objection?.parameter == "projection")
        #expect(CodeLinearity(penalty: -1).objection?.parameter == "penalty")
        #expect(CodeLinearity(projection: 1, anchor: 0).objection?.parameter == "anchor")
        #expect(CodeLinearity(projection: 1, penalty: 1, anchor: 1).objection == nil)
    }
}
