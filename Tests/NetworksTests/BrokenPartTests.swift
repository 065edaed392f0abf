import Testing

@testable import Networks

/// What a loss, an activation or a rule of the caller's own must not do ends training with a sentence, not with a trap
/// and not with a divergence.
@Suite struct BrokenPartTests {
    private let samples: SampleSet

    init() throws { samples = try StepFunctions(length: 5).samples() }

    private func network(_ activation: Activation = .identity, output: Activation = .identity) throws -> Network<Double>
    {
        try Network(inputs: 5, initialization: .uniform(-0.5...0.5), seed: 3) {
            Dense(2, activation: activation)
            Dense(5, activation: output)
        }
    }

    /// The error that training ends with, after which every parameter is still a number.
    private func error(
        _ network: Network<Double>, loss: Loss = .squaredError(.mean), optimizer: Optimizer = .sgd(learningRate: 1e-3),
        path: ComputationPath = .dense, epochs: Int = 3
    ) throws -> TrainingError {
        var network = network
        let recipe = Training(loss: loss, optimizer: optimizer, path: path)
        let error = try #require(throws: TrainingError.self) { try recipe.fit(&network, to: samples, epochs: epochs) }
        #expect(network.isFinite)
        return error
    }

    @Test(
        "A value that is NaN, a derivative that is not finite: the layer, the preactivation and the number are named",
        arguments: [ComputationPath.dense, .reference])
    func activations(path: ComputationPath) throws {
        for (fault, what) in [
            (Broken.Fault.valueNaN, "the value of custom(broken) at u = "),
            (.slopeNaN, "the derivative of custom(broken) at u = "), (.slopeInfinite, " is inf, and its value is "),
        ] {
            let broken = Activation(Broken(fault: fault))
            for (layer, network) in [(0, try network(broken)), (1, try network(output: broken))] {
                for loss in [Loss.squaredError(.mean), Loss(OwnSquaredError())] {
                    let error = try error(network, loss: loss, path: path)
                    #expect(error.place == "network.\(layer).activation", "\(error)")
                    #expect(error.problem.contains(what) && error.problem.contains("expected"), "\(error)")
                }
            }
        }
    }

    @Test("The same of a loss", arguments: [ComputationPath.dense, .reference])
    func losses(path: ComputationPath) throws {
        for (fault, what) in [
            (Broken.Fault.valueNaN, "the value of custom(broken) for sample "),
            (.slopeNaN, "the derivative of custom(broken) by output "),
            (.slopeInfinite, " is ∞, at the output "),
        ] {
            let error = try error(network(), loss: Loss(Broken(fault: fault)), path: path)
            #expect(error.place == "loss" && error.problem.contains(what), "\(error)")
            #expect(error.problem.contains("expected"))
        }
    }

    @Test("The fault may come late: a threshold that training crosses", arguments: [ComputationPath.dense, .reference])
    func late(path: ComputationPath) throws {
        let broken = Activation(Broken(fault: .slopeNaN, threshold: 1.5))
        let start = try network(output: broken)
        var network = start
        let recipe = Training(loss: .squaredError(.sum), optimizer: .sgd(learningRate: 0.05), path: path)
        let targets = Matrix(rows: samples.count, columns: 5, repeating: 4.0)
        let far = SampleSet(signals: samples.signals, labels: samples.labels, targets: targets)
        #expect(throws: TrainingError.self) { try recipe.fit(&network, to: far, epochs: 200) }
        #expect(network != start && network.isFinite)
    }

    @Test("An overflow is a divergence, as with built-in parts", arguments: [ComputationPath.dense, .reference])
    func overflow(path: ComputationPath) throws {
        let broken = Broken(fault: .overflow)
        for (network, loss) in [
            (try network(Activation(broken)), Loss.squaredError(.mean)), (try network(), Loss(broken)),
        ] {
            var network = network
            let recipe = Training(loss: loss, optimizer: .sgd(learningRate: 1), path: path)
            #expect(try recipe.fit(&network, to: samples, epochs: 3).status == .diverged)
        }
    }

    @Test(
        "What a step leaves behind must have its old size",
        arguments: [
            (Broken.Fault.fewerValues, "it left 9 values: expected 10"),
            (.moreMoments, "it left 2 moments: expected 1"),
            (.shorterMoment, "it left 9 numbers in moments[0]: expected 10"),
            (.moreStatistics, "it left 2 statistics: expected 1"),
            (.otherShape, "it left statistics[0] 2 × 2: expected"),
            (.otherElements, "it left 5 numbers in statistics[0]: expected 4"),
            (.stepNaN, "it left a value that is not a number at [1, 4]"),
        ])
    func steps(fault: Broken.Fault, problem: String) throws {
        for path in [ComputationPath.dense, .reference] {
            let start = try network()
            var network = start
            let recipe = Training(
                loss: .squaredError(.mean), optimizer: Optimizer(Broken(fault: fault), learningRate: 0.1), path: path)
            if fault == .otherShape {
                // A weight of 2 rows cannot show it.
                let error = try error(network, optimizer: recipe.optimizer, path: path)
                #expect(
                    error.problem.contains("network.0.bias: it left statistics[0] 2 × 1: expected 1 × 2"), "\(error)")
                continue
            }
            let error = try #require(throws: TrainingError.self) { try recipe.fit(&network, to: samples, epochs: 3) }
            #expect(error.place == "optimizer", "\(error)")
            #expect(error.problem.hasPrefix("custom(broken), update 1 of network.0.weight: \(problem)"), "\(error)")
            #expect(network == start)
        }
    }

    @Test("Parameters, counts and targets that do not suit are refused before the first epoch")
    func refusals() throws {
        let plain = try network()
        let refused = Broken(problem: "the sky is 1: expected 2")
        #expect(try error(plain, loss: Loss(refused)).text == "loss: custom(broken): the sky is 1: expected 2")
        let rule = Optimizer(refused, learningRate: 1)
        #expect(try error(plain, optimizer: rule).text == "optimizer.custom(broken): the sky is 1: expected 2")
        #expect(throws: NetworkError.self) { try network(Activation(refused)) }
        for count in [-1, 17, .max, .min] {
            let error = try error(plain, optimizer: Optimizer(Broken(momentCount: count), learningRate: 1))
            #expect(error.text == "optimizer.custom(broken).momentCount: \(count): expected 0 to 16")
        }
        let decay = Optimizer(Broken(), learningRate: 1, weightDecay: 0.1, decayForm: .decoupled)
        #expect(
            try error(plain, optimizer: decay).text.hasPrefix(
                "optimizer.weightDecay: decoupled: expected coupled"))
        #expect(
            try error(plain, loss: Loss(OwnCrossEntropy())).text.contains(
                "sample 0: expected targets that add up"))
        let output = try error(network(output: .relu), loss: Loss(OwnCrossEntropy()))
        #expect(output.text == "loss: it takes logits, found relu")
    }
}

extension TrainingError {
    fileprivate var text: String { "\(self)" }
}
