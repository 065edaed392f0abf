import Testing

@testable import Networks

/// Weight decay in the forms of the libraries, each against a step of the library itself.
@Suite struct WeightDecayTests {
    /// What a weight of 1 becomes in one step at rate 0.01 with λ = 0.1, where its gradient is 0.
    struct Case: Sendable, CustomTestStringConvertible {
        let library: String
        let optimizer: Optimizer
        let weight: Double

        init(_ library: String, _ optimizer: Optimizer, _ weight: Double) {
            (self.library, self.optimizer, self.weight) = (library, optimizer, weight)
        }

        var testDescription: String { library }
    }

    static let cases: [Case] = [
        Case("Keras 3.15.1 RMSprop", .rmsProp(learningRate: 0.01, dialect: .keras, weightDecay: 0.1), 0.999),
        Case("PyTorch 2.15.0 RMSprop", .rmsProp(learningRate: 0.01, weightDecay: 0.1), 0.900000),
        Case("PyTorch 2.15.0 Adam", .adam(learningRate: 0.01, weightDecay: 0.1), 0.99),
        Case(
            "PyTorch 2.15.0 AdamW", .adam(learningRate: 0.01, weightDecay: 0.1, decayForm: .decoupled), 0.999),
        Case("Chainer 7.8.1 AdamW", .adam(learningRate: 0.01, weightDecay: 0.1, decayForm: .independent), 0.9),
        Case("PyTorch 2.15.0 SGD", .sgd(learningRate: 0.01, weightDecay: 0.1), 0.999),
        Case("PyTorch 2.15.0 SGD with momentum", .momentum(learningRate: 0.01, weightDecay: 0.1), 0.999),
        Case("Keras 3.15.1 SGD", .momentum(learningRate: 0.01, dialect: .keras, weightDecay: 0.1), 0.999),
        Case("Keras 3.15.1 SGD, nesterov", .nesterov(learningRate: 0.01, dialect: .keras, weightDecay: 0.1), 0.999),
        Case("Shampoo", .shampoo(learningRate: 0.01, weightDecay: 0.1), 0.999),
    ]

    /// Trains weights of 1 on a sample of zeros, which gives them no gradient.
    private func step<S: TrainableScalar>(
        _ optimizer: Optimizer, as type: S.Type = S.self, side: Int = 1, path: ComputationPath = .dense
    ) throws -> [S] {
        let zeros = [Double](repeating: 0, count: side)
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: side, elements: zeros),
            parameters: [SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [0])],
            targets: Matrix(rows: 1, columns: side, elements: zeros))
        let layer = Layer<S>(
            dense: Dense(side, bias: false), weight: Matrix(rows: side, columns: side, repeating: 1), bias: nil)
        var network = try Network(inputs: side, layers: [layer])
        try Training(loss: .squaredError(.mean), optimizer: optimizer, path: path)
            .fit(&network, to: samples, epochs: 1)
        return network.layers[0].weight.elements
    }

    @Test("The libraries' own first step, in every precision and path", arguments: cases)
    func libraries(given: Case) throws {
        for path in [ComputationPath.dense, .reference] {
            #expect(abs(try step(given.optimizer, as: Double.self, path: path)[0] - given.weight) < 2e-7)
            #expect(abs(try step(given.optimizer, as: Float.self, path: path)[0] - Float(given.weight)) < 4e-7)
        }
    }

    @Test("Muon takes 1 − η λ of a matrix, as PyTorch 2.15.0 does: 0.999; one of one row and column, too")
    func muon() throws {
        for lambda in [0.1, 1e-6, 0] {
            let optimizer = Optimizer.muon(learningRate: 0.01, weightDecay: lambda)
            #expect(try step(optimizer, as: Double.self, side: 3).allSatisfy { abs($0 - (1 - 0.01 * lambda)) < 1e-15 })
            #expect(try step(optimizer, as: Float.self, side: 3).allSatisfy { $0 == 1 - Float(0.01 * lambda) })
            #expect(abs(try step(optimizer, as: Double.self)[0] - (1 - 0.01 * lambda)) < 1e-15)
        }
        #expect(abs(try step(.muon(learningRate: 0.01, weightDecay: 0.1), as: Double.self, side: 2)[0] - 0.999) < 1e-15)
    }

    @Test("Twice the λ takes off twice as much, under every rule's decoupled decay", arguments: [1, 3])
    func proportional(side: Int) throws {
        var count = 0
        for rule in Optimizer.Rule.standard where rule.body.decayForms.contains(.decoupled) {
            func taken(_ lambda: Double) throws -> Double {
                let optimizer = Optimizer(rule, learningRate: 0.5, weightDecay: lambda, decayForm: .decoupled)
                return 1 - (try step(optimizer, as: Double.self, side: side)[0])
            }
            #expect(try taken(0.25) > 0, "\(rule.name)")
            #expect(try abs(taken(0.5) - 2 * taken(0.25)) < 1e-15, "\(rule.name)")
            count += 1
        }
        #expect(count == 11)
    }

    @Test("A form that does not suit the rule is named, and the forms are the dialects'")
    func forms() {
        let coupled = Optimizer.Rule.muon(momentum: 0.9, vectorRate: 0.1)
        let refused = Optimizer(coupled, learningRate: 1, weightDecay: 0.1, decayForm: .independent).objection
        #expect(refused?.parameter == "weightDecay")
        #expect(refused?.problem == "independent: expected decoupled, a form that muon takes")
        #expect(Optimizer(coupled, learningRate: 1, decayForm: .coupled).objection == nil, "without decay")
        for form in Optimizer.DecayForm.allCases {
            let newton = Optimizer(.slopeNewton(trust: 0), learningRate: 1, weightDecay: 0.1, decayForm: form)
            #expect(newton.objection?.parameter == "weightDecay")
        }
        #expect(Optimizer.sgd(learningRate: 1).decayForm == .coupled)
        #expect(Optimizer.momentum(learningRate: 1).decayForm == .coupled)
        #expect(Optimizer.nesterov(learningRate: 1, dialect: .keras).decayForm == .decoupled)
        #expect(Optimizer.rmsProp(learningRate: 1).decayForm == .coupled)
        #expect(Optimizer.rmsProp(learningRate: 1, dialect: .keras).decayForm == .decoupled)
        #expect(Optimizer.adam(learningRate: 1).decayForm == .coupled)
    }
}
