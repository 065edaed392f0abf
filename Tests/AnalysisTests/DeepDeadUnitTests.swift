import Networks
import Testing

@testable import Analysis

/// The verdicts on the dead units of deep networks: what the layers around a unit, the loss and kink repair do to them.
@Suite struct DeepDeadUnitTests {
    private func samples(_ stream: inout RandomStream, inputs: Int, outputs: Int) -> SampleSet {
        let count = 6
        return SampleSet(
            signals: Matrix(
                rows: count, columns: inputs,
                elements: (0..<count * inputs).map { _ in Double(Float(stream.uniform(in: -1...1))) }),
            parameters: (0..<count).map { _ in
                SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])
            },
            targets: Matrix(
                rows: count, columns: outputs,
                elements: (0..<count * outputs).map { _ in Double(Float(stream.uniform(in: -1...1))) }))
    }

    private static let recipes: [Optimizer] = {
        let entrywise: [(Double, Optimizer.DecayForm) -> Optimizer] = [
            { .sgd(learningRate: 0.05, weightDecay: $0, decayForm: $1) },
            { .momentum(learningRate: 0.01, weightDecay: $0, decayForm: $1) },
            { .momentum(learningRate: 0.01, dialect: .keras, weightDecay: $0, decayForm: $1) },
            { .nesterov(learningRate: 0.01, weightDecay: $0, decayForm: $1) },
            { .nesterov(learningRate: 0.01, dialect: .keras, weightDecay: $0, decayForm: $1) },
            { .rmsProp(learningRate: 0.003, weightDecay: $0, decayForm: $1) },
            { .rmsProp(learningRate: 0.003, dialect: .keras, weightDecay: $0, decayForm: $1) },
            { .adam(learningRate: 0.01, weightDecay: $0, decayForm: $1) },
        ]
        return entrywise.flatMap { make in
            [make(0, .coupled), make(0.05, .coupled), make(0.05, .decoupled), make(0.5, .coupled)]
        } + [
            .muon(learningRate: 0.01), .muon(learningRate: 0.01, weightDecay: 0.05), .shampoo(learningRate: 0.05),
            .naturalGradient(learningRate: 0.1, trust: 1e-2),
        ]
    }()

    /// Trains, kills units, asks for verdicts, and trains on: who is dead for ever never acts.
    private func trial<S: TrainableScalar>(
        _ optimizer: Optimizer, seed: Int, as scalar: S.Type
    ) throws -> (permanent: Int, revivable: Int) {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 8)
        let samples = samples(&stream, inputs: 3, outputs: 2)
        let training = Training(loss: .squaredError(.mean), optimizer: optimizer)
        var network = try Network<S>(
            inputs: 3,
            layers: [
                Dense(6, activation: .relu, frozen: seed % 4 == 3),
                Dense(6, activation: seed % 3 == 0 ? .sigmoid : .relu), Dense(5, activation: .relu), Dense(2),
            ], initialization: .uniform(-1...1), seed: UInt64(seed))
        var state = try training.fit(&network, to: samples, epochs: 40).checkpoint
        for l in [0, 2] {
            for k in 0..<4 {
                // Two units with no positive weight, or bias, two that are shifted.
                if l == 2, k < 2 {
                    for j in 0..<6 { state.network.layers[l].weight[k, j] = -abs(state.network.layers[l].weight[k, j]) }
                }
                var highest = -Double.infinity
                let pass = state.network.forward(samples.signals.map { S($0) })
                for i in 0..<samples.count { highest = max(highest, pass.preactivations[l][i, k].doubleValue) }
                let margin = k % 2 == 0 ? 0.5 : stream.uniform(in: 1e-4...0.1)
                state.network.layers[l].bias?[k] -= S(max(0, highest + margin))
            }
        }
        let activity = Measures(of: state.network, on: samples).activity
        let verdicts = DeadUnit.verdicts(
            on: state.network, samples: samples, activity: activity, training: training, state: state)
        #expect(
            verdicts.map { UnitActivity.Unit(layer: $0.layer, index: $0.index) } == activity.deadHiddenUnits)
        let permanent = verdicts.filter { $0.verdict == .permanent }.map {
            UnitActivity.Unit(layer: $0.layer, index: $0.index)
        }
        #expect(try !DeadUnitTests.acts(permanent, from: state, on: samples, training: training, epochs: 1000))
        return (permanent.count, verdicts.count - permanent.count)
    }

    @Test("Whoever is said to be dead for ever stays dead, under every rule", arguments: recipes.indices)
    func permanence(index: Int) throws {
        let optimizer = Self.recipes[index]
        var (permanent, revivable) = (0, 0)
        for seed in 0..<4 {
            let counts =
                try seed % 2 == 0
                ? trial(optimizer, seed: seed, as: Double.self) : trial(optimizer, seed: seed, as: Float.self)
            permanent += counts.permanent
            revivable += counts.revivable
        }
        // A frozen first layer is always sure; units above trained layers with positive weights never are.
        #expect(permanent > 0 && revivable > 0, "\(optimizer): \(permanent), \(revivable)")
    }

    /// One input → one unit of an activation → a ReLU with one weight and a bias, and one that acts → 1.
    private func above(
        _ activation: Activation, weight: Double, bias: Double, isFrozen: Bool = false
    ) throws -> [DeadUnit] {
        let layers = [
            Layer(
                dense: Dense(1, activation: activation, frozen: isFrozen),
                weight: Matrix(rows: 1, columns: 1, elements: [0.1]), bias: [0.1]),
            Layer(
                dense: Dense(2, activation: .relu), weight: Matrix(rows: 2, columns: 1, elements: [weight, 1]),
                bias: [bias, 1]),
            Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: 2, elements: [1.0, 1]), bias: [0]),
        ]
        let network = try Network<Double>(inputs: 1, layers: layers)
        let column = Matrix<Double>(rows: 2, columns: 1, elements: [0, 1])
        let samples = SampleSet(
            signals: column,
            parameters: (0..<2).map { _ in SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])
            },
            targets: column)
        return DeadUnit.verdicts(
            on: network, samples: samples, activity: Measures(of: network, on: samples).activity,
            training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), state: nil)
    }

    @Test("Above trained layers the range of their activations decides")
    func ranges() throws {
        func reason(_ activation: Activation, _ weight: Double, _ bias: Double, isFrozen: Bool = false) throws
            -> DeadUnit.Reason
        {
            let found = try above(activation, weight: weight, bias: bias, isFrozen: isFrozen).filter { $0.layer == 1 }
            #expect(found.count == 1 && found[0].reasons.count == 1)
            return try #require(found.first?.reasons.first)
        }
        #expect(try reason(.relu, 1, -1) == .lowerLayers)
        #expect(try reason(.relu, 1, -1, isFrozen: true) == .noGradient)
        #expect(try reason(.relu, -1, -1) == .noGradient)
        #expect(try reason(.softplus, -1, 0) == .noGradient)
        #expect(try reason(.identity, -1, -1) == .lowerLayers)
        #expect(try reason(.leakyReLU(slope: 0.1), -1, -1) == .lowerLayers)
        for activation in [Activation.sigmoid, .hardThreshold, .tanh, .hardTanh] {
            #expect(try reason(activation, 1, -1.5) == .noGradient, "\(activation)")
            // Nothing moves the threshold below, which is off and gets no gradient.
            #expect(
                try reason(activation, 2, -1.9) == (activation == .hardThreshold ? .noGradient : .lowerLayers),
                "\(activation)")
        }
        #expect(try reason(.sigmoid, -1, 0) == .noGradient)
        #expect(try reason(.tanh, -2, -1.5) == .lowerLayers)
        #expect(try reason(.identity, 0, 0) == .noGradient)
    }

    @Test("Outputs: dead for the squared error, not for the hinge residual; kink repair, while it acts")
    func outputsAndRepair() throws {
        let samples = try StepFunctions(length: 3, amplitude: 1).samples()
        func matrix(_ rows: [[Double]]) -> Matrix<Double> {
            Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0 })
        }
        let network = try Network<Double>(
            inputs: 3,
            layers: [
                Layer(dense: Dense(1, frozen: true), weight: matrix([[1, 1, 1]]), bias: [0]),
                Layer(
                    dense: Dense(3, activation: .relu), weight: matrix([[1], [1], [1]]), bias: [-0.5, -1.5, -9]),
                Layer(
                    dense: Dense(3, activation: .relu, bias: false),
                    weight: matrix([[1, 0, 0], [0, 1, 0], [-1, -1, -1]]), bias: nil),
            ])
        let activity = Measures(of: network, on: samples).activity
        #expect(activity.deadHiddenUnits.map(\.index) == [2] && activity.deadOutputs == [2])
        func verdicts(_ loss: Loss, _ repair: KinkRepair? = nil, epoch: Int = 0) -> [[DeadUnit.Reason]] {
            let state = TrainingCheckpoint(
                network: network, moments: [], epoch: epoch, updates: epoch, seconds: 0,
                schedule: ScheduleState(learningRate: 0.1, best: .infinity, epochsWithoutImprovement: 0))
            return DeadUnit.verdicts(
                on: network, samples: samples, activity: activity,
                training: Training(loss: loss, optimizer: .sgd(learningRate: 0.1), kinkRepair: repair), state: state
            ).map(\.reasons)
        }
        #expect(verdicts(.squaredError(.mean)) == [[.noGradient], [.noGradient]])
        #expect(verdicts(.hingeResidual(.mean)) == [[.noGradient], [.lossGradient]])
        #expect(verdicts(.squaredError(.mean), KinkRepair()) == [[.kinkRepair], [.kinkRepair]])
        let once = KinkRepair(.once(epoch: 5))
        #expect(verdicts(.squaredError(.mean), once, epoch: 4) == [[.kinkRepair], [.kinkRepair]])
        #expect(verdicts(.squaredError(.mean), once, epoch: 5) == [[.noGradient], [.noGradient]])
    }
}
