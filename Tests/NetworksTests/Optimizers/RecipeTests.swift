import Foundation
import Testing

@testable import Networks

/// The parts of a recipe, each where another part could hide its fault.
@Suite struct RecipeTests {
    private let samples: SampleSet

    init() throws { samples = try StepFunctions(length: 5, amplitude: 2).samples() }

    /// A network with a frozen layer between two trainable ones.
    private func sandwich(frozen: Dense = Dense(4, activation: .relu, frozen: true)) throws -> Network<Float> {
        try Network(inputs: 5, initialization: .uniform(-0.5...0.5), seed: 3) {
            Dense(4, activation: .leakyReLU(slope: 0.5))
            frozen
            Dense(5)
        }
    }

    @Test("A frozen layer in the middle keeps its bits under weight decay and moments; those around it learn")
    func frozenInTheMiddle() throws {
        for optimizer: Optimizer in [
            .sgd(learningRate: 1e-2, weightDecay: 0.1), .adam(learningRate: 1e-2, weightDecay: 0.1),
        ] {
            var network = try sandwich()
            let before = network
            try Training(loss: .squaredError(.mean), optimizer: optimizer).fit(&network, to: samples, epochs: 20)
            #expect(network.layers[1] == before.layers[1])
            #expect(network.layers[0] != before.layers[0] && network.layers[2] != before.layers[2])
        }
    }

    @Test("Moments belong to their own parameters: none for a frozen layer, Adam's second ones not negative")
    func moments() throws {
        var network = try sandwich()
        let outcome = try Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 1e-3)).fit(
            &network, to: samples, epochs: 5)
        let moments = outcome.checkpoint.moments
        #expect(moments.count == 2)
        for moment in moments {
            #expect(moment.layers[1].weight.elements.allSatisfy { $0 == 0 })
            #expect(moment.layers[1].bias?.allSatisfy { $0 == 0 } == true)
            for l in [0, 2] { #expect(moment.layers[l].weight.elements.contains { $0 != 0 }) }
        }
        for l in [0, 2] {
            #expect(moments[0].layers[l].weight.elements.contains { $0 < 0 })
            #expect(moments[1].layers[l].weight.elements.allSatisfy { $0 >= 0 })
        }
    }

    @Test("Errors pass through a frozen layer to the layers below, on both paths")
    func gradientThroughFrozen() throws {
        var networks = [try sandwich(), try sandwich()]
        for (k, path) in [ComputationPath.reference, .dense].enumerated() {
            try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1), path: path)
                .fit(&networks[k], to: samples, epochs: 3)
        }
        for (a, b) in zip(networks[0].layers[0].weight.elements, networks[1].layers[0].weight.elements) {
            #expect(abs(a - b) < 1e-5)
        }
    }

    @Test("Non-negative weights are projected before the first epoch; frozen ones never")
    func projectionAtTheStart() throws {
        for frozen in [false, true] {
            var network = try sandwich(frozen: Dense(4, activation: .relu, frozen: frozen, nonNegative: true))
            let before = network
            #expect(before.layers[1].weight.elements.contains { $0 < 0 })
            try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0)).fit(
                &network, to: samples, epochs: 0)
            let expected = before.layers[1].weight.elements.map { frozen ? $0 : max(0, $0) }
            #expect(network.layers[1].weight.elements == expected)
            #expect(network.layers[1].bias == before.layers[1].bias)
        }
    }

    @Test("A rate that begins at epoch 0 replaces the optimizer's")
    func scheduleFromTheStart() throws {
        var network = try sandwich()
        let before = network
        let outcome = try Training(
            loss: .squaredError(.mean), optimizer: .sgd(learningRate: 1),
            schedule: .steps([.init(fromEpoch: 0, learningRate: 0)])
        ).fit(&network, to: samples, epochs: 2)
        #expect(network == before && outcome.checkpoint.schedule.learningRate == 0)
    }

    @Test("A plateau: patience, threshold and the count after a drop, epoch by epoch")
    func plateau() {
        let schedule = Schedule.dropOnPlateau(
            .init(factor: 0.5, patience: 2, threshold: 0.1, minimumRate: 0.2))
        var state = ScheduleState(learningRate: 1)
        var rates: [Double] = []
        // 0.95 and 0.91 are no improvement of a tenth on 1; 0.89 is.
        for loss in [1, 0.95, 0.91, 0.95, 0.89, 2, 2, 2, 2, 2] {
            state.note(schedule, loss: loss)
            rates.append(state.learningRate)
        }
        #expect(rates == [1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2])
        #expect(state.best == 0.89)
        var low = ScheduleState(learningRate: 0.1)
        for _ in 0..<9 { low.note(schedule, loss: 1) }
        #expect(low.learningRate == 0.1, "a rate below the minimum is not raised")
    }

    @Test(
        "Schedules out of range are named",
        arguments: [
            (.steps([.init(fromEpoch: 3, learningRate: 1), .init(fromEpoch: 3, learningRate: 2)]), "1.fromEpoch"),
            (.steps([.init(fromEpoch: 3, learningRate: -1)]), "0.learningRate"),
            (.dropOnPlateau(.init(factor: 1)), "dropOnPlateau.factor"),
            (.dropOnPlateau(.init(patience: 0)), "dropOnPlateau.patience"),
            (.dropOnPlateau(.init(threshold: 1)), "dropOnPlateau.threshold"),
            (.dropOnPlateau(.init(minimumRate: -1)), "dropOnPlateau.minimumRate"), (.dropOnPlateau(.init()), nil),
        ] as [(Schedule, String?)])
    func scheduleObjections(schedule: Schedule, parameter: String?) {
        #expect(schedule.objection?.parameter == parameter)
    }

    /// Two samples of one weight, x = 1 and targets 1 and 3, a sample a batch.
    private func twoBatches(_ optimizer: Optimizer, epochs: Int) throws -> Double {
        let samples = SampleSet(
            signals: Matrix(rows: 2, columns: 1, elements: [1, 1]),
            parameters: Array(
                repeating: SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [1]), count: 2),
            targets: Matrix(rows: 2, columns: 1, elements: [1, 3]))
        var network = try Network<Double>(inputs: 1, layers: [Dense(1, bias: false)], initialization: .zeros, seed: 1)
        try Training(
            loss: .squaredError(.halfSum), optimizer: optimizer, batching: .mini(size: 1, shuffled: false)
        ).fit(&network, to: samples, epochs: epochs)
        return network.layers[0].weight[0, 0]
    }

    @Test("In mini-batches Adam counts updates, not epochs, and every rule decays its weights")
    func updates() throws {
        let decay = 0.5
        var (w, m, v, u) = (0.0, 0.0, 0.0, 0.0)
        for t in 1...6 {
            let g = w - (t % 2 == 1 ? 1 : 3) + decay * w
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            w -= 0.1 * (m / (1 - pow(0.9, Double(t)))) / ((v / (1 - pow(0.999, Double(t)))).squareRoot() + 1e-8)
        }
        #expect(abs(try twoBatches(.adam(learningRate: 0.1, weightDecay: decay), epochs: 3) - w) < 1e-13)
        (w, u) = (0, 0)
        for t in 1...6 {
            u = 0.9 * u + w - (t % 2 == 1 ? 1 : 3) + decay * w
            w -= 0.1 * u
        }
        #expect(abs(try twoBatches(.momentum(learningRate: 0.1, weightDecay: decay), epochs: 3) - w) < 1e-13)
    }

    @Test("The dialects' own constants")
    func dialects() {
        #expect(
            Optimizer.rmsProp(learningRate: 1).rule == .rmsProp(decay: 0.99, epsilon: 1e-8, epsilonInsideRoot: false))
        #expect(
            Optimizer.rmsProp(learningRate: 1, dialect: .keras).rule
                == .rmsProp(decay: 0.9, epsilon: 1e-7, epsilonInsideRoot: true))
    }

    @Test(
        "The loss of an epoch in unequal mini-batches is the loss over all samples",
        arguments: [Loss.squaredError(.mean), .squaredError(.sum)])
    func lossOfMiniBatches(loss: Loss) throws {
        var network = try sandwich()
        let outcome = try Training(
            loss: loss, optimizer: .sgd(learningRate: 0), schedule: .dropOnPlateau(.init()),
            batching: .mini(size: 4, shuffled: true)
        ).fit(&network, to: samples, epochs: 1)
        #expect(abs(outcome.checkpoint.schedule.best - outcome.loss) <= 1e-6 * outcome.loss)
    }

    @Test("Mini-batches that diverge end training at once")
    func divergenceInMiniBatches() throws {
        var network = try sandwich()
        let outcome = try Training(
            loss: .squaredError(.sum), optimizer: .sgd(learningRate: 1e6), batching: .mini(size: 2, shuffled: false)
        ).fit(&network, to: samples, epochs: 1000)
        #expect(outcome.status == .diverged && outcome.epochs < 1000)
    }

    @Test("An interrupted run is not observed at its end; a resumed one is timed with what came before")
    func interruption() throws {
        let recipe = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 1e-3))
        let stop = StopRequest()
        var (network, seen) = (try sandwich(), [Int]())
        let part = try recipe.fit(&network, to: samples, epochs: 9, observing: .list([4]), stop: stop) {
            seen.append($0.epoch)
            if $0.epoch == 4 { stop.stop() }
        }
        #expect(seen == [0, 4] && part.status == .interrupted && part.epochs == 5)
        let rest = try recipe.fit(&network, to: samples, epochs: 9, from: part.checkpoint)
        #expect(rest.epochs == 9 && rest.seconds > part.seconds)
        #expect(rest.microsecondsPerEpoch == rest.seconds * 1e6 / 9)
    }

    @Test("Each path is computed by its own code; auto takes the dense one for a wide code")
    func paths() throws {
        for (path, resolved) in [
            (ComputationPath.auto, ComputationPath.dense), (.dense, .dense), (.reference, .reference),
        ] {
            var network = try sandwich()
            let recipe = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0), path: path)
            #expect(try recipe.fit(&network, to: samples, epochs: 1).path == resolved)
            let loop = TrainingLoop(recipe, network: network, samples: samples, epochs: 1, checkpoint: nil)
            let computed = Mirror(reflecting: loop).descendant("path", "base")
            #expect((computed is ReferencePath<Float>) == (resolved == .reference))
            #expect((computed is DensePath<Float>) == (resolved == .dense))
        }
    }

    @Test("A hard threshold is trained above, not at or below, the first trainable layer")
    func hardThreshold() throws {
        let recipe = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 1e-3))
        let below = try Network<Float>(
            inputs: 5, layers: [Dense(4, activation: .hardThreshold, frozen: true), Dense(5)],
            initialization: .glorot(.uniform), seed: 1)
        try recipe.validate(below, samples: samples, epochs: 1)
        let above = try Network<Float>(
            inputs: 5, layers: [Dense(4), Dense(4, activation: .hardThreshold, frozen: true), Dense(5)],
            initialization: .glorot(.uniform), seed: 1)
        #expect(throws: TrainingError.self) { try recipe.validate(above, samples: samples, epochs: 1) }
    }

    #if arch(x86_64) || arch(arm64)
    @Test("Subnormal weights become zero in an epoch, and stay where there is none")
    func flushing() throws {
        for epochs in [0, 1] {
            var network = try sandwich()
            network.layers[0].weight.elements[0] = .leastNormalMagnitude / 4
            try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0)).fit(
                &network, to: samples, epochs: epochs)
            #expect(network.layers[0].weight.elements[0].isZero == (epochs == 1))
        }
    }
    #endif

    @Test("The code is the first of the narrowest layers, never the output")
    func codeLayer() throws {
        func code(_ widths: [Int]) throws -> Int? {
            try Network<Float>(inputs: 5, layers: widths.map { Dense($0) }, initialization: .zeros, seed: 1).codeLayer
        }
        #expect(try code([3]) == nil)
        #expect(try code([4, 2, 3, 2, 5]) == 1)
        #expect(try code([4, 3, 1]) == 1)
        #expect(try code([1, 1, 1]) == 0)
    }
}
