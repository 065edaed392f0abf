import Testing

@testable import Networks

/// Training by the sweep: where it is taken, and that it goes where the other paths go.
@Suite struct SweepTrainingTests {
    private let samples: SampleSet

    init() throws { samples = try StepFunctions(length: 17, amplitude: 5).samples() }

    private func network(_ layers: [Dense], inputs: Int = 17, seed: UInt64 = 3) throws -> Network<Double> {
        try Network(inputs: inputs, layers: layers, initialization: .uniform(-0.4...0.4), seed: seed)
    }

    private let plain = [Dense(1), Dense(20, activation: .relu), Dense(17, activation: .relu, bias: false)]

    @Test("auto takes the sweep exactly where the sweep can train the network")
    func auto() throws {
        let hidden = Dense(20, activation: .relu)
        let output = Dense(17, activation: .relu)
        let square = Loss.squaredError(.mean)
        let cases: [([Dense], Loss, ComputationPath)] = [
            (plain, square, .sweep),
            ([Dense(5, activation: .tanh), Dense(1, activation: .sigmoid), hidden, output], square, .sweep),
            ([Dense(1), Dense(20, activation: .leakyReLU(slope: 0.1)), output], square, .sweep),
            ([Dense(1), hidden, Dense(17)], square, .sweep),
            ([Dense(1), hidden, output], .hingeResidual(.sum), .sweep),
            ([Dense(2), hidden, output], square, .dense),
            ([Dense(1), Dense(20, activation: .sigmoid), output], square, .dense),
            ([Dense(1), Dense(20), output], square, .dense),
            ([Dense(1), hidden, Dense(17, activation: .tanh)], square, .dense),
            ([Dense(1), hidden, Dense(17)], .crossEntropy(.mean), .dense),
            ([Dense(1), hidden, Dense(17, activation: .sigmoid)], .binaryCrossEntropy, .dense),
            ([Dense(1), output], square, .dense),
            ([Dense(1), hidden, hidden, output], square, .dense),
        ]
        for (layers, loss, path) in cases {
            var network = try network(layers)
            let unit = try StepFunctions(length: 17, amplitude: 1).samples()
            let outcome = try Training(loss: loss, optimizer: .sgd(learningRate: 0)).fit(&network, to: unit, epochs: 1)
            #expect(outcome.path == path, "\(layers), \(loss)")
            let forced = Training(loss: loss, optimizer: .sgd(learningRate: 0), path: .sweep)
            if path == .dense {
                #expect(throws: TrainingError.self) { try forced.fit(&network, to: unit, epochs: 1) }
            }
        }
    }

    @Test("Double accumulators are refused where no path uses them")
    func accumulators() throws {
        var single = try network([Dense(2), Dense(4, activation: .relu), Dense(17)]).converted(to: Float.self)
        let recipe = Training(
            loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0), accumulators: .double)
        let error = #expect(throws: TrainingError.self) { try recipe.fit(&single, to: samples, epochs: 1) }
        #expect(error?.place == "precision")
        #expect(error?.problem.contains("does not serve this network (layer 0: ") == true)
        var wide = try network([Dense(2), Dense(4, activation: .relu), Dense(17)])
        #expect(try recipe.fit(&wide, to: samples, epochs: 1).path == .dense)
    }

    static let optimizers: [Optimizer] = [
        .sgd(learningRate: 1e-3), .momentum(learningRate: 1e-4), .nesterov(learningRate: 1e-4, weightDecay: 0.01),
        .rmsProp(learningRate: 1e-4), .rmsProp(learningRate: 1e-4, dialect: .keras), .adam(learningRate: 1e-4),
        .adam(learningRate: 1e-4, weightDecay: 0.01),
        .adam(learningRate: 1e-4, weightDecay: 0.01, decayForm: .decoupled),
        .rmsProp(learningRate: 1e-4, weightDecay: 0.01, decayForm: .decoupled),
        .rmsProp(learningRate: 1e-4, dialect: .keras, weightDecay: 0.01),
        .momentum(learningRate: 1e-4, dialect: .keras),
        .nesterov(learningRate: 1e-4, dialect: .keras),
    ]

    /// Recipes and networks that the sweep must train as the dense path does.
    @Test("Thirty epochs end where the dense path ends", arguments: optimizers)
    func followsDense(optimizer: Optimizer) throws {
        let relu = Dense(17, activation: .relu, bias: false)
        let hidden = Dense(20, activation: .relu)
        let stacks: [[Dense]] = [
            plain,
            [Dense(4, activation: .tanh), Dense(1, activation: .leakyReLU(slope: 0.3)), hidden, Dense(17)],
            [Dense(1), Dense(20, activation: .leakyReLU(slope: 0.2), bias: false), Dense(17, activation: .relu)],
            [Dense(1, fixed: .linear), hidden, relu],
            [Dense(1, activation: .tanh), hidden, relu],
            [Dense(1), Dense(20, activation: .relu, frozen: true), relu],
            [Dense(1), hidden, Dense(17, activation: .relu, frozen: true)],
            [Dense(1, frozen: true), Dense(20, activation: .relu, nonNegative: true), relu],
            [Dense(1), hidden, Dense(17, activation: .relu, nonNegative: true)],
        ]
        for (k, layers) in stacks.enumerated() {
            for batching in [Batching.full, .mini(size: 5, shuffled: true)] {
                var (sweep, dense) = (try network(layers, seed: UInt64(k)), try network(layers, seed: UInt64(k)))
                var recipe = Training(
                    loss: .squaredError(.mean), optimizer: optimizer, batching: batching, path: .sweep)
                let found = try recipe.fit(&sweep, to: samples, epochs: 30)
                recipe.path = .dense
                let expected = try recipe.fit(&dense, to: samples, epochs: 30)
                #expect(abs(found.loss - expected.loss) <= 1e-10 * expected.loss, "\(layers)")
                for (a, b) in zip(sweep.layers, dense.layers) {
                    let pairs = zip(a.weight.elements + (a.bias ?? []), b.weight.elements + (b.bias ?? []))
                    #expect(pairs.allSatisfy { abs($0 - $1) <= 1e-10 }, "\(layers)")
                }
            }
        }
    }

    @Test("The curve of a small study is the reference's, to 1e-9, for a thousand epochs", arguments: [1, 2, 3])
    func followsReference(seed: UInt64) throws {
        let small = try StepFunctions(length: 9, amplitude: 5).samples()
        func curve(_ path: ComputationPath) throws -> [Double] {
            var network = try Network<Double>(inputs: 9, initialization: .uniform(-0.05...0.05), seed: seed) {
                Dense(1)
                Dense(9, activation: .relu)
                Dense(9, activation: .relu, bias: false)
            }
            var losses: [Double] = []
            try Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-4), path: path)
                .fit(&network, to: small, epochs: 1000, observing: .every(10)) { losses.append($0.loss) }
            return losses
        }
        let (sweep, reference) = (try curve(.sweep), try curve(.reference))
        #expect(sweep.count == 101)
        for (a, b) in zip(sweep, reference) { #expect(abs(a - b) <= 1e-9 * b) }
    }

    @Test("A weight that is NaN ends training before the first epoch, although its unit is never active")
    func hiddenNaN() throws {
        for path in ComputationPath.allCases {
            for value in [Double.nan, .infinity] {
                var network = try network(plain)
                network.layers[1].weight.elements[0] = 0
                network.layers[1].bias?[0] = -1
                network.layers[2].weight.elements[0] = value
                let outcome = try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 1e-3), path: path)
                    .fit(&network, to: samples, epochs: 5)
                #expect(outcome.status == .diverged && outcome.epochs == 0)
            }
        }
    }

    @Test("Codes, and weights of the hidden layer, that overflow end training as diverged")
    func overflow() throws {
        for (layer, value) in [(0, Float.greatestFiniteMagnitude), (1, .greatestFiniteMagnitude)] {
            var network = try network(plain).converted(to: Float.self)
            for k in network.layers[layer].weight.elements.indices { network.layers[layer].weight.elements[k] = value }
            let outcome = try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 1), path: .sweep)
                .fit(&network, to: samples, epochs: 50)
            #expect(outcome.status == .diverged && outcome.epochs < 50)
        }
    }
}
