import Testing

@testable import Networks

@Suite struct TrainingTests {
    private let samples: SampleSet
    private let recipe = Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3))

    init() throws { samples = try StepFunctions(length: 9, amplitude: 5).samples() }

    private func network(
        encoder: Dense = Dense(1), output: Activation = .relu, hidden: Dense = Dense(9, activation: .relu)
    ) throws -> Network<Float> {
        try Network(inputs: 9, initialization: .uniform(-0.5...0.5), seed: 7) {
            encoder
            hidden
            Dense(9, activation: output, bias: false)
        }
    }

    @Test("Training lowers the loss, twice to the same bits")
    func reproducible() throws {
        var (first, second) = (try network(), try network())
        let outcome = try recipe.fit(&first, to: samples, epochs: 500)
        try recipe.fit(&second, to: samples, epochs: 500)
        #expect(first == second)
        var untrained = try network()
        let before = try recipe.fit(&untrained, to: samples, epochs: 0).loss
        #expect(outcome.loss < before)
        #expect(outcome.status == .finished && outcome.epochs == 500)
    }

    @Test(
        "Stopped and resumed training ends in the same bits",
        arguments: [
            Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 1e-3)),
            Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 1e-3), path: .dense),
            Training(
                loss: .squaredError(.mean), optimizer: .nesterov(learningRate: 1e-3),
                batching: .mini(size: 4, shuffled: true), path: .dense),
            Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 1e-3), accumulators: .double),
            Training(
                loss: .squaredError(.mean), optimizer: .momentum(learningRate: 1e-3),
                batching: .mini(size: 4, shuffled: true)),
            Training(
                loss: .hingeResidual(.mean), optimizer: .rmsProp(learningRate: 1e-2),
                schedule: .dropOnPlateau(.init(factor: 0.5, patience: 3, threshold: 0.01))),
            Training(
                loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-2),
                schedule: .steps([.init(fromEpoch: 10, learningRate: 1e-3), .init(fromEpoch: 25, learningRate: 1e-4)])),
            Training(
                loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-2),
                schedule: .dropOnPlateau(.init(patience: 2, threshold: 0.5)), batching: .mini(size: 3, shuffled: true)),
        ])
    func resumes(recipe: Training) throws {
        var whole = try network()
        try recipe.fit(&whole, to: samples, epochs: 40)
        let stop = StopRequest()
        var part = try network()
        let interrupted = try recipe.fit(&part, to: samples, epochs: 40, observing: .list([17]), stop: stop) {
            if $0.epoch == 17 { stop.stop() }
        }
        #expect(interrupted.status == .interrupted && interrupted.epochs == 18)
        var resumed = try network()
        let outcome = try recipe.fit(&resumed, to: samples, epochs: 40, from: interrupted.checkpoint)
        #expect(outcome.epochs == 40)
        #expect(resumed == whole)
    }

    @Test("Observing does not change what is trained")
    func observersAreNeutral() throws {
        let recipe = Training(
            loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-2),
            schedule: .dropOnPlateau(.init(patience: 2, threshold: 0.5)), batching: .mini(size: 3, shuffled: true))
        var (quiet, watched) = (try network(), try network())
        try recipe.fit(&quiet, to: samples, epochs: 30)
        var seen: [Int] = []
        try recipe.fit(&watched, to: samples, epochs: 30, observing: .every(7)) { seen.append($0.epoch) }
        #expect(seen == [0, 7, 14, 21, 28, 30])
        #expect(quiet == watched)
    }

    @Test("Frozen and fixed layers keep their bits; the fixed linear encoder is 1/n")
    func frozen() throws {
        for encoder in [Dense(1, frozen: true), Dense(1, fixed: .linear)] {
            var network = try network(encoder: encoder)
            let before = network
            try recipe.fit(&network, to: samples, epochs: 50)
            #expect(network.layers[0] == before.layers[0])
            #expect(network.layers[1] != before.layers[1])
        }
        let fixed = try network(encoder: Dense(1, fixed: .linear))
        #expect(fixed.layers[0].weight.elements.allSatisfy { $0 == 1 / Float(9) } && fixed.layers[0].bias == [0])
    }

    @Test("Non-negative layers stay so; others do not")
    func nonNegative() throws {
        var constrained = try network(hidden: Dense(9, activation: .relu, nonNegative: true))
        var free = try network()
        try recipe.fit(&constrained, to: samples, epochs: 50)
        try recipe.fit(&free, to: samples, epochs: 50)
        #expect(constrained.layers[1].weight.elements.allSatisfy { $0 >= 0 })
        #expect(free.layers[1].weight.elements.contains { $0 < 0 })
        #expect(constrained.layers[1].bias?.contains { $0 < 0 } == true)
    }

    @Test("A mini-batch of every sample is a full batch")
    func miniBatches() throws {
        var (full, mini) = (try network(), try network())
        try recipe.fit(&full, to: samples, epochs: 20)
        var one = recipe
        one.batching = .mini(size: samples.count, shuffled: false)
        try one.fit(&mini, to: samples, epochs: 20)
        #expect(full == mini)
        var small = try network()
        one.batching = .mini(size: 3, shuffled: true)
        let outcome = try one.fit(&small, to: samples, epochs: 20)
        #expect(outcome.checkpoint.updates == 20 * 4)
        #expect(small != full)
    }

    @Test(
        "A loss that is no longer finite ends training as diverged",
        arguments: [ComputationPath.dense, .reference, .sweep])
    func divergence(path: ComputationPath) throws {
        let recipe = Training(loss: .squaredError(.sum), optimizer: .sgd(learningRate: 1e6), path: path)
        var network = try network(output: .identity)
        let outcome = try recipe.fit(&network, to: samples, epochs: 1000)
        #expect(outcome.status == .diverged)
        #expect(outcome.epochs < 1000 && !outcome.loss.isFinite)
        // The step that would follow the last finite loss is the last one taken.
        var again = try self.network(output: .identity)
        try recipe.fit(&again, to: samples, epochs: outcome.epochs)
        #expect(again == network || !network.isFinite)
    }

    @Test("The schedule's rates are used from their epochs on")
    func schedule() throws {
        var recipe = recipe
        recipe.schedule = .steps([.init(fromEpoch: 5, learningRate: 0.25), .init(fromEpoch: 8, learningRate: 0)])
        var network = try network()
        var networks: [Network<Float>] = []
        var rates: [Double] = []
        try recipe.fit(&network, to: samples, epochs: 10, observing: .every(1)) {
            networks.append($0.network)
            rates.append($0.learningRate)
        }
        #expect(rates == [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 0.25, 0.25, 0.25, 0, 0, 0])
        #expect(networks[8] == networks[9] && networks[9] == networks[10])
        #expect(networks[7] != networks[8])
    }

    @Test("A plateau lowers the rate, not below its minimum")
    func plateau() throws {
        var recipe = recipe
        recipe.optimizer.learningRate = 1e-5
        recipe.schedule = .dropOnPlateau(.init(factor: 0.1, patience: 5, threshold: 0.9, minimumRate: 1e-7))
        var network = try network()
        let outcome = try recipe.fit(&network, to: samples, epochs: 60)
        #expect(outcome.checkpoint.schedule.learningRate == 1e-7)
    }

    @Test("Subnormals are flushed during epochs, and nowhere else")
    func subnormals() throws {
        // No sample reaches the unit, so that its moment only decays: by 0.99 an epoch,
        // into subnormals after some 8,700.
        var network = try network()
        network.layers[1].bias = network.layers[1].bias?.map { _ in -1000 }
        let moments = [try self.network()]
        let start = TrainingCheckpoint(
            network: network, moments: moments, epoch: 0, updates: 0, seconds: 0,
            schedule: ScheduleState(learningRate: 0, best: .infinity, epochsWithoutImprovement: 0))
        var quiet = recipe
        quiet.optimizer.learningRate = 0
        var inObserver: Float = 0
        let outcome = try quiet.fit(&network, to: samples, epochs: 9500, from: start, observing: .list([9000])) {
            inObserver += Float.leastNormalMagnitude / Float(2 + $0.epoch)
        }
        let decayed = outcome.checkpoint.moments[0].layers[1].weight.elements
        #expect(decayed.allSatisfy { $0 == 0 || abs($0) >= .leastNormalMagnitude })
        #expect(inObserver > 0 && Float.leastNormalMagnitude / Float(network.layers.count) > 0)
    }

    @Test("Mini-batches: an epoch by hand, the last batch smaller, targets apart from signals")
    func miniBatchesByHand() throws {
        let samples = try samples.targetingParameters()
        var network = try Network<Double>(inputs: 9, initialization: .uniform(-0.5...0.5), seed: 3) {
            Dense(4, activation: .tanh)
            Dense(2)
        }
        var expected = network
        for rows in [0..<4, 4..<8, 8..<10] {
            let part = samples.selecting(Array(rows))
            let gradients = Backpropagation(expected).gradients(
                inputs: part.signals, targets: part.targets, loss: .squaredError(.mean))
            for l in expected.layers.indices {
                for k in expected.layers[l].weight.elements.indices {
                    expected.layers[l].weight.elements[k] -= 0.01 * gradients.layers[l].weight.elements[k]
                }
                for k in 0..<expected.layers[l].outputs {
                    expected.layers[l].bias?[k] -= 0.01 * (gradients.layers[l].bias?[k] ?? 0)
                }
            }
        }
        try Training(
            loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.01), batching: .mini(size: 4, shuffled: false)
        ).fit(&network, to: samples, epochs: 1)
        for (layer, wanted) in zip(network.layers, expected.layers) {
            for (a, b) in zip(layer.weight.elements, wanted.weight.elements) { #expect(abs(a - b) < 1e-14) }
        }
    }

    @Test("Shapes changed by hand, and checkpoints of other networks, are refused")
    func foreignShapes() throws {
        var network = try network()
        let good = try recipe.fit(&network, to: samples, epochs: 1).checkpoint
        var broken = network
        broken.layers[1].weight = Matrix(rows: 3, columns: 1, repeating: 0)
        #expect(throws: TrainingError.self) { try recipe.fit(&broken, to: samples, epochs: 1) }
        var moments = good
        moments.moments = []
        #expect(throws: TrainingError.self) { try recipe.fit(&network, to: samples, epochs: 2, from: moments) }
        var other = good
        other.network = try Network(inputs: 9, layers: [Dense(9)], initialization: .zeros, seed: 1)
        #expect(throws: TrainingError.self) { try recipe.fit(&network, to: samples, epochs: 2, from: other) }
        #expect(throws: TrainingError.self) { try recipe.fit(&network, to: samples, epochs: 0, from: good) }
    }

    @Test("Recipes that do not fit the network or the samples are refused by name")
    func refusals() throws {
        func part(_ recipe: Training, _ network: Network<Float>, epochs: Int = 1) -> String? {
            do {
                try recipe.validate(network, samples: samples, epochs: epochs)
                return nil
            } catch { return error.place }
        }
        let good = try network()
        #expect(part(recipe, good) == nil)
        #expect(part(recipe, good, epochs: -1) == "epochs")
        #expect(part(Training(loss: .crossEntropy(.mean), optimizer: recipe.optimizer), good) == "loss")
        #expect(
            part(Training(loss: recipe.loss, optimizer: .sgd(learningRate: .nan)), good) == "optimizer.learningRate")
        let narrow = try Network<Float>(inputs: 8, layers: [Dense(9)], initialization: .zeros, seed: 1)
        let short = try Network<Float>(inputs: 9, layers: [Dense(8)], initialization: .zeros, seed: 1)
        #expect(part(recipe, narrow) == "network" && part(recipe, short) == "network.0")
        var batched = recipe
        batched.batching = .mini(size: 0, shuffled: true)
        #expect(part(batched, good) == "batch")
        let threshold = try network(output: .hardThreshold)
        #expect(part(recipe, threshold) == "network.2.activation")
        #expect(part(recipe, threshold, epochs: 0) == nil)
    }

    @Test("Impossible networks are refused before allocation")
    func networkRefusals() {
        func make(_ inputs: Int, _ layers: [Dense]) throws {
            _ = try Network<Float>(inputs: inputs, layers: layers, initialization: .zeros, seed: 1)
        }
        #expect(throws: NetworkError.noLayers) { try make(3, []) }
        #expect(throws: NetworkError.self) { try make(0, [Dense(1)]) }
        #expect(throws: NetworkError.self) { try make(3, [Dense(-1)]) }
        #expect(throws: NetworkError.self) { try make(3, [Dense(.max)]) }
        #expect(throws: NetworkError.tooManyParameters) { try make(1 << 20, [Dense(1 << 20)]) }
        #expect(throws: NetworkError.self) { try make(3, [Dense(2, activation: .leakyReLU(slope: -1))]) }
        #expect(throws: NetworkError.self) {
            _ = try Network<Float>(inputs: 3, layers: [Dense(1)], initialization: .uniform(-.infinity...1), seed: 1)
        }
    }

    @Test("Log-spaced observations: both ends, and about the requested number per decade")
    func observationEpochs() {
        let epochs = ObservationEpochs.logSpaced(perDecade: 20).epochs(through: 557_600)
        #expect(epochs.first == 0 && epochs.last == 557_600)
        #expect(epochs == epochs.sorted() && Set(epochs).count == epochs.count)
        #expect(epochs.count { (1000..<10_000).contains($0) } == 20)
        #expect(ObservationEpochs.ends.epochs(through: 0) == [0])
        #expect(ObservationEpochs.list([3, 99, -1]).epochs(through: 10) == [0, 3, 10])
    }
}
