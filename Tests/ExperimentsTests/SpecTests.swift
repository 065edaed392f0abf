import Foundation
import Networks
import Testing

@testable import Experiments

@Suite struct SpecTests {
    static let yaml = """
        name: study
        signals: { family: step, length: 9, amplitude: 5, orientation: trailingOnes, blank: true }
        network:
          - { dense: 1 }
          - { dense: 9, activation: relu }
          - { dense: 9, activation: relu, bias: false }
        initialization: { uniform: [-0.05, 0.05] }
        loss: { squaredError: mean }
        optimizer: { rmsProp: { dialect: torch, learningRate: 1.0e-4 } }
        schedule: [ { fromEpoch: 446080, learningRate: 1.0e-5 } ]
        epochs: 557_600
        precision: float32
        seed: 1
        """

    private func error(_ yaml: String, overrides: [String] = []) -> SpecError? {
        do {
            _ = try Spec(yaml: yaml, source: "study.yaml", overrides: overrides)
            return nil
        } catch { return error }
    }

    @Test("The documented form is read as documented")
    func reads() throws {
        let spec = try Spec(yaml: Self.yaml, source: "study.yaml")
        #expect(spec.network == [Dense(1), Dense(9, activation: .relu), Dense(9, activation: .relu, bias: false)])
        #expect(spec.signals.family == .step(StepFunctions(length: 9, amplitude: 5)))
        #expect(spec.training.optimizer == .rmsProp(learningRate: 1e-4))
        #expect(spec.training.schedule == .steps([.init(fromEpoch: 446_080, learningRate: 1e-5)]))
        #expect(spec.epochs == 557_600 && spec.precision == .float32 && spec.seed == 1)
    }

    @Test("Every built-in, and specs with every part, survive a round trip through YAML")
    func roundTrip() throws {
        var specs = Experiment.all.map(\.spec)
        let base = specs[0]
        func variant(_ change: (inout Spec) -> Void) {
            var spec = base
            change(&spec)
            specs.append(spec)
        }
        for optimizer: Optimizer in [
            .sgd(learningRate: 0.5), .momentum(learningRate: 1e-3), .nesterov(0.5, learningRate: 1e-3),
            .rmsProp(learningRate: 1e-4, dialect: .keras), .adam(learningRate: 1e-3, weightDecay: 1e-20),
            .muon(learningRate: 0.02, momentum: 0.9, vectorRate: 1e-3, weightDecay: 0.1),
            .shampoo(learningRate: 0.1, epsilon: 1e-4, refresh: 7), .slopeNewton(learningRate: 0.5, trust: 0.25),
            .sobolev(learningRate: 0.75), .naturalGradient(learningRate: 1, damping: 1e-8, trust: 0),
        ] { variant { $0.training.optimizer = optimizer } }
        for loss: Loss in [.squaredError(.sum), .hingeResidual(.halfSum), .binaryCrossEntropy, .crossEntropy(.mean)] {
            variant { $0.training.loss = loss }
        }
        for start: Spec.Start in [
            .drawn(.zeros), .drawn(.glorot(.normal)), .drawn(.he(.uniform)), .drawn(.fanIn),
            .file("/models/a b: c.safetensors"), .file("/models/a b: c.safetensors", layout: .inputsFirst),
            .lifted(file: "/models/a b: c.safetensors", amplitude: 0.1), .construction(.hardThreshold(.midpoint)),
            .construction(.scaleEquivariant(.midpoint)),
        ] { variant { $0.initialization = start } }
        for holdOut: HoldOut in [.random(share: 0.1, seed: .max), .gap(58...70), .every(2)] {
            variant { $0.signals.holdOut = holdOut }
        }
        for family: SignalSpec.Family in [
            .step(StepFunctions(length: 9, amplitude: .list([1, 2.5]), orientation: .leadingOnes, blank: false)),
            .step(StepFunctions(length: 9, amplitude: .range(from: 1, through: 5, count: 9))),
            .piecewiseConstant(PiecewiseConstants(length: 9, transitions: 2)),
            .piecewiseConstant(PiecewiseConstants(length: 9, transitions: 2, levels: .random(count: 7, seed: 3))),
            .dirac(Diracs(length: 9, blank: true)), .dirac(Diracs(length: 9, positionsPerEntry: 4)),
            .piecewiseConstant(
                PiecewiseConstants(
                    length: 9, transitions: 2, levels: .random(count: 7, seed: 3, among: .list([-1, 0.5])))),
            .piecewiseConstant(
                PiecewiseConstants(
                    length: 9, transitions: 2, levels: .grid(.range(from: -1, through: 1, count: 3)))),
            .ramp(Ramps(length: 9)),
            .ramp(Ramps(length: 9, width: .list([1, 2.5]), positionsPerEntry: 2, blank: true)),
            .box(Boxes(length: 9)), .box(Boxes(length: 9, width: 3, blank: true)),
            .gaussian(Gaussians(length: 9)),
            .gaussian(
                Gaussians(
                    length: 9, width: .range(from: 0.5, through: 2, count: 4), amplitudeOf: .area, positionsPerEntry: 3)
            ),
            .sinusoid(Sinusoids(length: 9)),
            .sinusoid(Sinusoids(length: 9, frequency: .list([1, 4.5]), phase: .one(0.25))),
        ] { variant { $0.signals.family = family } }
        for noise in [
            AdditiveNoise(deviation: 0.05), AdditiveNoise(deviation: 2, seed: .max, copies: 3, target: .noisy),
        ] { variant { $0.signals.noise = noise } }
        for epochs: ObservationEpochs in [.ends, .every(50), .list([0, 50, 100])] {
            variant { $0.record = Spec.Record(epochs: epochs, snapshots: false) }
        }
        variant { $0.training.schedule = .dropOnPlateau(.init()) }
        variant { $0.training.codeLinearity = CodeLinearity(projection: 0.25, penalty: 3, anchor: 0.5) }
        variant { $0.training.codeLinearity = CodeLinearity(penalty: 1e-3) }
        variant { $0.training.kinkRepair = KinkRepair(.once(epoch: 20)) }
        variant { $0.training.kinkRepair = KinkRepair(.every(3, from: 5), fraction: 0.25, range: 0.01...0.4) }
        variant { $0.training.batching = .mini(size: 129, shuffled: false) }
        variant { $0.seed = .max }
        variant {
            $0.network = RandomParts.activations.enumerated().map { l, activation in
                Dense(
                    3, activation: activation, bias: false, frozen: true, nonNegative: true,
                    fixed: l == 0 ? .linear : nil)
            }
        }
        for spec in specs {
            let read = try Spec(yaml: spec.yaml, source: "round trip")
            if spec.record.epochs == .ends {
                #expect(read.record.epochs.epochs(through: 99) == [0, 99])
            } else {
                #expect(read == spec, "\(spec.yaml)")
            }
        }
    }

    enum RandomParts {
        static let activations: [Activation] = [
            .identity, .relu, .leakyReLU(slope: 0.01), .sigmoid, .tanh, .softplus, .hardThreshold, .hardTanh,
        ]
    }

    @Test("An unknown key is refused with its place and the nearest known one")
    func unknownKeys() {
        let found = error(Self.yaml.replacingOccurrences(of: "epochs:", with: "epcohs:"))
        #expect(found?.line == 11 && found?.key == "epcohs")
        #expect(found?.problem.contains("did you mean \"epochs\"?") == true)
        let nested = error(Self.yaml.replacingOccurrences(of: "dense: 9, activation", with: "dense: 9, activaton"))
        #expect(nested?.key == "network.1.activaton" && nested?.problem.contains("\"activation\"") == true)
        #expect(nested?.line == 5)
    }

    @Test(
        "A key that stands elsewhere is proposed with its path, first the one that the spec has",
        arguments: [
            ("seed: 1", "learningRate: 1", "optimizer.rmsProp.learningRate"),
            ("rmsProp: {", "learningRate: 1, rmsProp: {", "optimizer.rmsProp.learningRate"),
            ("rmsProp: { dialect: torch, learningRate: 1.0e-4 }", "learningRate: 1", "optimizer.sgd.learningRate"),
            ("seed: 1", "activation: relu", "network.0.activation"),
        ])
    func misplacedKeys(old: String, new: String, path: String) {
        let problem = error(Self.yaml.replacingOccurrences(of: old, with: new))?.problem
        #expect(
            problem?.hasPrefix("unknown key; did you mean \"\(path)\"? (expected one of ") == true, "\(problem ?? "")")
    }

    @Test(
        "A wrong value is named with its key",
        arguments: [
            ("length: 9,", "length: 0,", "signals.length"), ("length: 9,", "length: 1048577,", "signals.length"),
            ("length: 9,", "length: nine,", "signals.length"), ("length: 9,", "length: 9.5,", "signals.length"),
            ("length: 9,", "length: 99999999999999999999,", "signals.length"),
            ("family: step", "family: stairs", "signals.family"),
            ("family: step", "family: { step: 1 }", "signals.family"),
            ("amplitude: 5", "amplitude: .nan", "signals.amplitude"),
            ("blank: true", "blank: 1", "signals.blank"), ("blank: true", "blank: \"true\"", "signals.blank"),
            ("orientation: trailingOnes", "transitions: 2", "signals.transitions"),
            ("{ dense: 1 }", "{ dense: 0 }", "network.0.dense"), ("{ dense: 1 }", "{ dense: -1 }", "network.0.dense"),
            ("{ dense: 1 }", "dense", "network.0"), ("{ dense: 1 }", "{ activation: relu }", "network.0"),
            ("activation: relu }", "activation: relo }", "network.1.activation"),
            ("activation: relu }", "activation: { leakyReLU: -1 } }", "network.1.activation.leakyReLU"),
            ("[-0.05, 0.05]", "[0.05, -0.05]", "initialization.uniform"),
            ("[-0.05, 0.05]", "[-0.05]", "initialization.uniform"),
            ("uniform: [-0.05, 0.05]", "gloro: uniform", "initialization.gloro"),
            ("uniform: [-0.05, 0.05]", "lifted: a", "initialization.lifted"),
            ("uniform: [-0.05, 0.05]", "lifted: { file: a }", "initialization.lifted"),
            ("uniform: [-0.05, 0.05]", "lifted: { amplitude: 5 }", "initialization.lifted"),
            ("uniform: [-0.05, 0.05]", "lifted: { file: a, amplitude: 0 }", "initialization.lifted.amplitude"),
            ("uniform: [-0.05, 0.05]", "lifted: { file: a, amplitude: -5 }", "initialization.lifted.amplitude"),
            ("uniform: [-0.05, 0.05]", "lifted: { file: a, amplitude: .inf }", "initialization.lifted.amplitude"),
            ("uniform: [-0.05, 0.05]", "lifted: { file: a, amplitudes: 5 }", "initialization.lifted.amplitudes"),
            ("learningRate: 1.0e-4", "learningRate: -1", "optimizer.rmsProp.learningRate"),
            ("learningRate: 1.0e-4", "learningRate: nan", "optimizer.rmsProp.learningRate"),
            ("learningRate: 1.0e-4", "learningRate: .inf", "optimizer.rmsProp.learningRate"),
            ("dialect: torch, ", "dialect: jax, ", "optimizer.rmsProp.dialect"),
            ("dialect: torch, ", "momentum: 1.5, ", "optimizer.rmsProp.momentum"),
            ("dialect: torch, ", "like: jax@1, ", "optimizer.rmsProp.like"),
            ("dialect: torch, ", "like: torch, dialect: torch, ", "optimizer.rmsProp.like"),
            ("dialect: torch, ", "mass: 0.9, ", "optimizer.rmsProp.mass"),
            ("squaredError: mean", "squaredError: average", "loss.squaredError"),
            ("fromEpoch: 446080", "fromEpoch: -1", "schedule.0.fromEpoch"), ("epochs: 557_600", "epochs: -1", "epochs"),
            ("epochs: 557_600", "epochs: many", "epochs"), ("seed: 1", "seed: -1", "seed"),
            ("precision: float32", "precision: float16", "precision"), ("name: study", "name: ../study", "name"),
            ("name: study", "name: a/b", "name"), ("name: study", "name: ''", "name"), ("seed: 1", "batch: 0", "batch"),
            ("seed: 1", "record: { every: 0 }", "record.every"), ("seed: 1", "path: warp", "path"),
        ])
    func wrongValues(old: String, new: String, key: String) {
        let found = error(Self.yaml.replacingOccurrences(of: old, with: new))
        #expect(found?.key == key, "\(String(describing: found))")
    }

    @Test("Missing keys, malformed YAML and empty documents are refused")
    func malformed() {
        for key in ["name", "signals", "network", "initialization", "loss", "optimizer", "epochs"] {
            let lines = Self.yaml.split(separator: "\n").filter {
                !$0.hasPrefix(key) && (key != "network" || !$0.hasPrefix("  -"))
            }
            #expect(
                error(lines.joined(separator: "\n"))?.problem.contains(
                    "\(key) is missing: expected for example \(key): ") == true)
        }
        for text in ["", "   ", "- 1", "5", "{", "a: b: c", "name: [", "\u{0}", "name: x\nname: y", "&a [*a]"] {
            #expect(error(text) != nil, "\(text)")
        }
    }

    @Test(
        "What is missing at the end of a text is missing on its last line",
        arguments: [
            ("name: x\nnetwork: [", 2), ("name: x\nnetwork: [\n", 2), ("name: x\r\nnetwork: {\r\n", 2),
            ("name: \"x\n", 1), ("{", 1), ("name: x\nnetwork: [\n# end\n", 3),
        ])
    func lastLine(text: String, line: Int) {
        #expect(error(text)?.line == line, "\(String(describing: error(text)))")
    }

    @Test("A byte-order mark is skipped; aliases are refused before they can multiply, except in quotes and comments")
    func textualChecks() throws {
        #expect(try Spec(yaml: "\u{FEFF}" + Self.yaml, source: "s").name == "study")
        #expect(error("&a name: x")?.problem.contains("alias") == true)
        #expect(error(Self.yaml + "\nx: [*a, 1]")?.line == 14)
        #expect(error(Self.yaml, overrides: ["epochs={a: &a [1], b: [*a, *a]}"])?.problem.contains("alias") == true)
        let quoted = Self.yaml + "  # R&D, 2 *3\n"
        #expect(try Spec(yaml: quoted, source: "s").seed == 1)
        let file = Self.yaml.replacingOccurrences(of: "{ uniform: [-0.05, 0.05] }", with: "{ file: \"a &b *c\" }")
        #expect(try Spec(yaml: file, source: "s").initialization == .file("a &b *c"))
    }

    @Test("A dialect's forms, and forms that are named")
    func dialects() throws {
        func read(_ changes: String...) throws -> Training {
            try Spec(yaml: Self.yaml, source: "s", overrides: changes).training
        }
        for (text, optimizer): (String, Optimizer) in [
            (
                "rmsProp: { dialect: keras, weightDecay: 0.1",
                .rmsProp(learningRate: 2, dialect: .keras, weightDecay: 0.1)
            ),
            (
                "rmsProp: { dialect: keras, weightDecay: { coupled: 0.1 }",
                .rmsProp(learningRate: 2, dialect: .keras, weightDecay: 0.1, decayForm: .coupled)
            ),
            ("adam: { weightDecay: 0.1", .adam(learningRate: 2, weightDecay: 0.1, decayForm: .coupled)),
            (
                "adam: { weightDecay: { decoupled: 0.1 }",
                .adam(learningRate: 2, weightDecay: 0.1, decayForm: .decoupled)
            ),
            ("nesterov: { dialect: keras, momentum: 0.5", .nesterov(0.5, learningRate: 2, dialect: .keras)),
            ("momentum: { momentum: 0.5", .momentum(0.5, learningRate: 2, dialect: .torch)),
        ] { #expect(try read("optimizer={ \(text), learningRate: 2 } }").optimizer == optimizer, "\(text)") }
        for (text, plateau): (String, Schedule.Plateau) in [
            ("", .init()), ("dialect: torch, patience: 0", .init(dialect: .torch, patience: 0)),
            ("dialect: keras, threshold: 3", .init(dialect: .keras, threshold: 3, thresholdForm: .absolute)),
            ("threshold: { absolute: 3 }", .init(threshold: 3, thresholdForm: .absolute)),
            (
                "dialect: keras, threshold: { relative: 0.5 }",
                .init(dialect: .keras, threshold: 0.5, thresholdForm: .relative)
            ),
        ] {
            #expect(try read("schedule={ dropOnPlateau: { \(text) } }").schedule == .dropOnPlateau(plateau), "\(text)")
        }
        for (change, key) in [
            ("optimizer={ adam: { learningRate: 1, weightDecay: coupled } }", "optimizer.adam.weightDecay"),
            ("optimizer={ adam: { learningRate: 1, weightDecay: { l2: 1 } } }", "optimizer.adam.weightDecay.l2"),
            (
                "optimizer={ muon: { learningRate: 1, weightDecay: { independent: 1 } } }",
                "optimizer.muon.weightDecay.independent"
            ),
            ("optimizer={ sgd: { learningRate: 1, dialect: keras } }", "optimizer.sgd.dialect"),
            ("schedule={ dropOnPlateau: { patience: 0 } }", "schedule.dropOnPlateau.patience"),
            ("schedule={ dropOnPlateau: { dialect: jax } }", "schedule.dropOnPlateau.dialect"),
            (
                "schedule={ dropOnPlateau: { threshold: { absolute: -1 } } }",
                "schedule.dropOnPlateau.threshold.absolute"
            ),
            ("initialization={ file: { layout: inputsFirst } }", "initialization.file"),
            ("initialization={ file: { path: a, layout: keras } }", "initialization.file.layout"),
        ] { #expect(error(Self.yaml, overrides: [change])?.key == key, "\(change)") }
    }

    @Test("--set changes keys, list entries by index, and adds keys; what it cannot reach is named")
    func overrides() throws {
        let spec = try Spec(
            yaml: Self.yaml, source: "study.yaml",
            overrides: [
                "network.1.dense=64", "network.2.activation={leakyReLU: 0.1}", "optimizer={sgd: {learningRate: 0.5}}",
                "precision=float64", "signals.holdOut.every=2", "schedule=constant",
            ])
        #expect(spec.network[1].outputs == 64 && spec.network[2].activation == .leakyReLU(slope: 0.1))
        #expect(spec.training.optimizer == .sgd(learningRate: 0.5) && spec.precision == .float64)
        #expect(spec.signals.holdOut == .every(2) && spec.training.schedule == .constant)
        #expect(
            error(Self.yaml, overrides: ["network.7.dense=1"])?.problem.contains("no entry of network, a list of 3")
                == true)
        #expect(error(Self.yaml, overrides: ["network.x.dense=1"]) != nil)
        #expect(error(Self.yaml, overrides: ["epochs.x=1"]) != nil)
        #expect(error(Self.yaml, overrides: ["epocs=1"])?.problem.contains("\"epochs\"") == true)
        #expect(error(Self.yaml, overrides: ["epochs"])?.problem.contains("key=value") == true)
        #expect(error(Self.yaml, overrides: ["=1"]) != nil)
        #expect(error(Self.yaml, overrides: ["epochs=["]) != nil)
    }

    @Test("Resizing changes the signals and the layers that are as wide")
    func resizing() {
        let resized = Experiment.all[0].spec.resized(to: 33)
        #expect(resized.signals.length == 33 && resized.network.map(\.outputs) == [1, 33, 33])
    }
}
