import Networks
import Testing

@testable import Analysis

/// Units that keep each other dead: what no gradient reaches any more stands still, and what stands still stays dead.
@Suite struct StandstillTests {
    private static func matrix(_ rows: [[Double]]) -> Matrix<Double> {
        Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0 })
    }

    private static func samples(_ signals: [[Double]], _ targets: [[Double]]) -> SampleSet {
        SampleSet(
            signals: matrix(signals),
            parameters: signals.indices.map {
                SignalParameters(position: Double($0), amplitude: 1, transitions: [], levels: [0])
            }, targets: matrix(targets))
    }

    /// 1 → two living ReLUs → an output ReLU that is off on both samples, and one that acts or is off, too.
    private struct Tower {
        var secondIsOn = false
        var optimizer = Optimizer.sgd(learningRate: 0.1)
        var velocity = 0.0
        var lossIsHinge = false

        let data = StandstillTests.samples([[1], [2]], [[1, 1], [2, 3]])
        var training: Training {
            Training(loss: lossIsHinge ? .hingeResidual(.mean) : .squaredError(.mean), optimizer: optimizer)
        }

        /// The first layer's bias of unit 0, and whether the second output acts.
        private func network(_ weights: [[Double]], _ bias: [Double], _ last: [[Double]], _ ends: [Double]) throws
            -> Network<Double>
        {
            try Network(
                inputs: 1,
                layers: [
                    Layer(dense: Dense(2, activation: .relu), weight: StandstillTests.matrix(weights), bias: bias),
                    Layer(dense: Dense(2, activation: .relu), weight: StandstillTests.matrix(last), bias: ends),
                ])
        }

        func checkpoint() throws -> TrainingCheckpoint<Double> {
            TrainingCheckpoint(
                network: try network([[1], [0.5]], [0, 0], [[1, -3], [1, 1]], [-1, secondIsOn ? 0.5 : -9]),
                moments: try (0..<optimizer.momentCount).map { k in
                    try network(
                        [[k == 0 ? velocity : velocity * velocity], [0]], [0, 0], [[0, 0], [0, 0]], [0, 0])
                }, epoch: 5, updates: 5, seconds: 0,
                schedule: ScheduleState(
                    learningRate: optimizer.learningRate, best: .infinity, epochsWithoutImprovement: 0))
        }

        func reasons(isKnown: Bool = true) throws -> [[DeadUnit.Reason]] {
            let state = try checkpoint()
            return DeadUnit.verdicts(
                on: state.network, samples: data, activity: Measures(of: state.network, on: data).activity,
                training: training, state: isKnown ? state : nil
            ).map(\.reasons)
        }

        func acts(epochs: Int = 2000) throws -> Bool {
            try DeadUnitTests.acts(
                [UnitActivity.Unit(layer: 1, index: 0)], from: checkpoint(), on: data, training: training,
                epochs: epochs)
        }
    }

    @Test("If all outputs are off and nothing moves without a gradient, the layers below do not revive them")
    func allOff() throws {
        let still: [Optimizer] = [
            .sgd(learningRate: 0.1), .rmsProp(learningRate: 0.1), .momentum(learningRate: 0.1),
            .nesterov(learningRate: 0.1), .adam(learningRate: 0.1), .muon(learningRate: 0.1),
            .shampoo(learningRate: 0.1), .naturalGradient(learningRate: 0.5, trust: 0.1),
        ]
        for optimizer in still {
            var tower = Tower(optimizer: optimizer)
            #expect(try tower.reasons() == [[.noGradient], [.noGradient]], "\(optimizer.name)")
            // A checkpoint of Shampoo has its roots, too; random networks try it below.
            if optimizer.name != "shampoo" { #expect(try !tower.acts(epochs: 300), "\(optimizer.name)") }
            // A path to the loss is left.
            tower.secondIsOn = true
            #expect(try tower.reasons() == [[.lowerLayers]] || tower.reasons() == [[.mixing, .lowerLayers]])
            // The loss gives a gradient to outputs that are off.
            tower = Tower(optimizer: optimizer, lossIsHinge: true)
            #expect(try tower.reasons().allSatisfy { $0.contains(.lossGradient) }, "\(optimizer.name)")
        }
    }

    @Test("What moves the layers below without a gradient revives: momentum that is left, decay")
    func moving() throws {
        // u = a − 1.5 a′ x − 1 at most, with the weight a of the first unit: it acts from a = 2.5 on.
        for optimizer in [
            Optimizer.momentum(learningRate: 0.1), .nesterov(learningRate: 0.1), .adam(learningRate: 1),
        ] {
            var tower = Tower(optimizer: optimizer, velocity: -9)
            #expect(try tower.reasons()[0] == [.lowerLayers], "\(optimizer.name)")
            #expect(try tower.acts(), "\(optimizer.name)")
            tower.velocity = -0.01
            // As far as this velocity goes, the output stays off.
            if optimizer.name != "adam" {
                #expect(try tower.reasons()[0] == [.noGradient], "\(optimizer.name)")
                #expect(try !tower.acts(), "\(optimizer.name)")
            }
            #expect(try tower.reasons(isKnown: false)[0].contains(.unknownState))
        }
        // A coupled decay under a rule that divides its size out moves every weight by the same.
        let decaying = Tower(optimizer: .rmsProp(learningRate: 0.01, weightDecay: 0.1))
        #expect(try decaying.reasons()[0].contains(.decay))
        // SGD shrinks all alike: the terms 1 · a x of the output are positive, and no proof covers it.
        let shrinking = Tower(optimizer: .sgd(learningRate: 0.1, weightDecay: 0.1))
        #expect(try shrinking.reasons()[0].first?.verdict == .revivable)
    }

    @Test("A frozen layer of zeros blocks a gradient, a living unit beside it does not; a skip goes around")
    func blocked() throws {
        /// 1 → a ReLU pair → a frozen layer → a ReLU that is off → 1.
        func reasons(weight: Double, skips: Bool = false) throws -> [DeadUnit.Reason] {
            let data = Self.samples([[1], [2]], [[1], [2]])
            let last = skips ? Dense(1, skip: Skip(3)) : Dense(1)
            let network = try Network<Double>(
                inputs: 1,
                layers: [
                    Layer(dense: Dense(1, activation: .relu), weight: Self.matrix([[1]]), bias: [1]),
                    Layer(
                        dense: Dense(2, activation: .relu, frozen: true), weight: Self.matrix([[1], [1]]),
                        bias: [-9, 1]
                    ),
                    Layer(
                        dense: Dense(1, frozen: true), weight: Self.matrix([[1, weight]]), bias: [0]),
                    Layer(
                        dense: last, weight: Self.matrix([skips ? [1, 1] : [1]]), bias: [0]),
                ])
            let verdicts = DeadUnit.verdicts(
                on: network, samples: data, activity: Measures(of: network, on: data).activity,
                training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), state: nil)
            #expect(verdicts.count == 1 && verdicts.first?.layer == 1)
            return verdicts.first?.reasons ?? []
        }
        #expect(try reasons(weight: 0) == [.untrained])
        #expect(try reasons(weight: 1) == [.lowerLayers])
        #expect(try reasons(weight: 0, skips: true) == [.lowerLayers])
    }

    @Test("Saturated hard tanhs and hard thresholds pass no gradient either")
    func saturated() throws {
        for (activation, bias, reason) in [
            (Activation.hardTanh, 5.0, DeadUnit.Reason.noGradient), (.hardTanh, -5, .noGradient),
            (.hardTanh, 0, .lowerLayers), (.hardThreshold, 5, .noGradient), (.hardThreshold, 0, .noGradient),
            (.tanh, 5, .lowerLayers),
        ] {
            // 1 → identity → the activation → 1, and beside it a ReLU that is off.
            let data = Self.samples([[0.25], [0.5]], [[1], [2]])
            let network = try Network<Double>(
                inputs: 1,
                layers: [
                    Layer(dense: Dense(1), weight: Self.matrix([[1]]), bias: [0]),
                    Layer(dense: Dense(1, activation: activation), weight: Self.matrix([[1]]), bias: [bias]),
                    Layer(
                        dense: Dense(1, activation: .relu, skip: Skip(2)), weight: Self.matrix([[0, 1]]), bias: [-3]),
                    Layer(dense: Dense(1, skip: Skip(2)), weight: Self.matrix([[1, 1]]), bias: [0]),
                ])
            let verdicts = DeadUnit.verdicts(
                on: network, samples: data, activity: Measures(of: network, on: data).activity,
                training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), state: nil)
            #expect(verdicts.last?.layer == 2 && verdicts.last?.reasons == [reason], "\(activation) \(bias)")
        }
    }

    /// 0 up to −3, below 0 up to 0: it can die, but is not dead wherever it is not positive.
    private struct HardSwish: ActivationFunction {
        let name = "hardSwish"
        let canDie = true
        func value<S: Scalar>(at u: S) -> S { u <= -3 ? 0 : (u >= 3 ? u : u * (u + 3) / 6) }
        func derivative<S: Scalar>(at u: S, activation a: S) -> S { u <= -3 ? 0 : (u >= 3 ? 1 : (2 * u + 3) / 6) }
    }

    @Test("An activation of one's own is dead where it is 0 without a slope, and nobody knows how far that goes")
    func ownActivation() throws {
        let data = Self.samples([[1], [2]], [[1], [2]])
        func found(_ bias: Double) throws -> [DeadUnit] {
            let network = try Network<Double>(
                inputs: 1,
                layers: [
                    Layer(
                        dense: Dense(2, activation: Activation(HardSwish())), weight: Self.matrix([[-1], [1]]),
                        bias: [bias, 1]),
                    Layer(dense: Dense(1), weight: Self.matrix([[1, 1]]), bias: [0]),
                ])
            return DeadUnit.verdicts(
                on: network, samples: data, activity: Measures(of: network, on: data).activity,
                training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), state: nil)
        }
        // −1 and −2: negative outputs that have a gradient.
        #expect(try found(0).isEmpty)
        #expect(try found(-3).map(\.reasons) == [[.ownActivation]])
    }

    // MARK: - Random trainings

    /// A random network of at most five layers, its data and a recipe that can train it.
    private struct Trial {
        let samples: SampleSet
        let training: Training
        let network: Network<Double>

        init(_ optimizer: Optimizer, seed: Int) throws {
            var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 19)
            func pick<Value>(_ values: [Value]) -> Value { values[stream.index(below: values.count)] }
            let hasCode = optimizer.needsScalarCode
            let repairs = hasCode || stream.index(below: 8) == 0
            let isEntrywise = !["muon", "shampoo", "naturalGradient"].contains(optimizer.name)
            let (inputs, outputs) = (1 + stream.index(below: 3), 1 + stream.index(below: 3))
            let isReLU = pick([true, true, false])
            var layers: [Dense] = []
            if repairs {
                layers = [
                    Dense(1, frozen: !hasCode && pick([true, false])),
                    Dense(2 + stream.index(below: 4), activation: .relu),
                    Dense(outputs, activation: .relu, bias: pick([true, false])),
                ]
            } else {
                let activations: [Activation] = [.relu, .relu, .relu, .hardThreshold, .hardTanh, .sigmoid, .identity]
                for l in 0..<stream.index(below: 5) {
                    var layer = Dense(
                        1 + stream.index(below: 3), activation: pick(activations), bias: pick([true, true, false]),
                        frozen: stream.index(below: 6) == 0, nonNegative: stream.index(below: 10) == 0)
                    if isEntrywise, l == 0, inputs > 1, stream.index(below: 8) == 0 {
                        layer = Dense.toeplitz(2, activation: .relu)
                    }
                    if isEntrywise, l > 0, stream.index(below: 5) == 0 {
                        layer.skip = Skip(2, linear: true)
                    }
                    layers.append(layer)
                }
                layers.append(Dense(outputs, activation: isReLU ? .relu : .identity, bias: pick([true, false])))
            }
            let isHinge = (repairs || isReLU) && stream.index(below: 4) == 0
            let count = 3 + stream.index(below: 3)
            func values(_ width: Int, _ range: ClosedRange<Double>) -> [[Double]] {
                (0..<count).map { _ in (0..<width).map { _ in stream.uniform(in: range) } }
            }
            samples = StandstillTests.samples(values(inputs, -1...1), values(outputs, -0.5...1.5))
            training = Training(
                loss: isHinge ? .hingeResidual(.mean) : .squaredError(.mean), optimizer: optimizer,
                kinkRepair: repairs && !hasCode ? KinkRepair(.every(20, from: 1)) : nil,
                batching: !repairs && stream.index(below: 3) == 0 ? .mini(size: 2, shuffled: true) : .full)
            network = try Network<Double>(
                inputs: inputs, layers: layers, initialization: .uniform(-1...1), seed: UInt64(seed))
        }

        /// A state with units that are off: after some epochs, or from rest.
        func start() throws -> TrainingCheckpoint<Double> {
            var stream = RandomStream(
                seed: training.seed &+ UInt64(network.parameterCount), purpose: .signals, index: 23)
            var moved = network
            var state = try training.fit(&moved, to: samples, epochs: 5 + stream.index(below: 40)).checkpoint
            if stream.index(below: 2) == 0 {
                for k in state.moments.indices {
                    for l in network.layers.indices {
                        state.moments[k].layers[l].weight = state.moments[k].layers[l].weight.map { _ in 0 }
                        state.moments[k].layers[l].bias = state.moments[k].layers[l].bias?.map { _ in 0 }
                    }
                }
            }
            for l in network.layers.indices where network.layers[l].dense.activation.canDie {
                let kills = stream.index(below: 3)
                for k in 0..<network.layers[l].outputs where kills == 0 || (kills == 1 && stream.index(below: 2) == 0) {
                    let highest =
                        (0..<samples.count).map {
                            state.network.forward(samples.signals).preactivations[l][$0, k]
                        }.max() ?? 0
                    let shift = max(0, highest) + stream.uniform(in: 1e-3...0.3)
                    if let bias = state.network.layers[l].bias?[k] { state.network.layers[l].bias?[k] = bias - shift }
                }
            }
            return state
        }
    }

    private static let recipes: [Optimizer] = [
        .sgd(learningRate: 0.1), .sgd(learningRate: 0.1, weightDecay: 0.05),
        .sgd(learningRate: 0.1, weightDecay: 0.05, decayForm: .decoupled), .momentum(learningRate: 0.02),
        .momentum(learningRate: 0.02, dialect: .keras), .momentum(learningRate: 0.02, weightDecay: 0.02),
        .nesterov(learningRate: 0.02), .nesterov(learningRate: 0.02, dialect: .keras, weightDecay: 0.02),
        .rmsProp(learningRate: 0.01), .rmsProp(learningRate: 0.01, weightDecay: 0.01),
        .rmsProp(learningRate: 0.01, dialect: .keras, weightDecay: 0.01), .adam(learningRate: 0.02),
        .adam(learningRate: 0.02, weightDecay: 0.01),
        .adam(learningRate: 0.02, weightDecay: 0.01, decayForm: .decoupled),
        .muon(learningRate: 0.02), .muon(learningRate: 0.02, weightDecay: 0.1), .shampoo(learningRate: 0.05),
        .shampoo(learningRate: 0.05, weightDecay: 0.05, decayForm: .decoupled),
        .shampoo(learningRate: 0.05, weightDecay: 0.05),
        .naturalGradient(learningRate: 0.3, trust: 0.05), .slopeNewton(learningRate: 0.5), .sobolev(learningRate: 0.1),
    ]

    /// How many units were called dead for ever, and those of the others that revived, by their reasons.
    private func trial(_ optimizer: Optimizer, seed: Int) throws -> (permanent: Int, revived: [[DeadUnit.Reason]])? {
        let trial = try Trial(optimizer, seed: seed)
        guard let state = try? trial.start() else { return nil }
        let activity = Measures(of: state.network, on: trial.samples).activity
        let verdicts = DeadUnit.verdicts(
            on: state.network, samples: trial.samples, activity: activity, training: trial.training, state: state)
        guard !verdicts.isEmpty else { return (0, []) }
        let units = verdicts.map { UnitActivity.Unit(layer: $0.layer, index: $0.index) }
        var revived: Set<UnitActivity.Unit> = []
        var network = state.network
        try trial.training.fit(
            &network, to: trial.samples, epochs: state.epoch + 250, from: state, observing: .every(1)
        ) { observation in
            let pass = observation.network.forward(trial.samples.signals)
            for unit in units where !revived.contains(unit) {
                let acts = (0..<trial.samples.count).contains { pass.activations[unit.layer][$0, unit.index] > 0 }
                if acts { revived.insert(unit) }
            }
        }
        for (unit, verdict) in zip(units, verdicts) where verdict.verdict == .permanent {
            #expect(
                !revived.contains(unit),
                "\(optimizer), seed \(seed): unit \(unit.index) of layer \(unit.layer), \(verdict.reasons), \(network)")
        }
        return (
            verdicts.count { $0.verdict == .permanent },
            zip(units, verdicts).filter { revived.contains($0.0) }.map(\.1.reasons)
        )
    }

    @Test("In random networks, whoever is said to be dead for ever stays dead, under every rule", arguments: recipes)
    func permanence(optimizer: Optimizer) throws {
        var (permanent, trials) = (0, 0)
        for seed in 1...40 {
            guard let found = try trial(optimizer, seed: seed) else { continue }
            permanent += found.permanent
            trials += 1
        }
        #expect(trials >= 20, "\(optimizer): \(trials)")
        // Under a decay that divides its size out, only what is not trained is sure.
        #expect(permanent > 0 || optimizer.weightDecay > 0, "\(optimizer)")
    }

    @Test("Each thing that may revive does revive some unit alone")
    func revivals() throws {
        var seen: Set<DeadUnit.Reason> = []
        for optimizer in Self.recipes {
            for seed in 1...40 {
                for reasons in try trial(optimizer, seed: seed)?.revived ?? [] where reasons.count == 1 {
                    seen.formUnion(reasons)
                }
            }
        }
        #expect(
            seen.isSuperset(of: [
                .lowerLayers, .momentum, .decay, .lossGradient, .kinkRepair, .sharedWeights,
            ]), "\(seen)")
    }
}
