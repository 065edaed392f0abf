import Networks
import Testing

@testable import Experiments

/// Every number and flag of a spec, each with a value of its own, so that none can stand in for another.
@Suite struct SpecPartsTests {
    private func roundTrip(_ change: (inout Spec) -> Void) throws {
        var spec = Experiment.all[0].spec
        change(&spec)
        #expect(try Spec(yaml: spec.yaml, source: "round trip") == spec, "\(spec.yaml)")
    }

    @Test(
        "Optimizers",
        arguments: [
            Optimizer(.sgd, learningRate: 0.1, weightDecay: 0.2),
            Optimizer(.momentum(0.3), learningRate: 0.1, weightDecay: 0.2),
            Optimizer(.nesterov(0.3), learningRate: 0.1, weightDecay: 0.2),
            Optimizer(
                .rmsProp(decay: 0.3, epsilon: 0.4, epsilonInsideRoot: false), learningRate: 0.1, weightDecay: 0.2),
            Optimizer(.rmsProp(decay: 0.3, epsilon: 0.4, epsilonInsideRoot: true), learningRate: 0.1, weightDecay: 0.2),
            Optimizer(.adam(beta1: 0.3, beta2: 0.4, epsilon: 0.5), learningRate: 0.1, weightDecay: 0.2),
            Optimizer(.momentum(0.3, rateInsideVelocity: true), learningRate: 0.1, weightDecay: 0.2),
            Optimizer(.nesterov(0.3, rateInsideVelocity: true), learningRate: 0.1),
            Optimizer(.sgd, learningRate: 0.1, weightDecay: 0.2, decayForm: .decoupled),
            .adam(learningRate: 0.1, decayForm: .decoupled), .shampoo(learningRate: 0.1, weightDecay: 0.2),
            .rmsProp(learningRate: 0.1, dialect: .keras, weightDecay: 0.2, decayForm: .coupled),
            .muon(learningRate: 0.1, weightDecay: 0.2),
        ])
    func optimizers(optimizer: Optimizer) throws { try roundTrip { $0.training.optimizer = optimizer } }

    @Test("The layers' flags, one at a time")
    func layers() throws {
        for layer in [
            Dense(3, bias: false), Dense(3, frozen: true), Dense(3, nonNegative: true),
            Dense(3, activation: .leakyReLU(slope: 0.3)),
        ] { try roundTrip { $0.network[1] = layer } }
        try roundTrip { $0.network[0] = Dense(3, fixed: .linear) }
    }

    @Test("Schedule, path and record")
    func others() throws {
        try roundTrip {
            $0.training.schedule = .dropOnPlateau(.init(factor: 0.2, patience: 3, threshold: 0.4, minimumRate: 0.5))
        }
        for plateau: Schedule.Plateau in [
            .init(dialect: .torch), .init(dialect: .keras), .init(dialect: .torch, patience: 0),
            .init(dialect: .keras, factor: 0.3, patience: 4, threshold: 0.5, thresholdForm: .relative),
            .init(threshold: 7, thresholdForm: .absolute, minimumRate: 0),
        ] { try roundTrip { $0.training.schedule = .dropOnPlateau(plateau) } }
        for path in ComputationPath.allCases { try roundTrip { $0.training.path = path } }
        try roundTrip { $0.record = Spec.Record(epochs: .logSpaced(perDecade: 7), snapshots: true) }
    }

    @Test("The recipe has every part of the spec")
    func recipe() {
        var spec = Experiment.all[0].spec
        spec.training.loss = .hingeResidual(.sum)
        spec.training.optimizer = .adam(learningRate: 0.5)
        spec.training.schedule = .dropOnPlateau(.init(patience: 3))
        spec.training.batching = .mini(size: 5, shuffled: true)
        spec.training.path = .reference
        spec.seed = 9
        #expect(
            spec.training
                == Training(
                    loss: spec.training.loss, optimizer: spec.training.optimizer, schedule: spec.training.schedule,
                    batching: spec.training.batching,
                    path: .reference, seed: 9))
    }
}
