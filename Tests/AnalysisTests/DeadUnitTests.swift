import Networks
import Testing

@testable import Analysis

/// The verdicts on one dead unit: proofs that hold in training, and what revives it otherwise.
@Suite struct DeadUnitTests {
    /// x → relu(a x + b) → u · , with one unit, on x = 1, 1.5, 2; the unit acts on none.
    private struct One {
        var optimizer: Optimizer
        var (a, b): (Double, Double)
        var x: [Double] = [1, 1.5, 2]
        /// The moments of a and b, as many pairs as the rule has.
        var moments: [(Double, Double)] = []
        var activation = Activation.relu
        var isFrozen = false
        var updates = 1000
        var schedule = Schedule.constant

        init(_ optimizer: Optimizer, a: Double, b: Double) { (self.optimizer, self.a, self.b) = (optimizer, a, b) }

        private func network(_ a: Double, _ b: Double, _ u: Double) throws -> Network<Double> {
            func matrix(_ value: Double) -> Matrix<Double> { Matrix(rows: 1, columns: 1, elements: [value]) }
            return try Network(
                inputs: 1,
                layers: [
                    Layer(
                        dense: Dense(1, activation: activation, frozen: isFrozen), weight: matrix(a), bias: [b]),
                    Layer(dense: Dense(1, bias: false), weight: matrix(u), bias: nil),
                ])
        }

        private var samples: SampleSet {
            let column = Matrix(rows: x.count, columns: 1, elements: x)
            return SampleSet(
                signals: column,
                parameters: x.map { SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [$0]) },
                targets: column)
        }

        private var training: Training {
            Training(loss: .squaredError(.mean), optimizer: optimizer, schedule: schedule)
        }

        private func checkpoint() throws -> TrainingCheckpoint<Double> {
            TrainingCheckpoint(
                network: try network(a, b, 1),
                moments: try (0..<optimizer.momentCount).map { k in
                    let (first, second) = k < moments.count ? moments[k] : (0, 0)
                    return try network(first, second, 0)
                }, epoch: updates, updates: updates, seconds: 0,
                schedule: ScheduleState(
                    learningRate: optimizer.learningRate, best: .infinity, epochsWithoutImprovement: 0))
        }

        /// The reasons of the verdict.
        func reasons(isKnown: Bool = true) throws -> [DeadUnit.Reason] {
            let network = try network(a, b, 1)
            let activity = Measures(of: network, on: samples).activity
            #expect(activity.deadHiddenUnits.count == 1)
            let verdicts = DeadUnit.verdicts(
                on: network, samples: samples, activity: activity, training: training,
                state: isKnown ? try checkpoint() : nil)
            #expect(verdicts.count == 1)
            let unit = try #require(verdicts.first)
            #expect(unit.reasons.allSatisfy { $0.verdict == unit.verdict } && !unit.reasons.isEmpty)
            #expect(unit.verdict == .revivable || unit.reasons.count == 1)
            return unit.reasons
        }

        /// Whether the unit acts on a sample within so many epochs.
        func acts(within epochs: Int = 4000) throws -> Bool {
            try DeadUnitTests.acts(
                [UnitActivity.Unit(layer: 0, index: 0)], from: checkpoint(), on: samples, training: training,
                epochs: epochs)
        }
    }

    /// Whether a unit acts on a sample while training goes on.
    static func acts<S: TrainableScalar>(
        _ units: [UnitActivity.Unit], from checkpoint: TrainingCheckpoint<S>, on samples: SampleSet,
        training: Training, epochs: Int
    ) throws -> Bool {
        var network = checkpoint.network
        var acts = false
        let (stop, signals) = (StopRequest(), samples.signals.map { S($0) })
        try training.fit(
            &network, to: samples, epochs: checkpoint.epoch + epochs, from: checkpoint, observing: .every(1), stop: stop
        ) { observation in
            let pass = observation.network.forward(signals)
            acts =
                acts
                || units.contains { unit in
                    (0..<samples.count).contains { pass.activations[unit.layer][$0, unit.index] > 0 }
                }
            if acts { stop.stop() }
        }
        return acts
    }

    @Test("Without decay and momentum nothing moves it")
    func still() throws {
        for optimizer in [
            Optimizer.sgd(learningRate: 0.1), .rmsProp(learningRate: 0.1), .momentum(learningRate: 0.1),
            .nesterov(learningRate: 0.1), .adam(learningRate: 0.1), .muon(learningRate: 0.1),
        ] {
            let one = One(optimizer, a: -1, b: 0.5)
            #expect(try one.reasons() == [.noGradient], "\(optimizer.name)")
            #expect(try !one.acts(), "\(optimizer.name)")
        }
        var frozen = One(.shampoo(learningRate: 0.1), a: -1, b: 0.5)
        // Alone in its layer, it leaves the roots nothing to mix.
        #expect(try frozen.reasons() == [.noGradient])
        frozen.isFrozen = true
        #expect(try frozen.reasons() == [.untrained])
    }

    @Test("Every form of Muon leaves it where no gradient is left, and shrinks it with a decay")
    func muonForms() throws {
        var forms = [MuonForm](repeating: MuonForm(vectorRate: 0.1), count: 5)
        forms[0].scale = .none
        forms[1].epsilon = 1e-7
        forms[2].scale = .largerSide
        forms[3].isCorrected = true
        (forms[4].epsilon, forms[4].isCorrected, forms[4].scale) = (1e-7, true, .none)
        for form in forms {
            func one(_ b: Double, decay: Double = 0) -> One {
                One(Optimizer(.muonForm(form), learningRate: 0.1, weightDecay: decay), a: -1, b: b)
            }
            #expect(try one(0.5).reasons() == [.noGradient] && !one(0.5).acts(), "\(form)")
            #expect(try one(0.5).reasons(isKnown: false) == [.unknownState])
            #expect(try one(-0.5, decay: 0.1).reasons() == [.shrinking] && !one(-0.5, decay: 0.1).acts(), "\(form)")
            #expect(try one(0.5, decay: 0.1).reasons() != [.shrinking])
            var moving = one(0.5)
            moving.moments = [(-1, 0), (1, 0)]
            #expect(try moving.reasons() == [.momentum] && moving.acts(), "\(form)")
        }
    }

    @Test("What is left of a velocity lifts it, or is too small: the line between is where the formula has it")
    func velocity() throws {
        // The largest preactivation is −½. Reach: 0.09, 0.081, 9 and 8.1 times the velocity.
        for (optimizer, small, large) in [
            (Optimizer.momentum(learningRate: 0.01), -5.5, -5.6),
            (.nesterov(learningRate: 0.01), -6.1, -6.2),
            (.momentum(learningRate: 0.01, dialect: .keras), -0.055, -0.056),
            (.nesterov(learningRate: 0.01, dialect: .keras), -0.061, -0.062),
        ] {
            var one = One(optimizer, a: -1, b: 0.5)
            one.moments = [(0, small)]
            #expect(try one.reasons() == [.momentumFades] && !one.acts(), "\(optimizer)")
            #expect(try one.reasons(isKnown: false) == [.unknownState])
            one.moments = [(0, large)]
            #expect(try one.reasons() == [.momentum] && one.acts(), "\(optimizer)")
            // Away from the samples.
            one.moments = [(0, -large)]
            #expect(try one.reasons() == [.momentumFades] && !one.acts(), "\(optimizer)")
        }
        // A later rate counts, where the rate is outside.
        var one = One(.momentum(learningRate: 0.01), a: -1, b: 0.5)
        one.moments = [(0, -5.5)]
        one.schedule = .steps([Schedule.Change(fromEpoch: 1001, learningRate: 0.1)])
        #expect(try one.reasons() == [.momentum] && one.acts())
        one.schedule = .steps([Schedule.Change(fromEpoch: 10, learningRate: 0.1)])
        #expect(try one.reasons() == [.momentumFades])
    }

    @Test("Adam's moments move each parameter by a bounded distance")
    func adam() throws {
        // q/(1 − q) = 9.05: at a rate of 0.01, and |m|/√v = 1, by at most 0.0906.
        for (b, reason) in [(0.9, DeadUnit.Reason.momentumFades), (0.95, .momentum)] {
            for optimizer in [Optimizer.adam(learningRate: 0.01), .muon(learningRate: 0.5)] {
                var one = One(optimizer, a: -1, b: b)
                one.moments = [(0, -3), (0, 9)]
                #expect(try one.reasons() == [reason], "\(optimizer.name)")
                #expect(try one.acts() == (reason == .momentum), "\(optimizer.name)")
                #expect(try one.reasons(isKnown: false) == [.unknownState])
            }
        }
    }

    @Test("Decay by one factor is a proof where no term is positive, and else a matter of rounding")
    func decay() throws {
        for form in [Optimizer.DecayForm.coupled, .decoupled] {
            func sgd(_ decay: Double) -> Optimizer { .sgd(learningRate: 0.1, weightDecay: decay, decayForm: form) }
            #expect(try One(sgd(0.5), a: -1, b: -0.5).reasons() == [.shrinking])
            #expect(try !One(sgd(0.5), a: -1, b: -0.5).acts())
            #expect(try One(sgd(0.5), a: -1, b: 0.5).reasons() == [.rounding])
            #expect(try One(sgd(15), a: -1, b: -0.5).reasons() == [.decay])
            #expect(try One(sgd(15), a: -1, b: -0.5).acts())
            #expect(try One(sgd(0.5), a: 0, b: 0).reasons() == [.noGradient])
        }
        let coupled: [Optimizer] = [
            .rmsProp(learningRate: 0.01, weightDecay: 0.01), .adam(learningRate: 0.01, weightDecay: 0.01),
        ]
        for optimizer in coupled {
            #expect(try One(optimizer, a: -1, b: 0.5).reasons() == [.decay])
            #expect(try One(optimizer, a: -1, b: 0.5).acts(), "\(optimizer.name)")
        }
        for optimizer in [
            Optimizer.rmsProp(learningRate: 0.01, weightDecay: 0.1, decayForm: .decoupled),
            .adam(learningRate: 0.01, weightDecay: 0.1, decayForm: .decoupled),
            .muon(learningRate: 0.01, weightDecay: 0.1),
        ] {
            #expect(try One(optimizer, a: -1, b: -0.5).reasons() == [.shrinking], "\(optimizer.name)")
            #expect(try !One(optimizer, a: -1, b: -0.5).acts(), "\(optimizer.name)")
            #expect(try One(optimizer, a: -1, b: 0.5).reasons() != [.shrinking], "\(optimizer.name)")
        }
    }

    @Test("Momentum and decay together: a proof up to the decay at which the parameters swing")
    func swing() throws {
        // (1 − √0.9)² = 0.00263, and (0.1/1.9)² = 0.00277.
        for (name, below, above) in [("momentum", 0.0026, 0.0027), ("nesterov", 0.0027, 0.0029)] {
            for dialect in [Optimizer.Dialect.torch, .keras] {
                func optimizer(_ product: Double) -> Optimizer {
                    name == "momentum"
                        ? .momentum(
                            learningRate: 0.5, dialect: dialect, weightDecay: 2 * product, decayForm: .coupled)
                        : .nesterov(
                            learningRate: 0.5, dialect: dialect, weightDecay: 2 * product, decayForm: .coupled)
                }
                #expect(try One(optimizer(below), a: -1, b: -0.5).reasons() == [.shrinking])
                #expect(try !One(optimizer(below), a: -1, b: -0.5).acts())
                #expect(try One(optimizer(above), a: -1, b: -0.5).reasons() == [.decay])
                #expect(try One(optimizer(above), a: -1, b: -0.5).acts(), "\(name) \(dialect)")
            }
        }
        // With velocities: the slower mode decides.
        for form in [Optimizer.DecayForm.coupled, .decoupled] {
            var one = One(.momentum(learningRate: 0.1, weightDecay: 0.01, decayForm: form), a: -1, b: -0.5)
            one.moments = [(-0.1, -0.1)]
            #expect(try one.reasons() == [.shrinking] && !one.acts())
            one.moments = [(-2, -2)]
            #expect(try one.reasons() == [.momentum] && one.acts())
        }
    }

    @Test("At the threshold rounding decides; a unit without parameters needs none")
    func rounding() throws {
        var one = One(.sgd(learningRate: 0.1), a: 1, b: -2)
        #expect(try one.reasons() == [.rounding])
        one.b = -2.0001
        #expect(try one.reasons() == [.noGradient])
        (one.a, one.b) = (0, 0)
        #expect(try one.reasons() == [.noGradient])
        // A hard threshold acts from 1 on.
        (one.a, one.b, one.activation) = (0.4, 0.1, .hardThreshold)
        #expect(try one.reasons() == [.noGradient])
        one.optimizer = .sgd(learningRate: 0.1, weightDecay: 0.5)
        #expect(try one.reasons() == [.shrinking])
        (one.a, one.b) = (0.7, -0.5)
        #expect(try one.reasons() == [.rounding])
    }

    @Test("Every reason belongs to a verdict and has words of its own")
    func words() {
        #expect(Set(DeadUnit.Reason.allCases.map(\.words)).count == DeadUnit.Reason.allCases.count)
        #expect(DeadUnit.Reason.allCases.count { $0.verdict == .permanent } == 4)
    }
}
