import Exact
import Testing

@testable import Networks

/// Losses, activations and rules of the caller's own: they train as the built-in ones do that they are copies of.
@Suite struct CustomPartTests {
    private let samples: SampleSet

    init() throws { samples = try StepFunctions(length: 9, amplitude: 2).samples() }

    private func network<S: TrainableScalar>(
        _ activation: Activation, output: Activation = .identity, as scalar: S.Type = Float.self
    ) throws -> Network<S> {
        try Network(inputs: 9, initialization: .uniform(-0.5...0.5), seed: 7) {
            Dense(1)
            Dense(16, activation: activation)
            Dense(9, activation: output, bias: false)
        }
    }

    /// The parameters after training.
    private func trained<S: TrainableScalar>(
        _ recipe: Training, _ start: Network<S>, epochs: Int = 30
    ) throws -> (parameters: [S], loss: Double) {
        var network = start
        let outcome = try recipe.fit(&network, to: samples, epochs: epochs)
        #expect(outcome.status == .finished)
        return (network.layers.flatMap { $0.weight.elements + ($0.bias ?? []) }, outcome.loss)
    }

    static let recipes: [Training] = {
        let momentum = Optimizer.momentum(learningRate: 1e-2)
        let schedule = Schedule.steps([.init(fromEpoch: 9, learningRate: 1e-3)])
        var decayed = momentum
        decayed.weightDecay = 0.125
        var decoupled = decayed
        decoupled.decayForm = .decoupled
        let loss = Loss.squaredError(.mean)
        return [
            Training(loss: loss, optimizer: momentum, schedule: schedule),
            Training(loss: loss, optimizer: decayed, batching: .mini(size: 4, shuffled: true)),
            Training(loss: loss, optimizer: decoupled, codeLinearity: CodeLinearity(penalty: 0.5)),
        ]
    }()

    /// The recipe with own copies of the built-in parts.
    private func copy(_ recipe: Training, loss: Bool = true, rule: Bool = true) -> Training {
        var copy = recipe
        if loss { copy.loss = Loss(OwnSquaredError()) }
        if rule { copy.optimizer.rule = .custom(CustomRule(OwnMomentum())) }
        return copy
    }

    @Test("On the reference path copies of built-in parts train to the same bits", arguments: recipes)
    func reference(recipe: Training) throws {
        var recipe = recipe
        recipe.path = .reference
        let own = Activation(OwnReLU())
        let single = try trained(copy(recipe), network(own, output: own))
        let builtIn = try trained(recipe, network(.relu, output: .relu))
        #expect(single.parameters.map(\.bitPattern) == builtIn.parameters.map(\.bitPattern))
        #expect(abs(single.loss - builtIn.loss) <= 1e-6 * builtIn.loss)
        let double = try trained(copy(recipe), network(Activation(OwnTanh()), as: Double.self))
        let tanh = try trained(recipe, network(.tanh, as: Double.self))
        #expect(double.parameters.map(\.bitPattern) == tanh.parameters.map(\.bitPattern))
        #expect(abs(double.loss - tanh.loss) <= 1e-14 * tanh.loss)
    }

    @Test("On the dense path, too; and each part alone", arguments: recipes)
    func dense(recipe: Training) throws {
        var recipe = recipe
        recipe.path = .dense
        let builtIn = try trained(recipe, network(.relu, output: .relu))
        let own = Activation(OwnReLU())
        for (copy, network) in [
            (copy(recipe), try network(own, output: own)), (recipe, try network(own, output: own)),
            (copy(recipe, loss: false), try network(.relu, output: .relu)),
            (copy(recipe, rule: false), try network(.relu, output: own)),
            (copy(recipe, rule: false), try network(.relu, output: .relu)),
        ] {
            let result = try trained(copy, network)
            #expect(result.parameters == builtIn.parameters, "\(copy)")
            #expect(abs(result.loss - builtIn.loss) <= 1e-6 * builtIn.loss)
        }
        let tanh = try trained(recipe, network(.tanh, output: .tanh, as: Double.self))
        let ownTanh = Activation(OwnTanh())
        let result = try trained(copy(recipe), network(ownTanh, output: ownTanh, as: Double.self))
        #expect(result.parameters == tanh.parameters)
    }

    @Test("Dense path and reference agree within rounding, for any reduction", arguments: Loss.Reduction.allCases)
    func pathsAgree(reduction: Loss.Reduction) throws {
        let start = try network(Activation(OwnTanh()), output: Activation(OwnTanh()), as: Double.self)
        var recipe = Training(
            loss: Loss(OwnSquaredError(reduction: reduction)), optimizer: Optimizer(OwnKeeper(), learningRate: 1e-4),
            batching: .mini(size: 3, shuffled: true), path: .dense)
        let dense = try trained(recipe, start)
        recipe.path = .reference
        let reference = try trained(recipe, start)
        for (a, b) in zip(dense.parameters, reference.parameters) { #expect(abs(a - b) <= 1e-12 * (1 + abs(b))) }
        #expect(abs(dense.loss - reference.loss) <= 1e-12 * reference.loss)
        #expect(dense.parameters != start.layers.flatMap { $0.weight.elements + ($0.bias ?? []) })
        let builtIn: Loss = reduction == .sum ? .squaredError(.sum) : .squaredError(.mean)
        let share = reduction == .meanOverSamples ? 9.0 : 1
        let value = try Training(loss: builtIn, optimizer: .sgd(learningRate: 0)).loss(of: start, on: samples)
        let own = try Training(loss: recipe.loss, optimizer: .sgd(learningRate: 0)).loss(of: start, on: samples)
        #expect(abs(own - share * value) <= 1e-13 * own)
    }

    @Test(
        "A loss that is no sum over outputs: a copy of the cross-entropy",
        arguments: [ComputationPath.dense, .reference])
    func rowwise(path: ComputationPath) throws {
        var targets = Matrix(rows: samples.count, columns: 9, repeating: 0.0)
        for i in 0..<samples.count { targets[i, i % 9] = 1 }
        let classes = SampleSet(signals: samples.signals, labels: samples.labels, targets: targets)
        var (own, builtIn) = (try network(.tanh, as: Double.self), try network(.tanh, as: Double.self))
        var recipe = Training(loss: Loss(OwnCrossEntropy()), optimizer: .sgd(learningRate: 0.1), path: path)
        let outcome = try recipe.fit(&own, to: classes, epochs: 20)
        recipe.loss = .crossEntropy(.mean)
        let expected = try recipe.fit(&builtIn, to: classes, epochs: 20)
        #expect(abs(outcome.loss - expected.loss) < 1e-13)
        for (a, b) in zip(own.layers, builtIn.layers) {
            for (x, y) in zip(a.weight.elements, b.weight.elements) { #expect(abs(x - y) < 1e-13) }
        }
    }

    @Test("In fractions, rational copies equal the built-in parts exactly")
    func exact() throws {
        func gradients(_ activation: Activation, _ loss: Loss) throws -> Gradients<Rational> {
            let network = try network(activation, output: activation, as: Float.self).converted(to: Rational.self)
            let x = samples.signals.map { Rational($0) }
            return Backpropagation(network).gradients(inputs: x, targets: x, loss: loss)
        }
        let own = try gradients(Activation(OwnReLU()), Loss(OwnSquaredError()))
        #expect(own == (try gradients(.relu, .squaredError(.mean))))
        #expect(own.loss > .zero)
    }

    @Test("auto takes the dense path for an own loss or activation; the sweep refuses them, and says which")
    func paths() throws {
        func recipe(_ path: ComputationPath, _ loss: Loss = .squaredError(.mean)) -> Training {
            Training(loss: loss, optimizer: .sgd(learningRate: 1e-3), path: path)
        }
        func path(_ recipe: Training, _ network: Network<Float>) throws -> ComputationPath {
            var network = network
            return try recipe.fit(&network, to: samples, epochs: 1).path
        }
        let plain = try network(.relu)
        #expect(try path(recipe(.auto), plain) == .sweep)
        let own = Loss(OwnSquaredError())
        #expect(try path(recipe(.auto, own), plain) == .dense)
        var encoder = plain
        encoder.layers[0].dense.activation = Activation(OwnTanh())
        let networks = [
            (0, encoder), (1, try network(Activation(OwnReLU()))),
            (2, try network(.relu, output: Activation(OwnReLU()))),
        ]
        for (layer, network) in networks {
            #expect(try path(recipe(.auto), network) == .dense)
            let error = try #require(throws: TrainingError.self) { try path(recipe(.sweep), network) }
            #expect(error.place == "network.\(layer)" && error.problem.contains("found custom(own "), "\(error)")
        }
        let error = try #require(throws: TrainingError.self) { try path(recipe(.sweep, own), plain) }
        #expect(error.place == "network.2" && error.problem.contains("found custom(own squared error)"), "\(error)")
        var wide = recipe(.auto, own)
        wide.accumulators = .double
        #expect(throws: TrainingError.self) { try path(wide, plain) }
        for optimizer in [Optimizer.naturalGradient(), .slopeNewton(), .sobolev()] {
            let solver = Training(loss: own, optimizer: optimizer)
            #expect(throws: TrainingError.self) { try path(solver, plain) }
        }
    }

    @Test("The sweep serves an own rule, to the bits of the built-in one", arguments: recipes)
    func sweep(recipe: Training) throws {
        let builtIn = try trained(recipe, network(.relu, output: .relu))
        let own = try trained(copy(recipe, loss: false), network(.relu, output: .relu))
        #expect(own.parameters.map(\.bitPattern) == builtIn.parameters.map(\.bitPattern))
        #expect(own.loss == builtIn.loss)
        var repaired = Training(
            loss: .hingeResidual(.mean), optimizer: .momentum(learningRate: 1e-2),
            codeLinearity: CodeLinearity(projection: 0.5),
            kinkRepair: KinkRepair())
        let expected = try trained(repaired, network(.relu, output: .relu))
        repaired.optimizer.rule = .custom(CustomRule(OwnMomentum()))
        #expect(try trained(repaired, network(.relu, output: .relu)).parameters == expected.parameters)
    }

    @Test("What equals what, and how it is called")
    func identity() throws {
        #expect(Loss(OwnSquaredError()) == Loss(OwnSquaredError()))
        #expect(Loss(OwnSquaredError()) != Loss(OwnSquaredError(reduction: .sum)))
        #expect(Loss(OwnSquaredError()) != Loss(OwnCrossEntropy()) && Loss(OwnSquaredError()) != .squaredError(.mean))
        #expect(Activation(OwnReLU()) == Activation(OwnReLU()) && Activation(OwnReLU()) != Activation(OwnTanh()))
        #expect(Optimizer(OwnMomentum(), learningRate: 1) == Optimizer(OwnMomentum(), learningRate: 1))
        #expect(Optimizer(OwnMomentum(), learningRate: 1) != Optimizer(OwnMomentum(momentum: 0), learningRate: 1))
        #expect(Set([Loss(OwnSquaredError()), Loss(OwnSquaredError()), .crossEntropy(.mean)]).count == 2)
        #expect(Set([Activation(OwnReLU()), Activation(OwnReLU()), .relu]).count == 2)
        let rules = [OwnMomentum(), OwnMomentum()].map { Optimizer($0, learningRate: 1).rule }
        #expect(Set(rules + [.sgd]).count == 2)
        #expect("\(Loss(OwnSquaredError()))" == "custom(own squared error)")
        #expect("\(Activation(OwnReLU()))" == "custom(own relu)" && Activation("custom(own relu)") == nil)
        #expect(Optimizer(OwnMomentum(), learningRate: 1).name == "custom(own momentum)")
        #expect(Optimizer(OwnKeeper(), learningRate: 1).decayForm == .decoupled)
        #expect(!Activation(OwnReLU()).isPiecewiseLinear && Activation(OwnReLU()).isRational)
        #expect(Activation(OwnReLU()).canDie && !Activation(OwnTanh()).canDie && Activation(OwnTanh()).kinks.isEmpty)
        let rule = Optimizer(OwnMomentum(momentum: 0.5), learningRate: 1).rule
        #expect(rule.with([:], learningRate: 1) == rule && rule.parameters.isEmpty)
    }

    @Test("Stopped and resumed training ends in the same bits, with everything that a rule keeps")
    func resumes() throws {
        for path in [ComputationPath.auto, .dense, .reference] {
            let recipe = Training(
                loss: .squaredError(.mean), optimizer: Optimizer(OwnKeeper(), learningRate: 1e-2, weightDecay: 0.1),
                batching: .mini(size: 4, shuffled: true), path: path)
            var (whole, part) = (try network(.relu), try network(.relu))
            try recipe.fit(&whole, to: samples, epochs: 20)
            let checkpoint = try recipe.fit(&part, to: samples, epochs: 7).checkpoint
            #expect(checkpoint.moments.count == 3 && checkpoint.statistics.count == 2 + 3 + 2)
            #expect(checkpoint.statistics.contains { $0.rows == 16 && $0.columns == 1 })
            var resumed = try network(.relu)
            try recipe.fit(&resumed, to: samples, epochs: 20, from: checkpoint)
            #expect(resumed == whole && resumed != part)
            var foreign = checkpoint
            foreign.statistics.removeLast()
            #expect(throws: TrainingError.self) { try recipe.fit(&resumed, to: samples, epochs: 20, from: foreign) }
            foreign = checkpoint
            foreign.statistics[0] = Matrix(rows: 2, columns: 1, repeating: 0)
            #expect(throws: TrainingError.self) { try recipe.fit(&resumed, to: samples, epochs: 20, from: foreign) }
        }
    }

    @Test("A frozen layer is not stepped, and a projection acts after an own rule")
    func constraints() throws {
        var network = try network(.relu)
        network.layers[0].dense.isFrozen = true
        network.layers[1].dense.isNonNegative = true
        let before = network
        try Training(loss: Loss(OwnSquaredError()), optimizer: Optimizer(OwnKeeper(), learningRate: 0.1))
            .fit(&network, to: samples, epochs: 20)
        #expect(network.layers[0] == before.layers[0] && network.layers[1] != before.layers[1])
        #expect(network.layers[1].weight.elements.allSatisfy { $0 >= 0 })
    }
}

extension Training {
    /// The loss of a network that is not trained.
    fileprivate func loss(of network: Network<Double>, on samples: SampleSet) throws -> Double {
        var network = network
        return try fit(&network, to: samples, epochs: 0).loss
    }
}
