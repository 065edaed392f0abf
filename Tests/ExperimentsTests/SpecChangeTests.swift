import Networks
import Testing

@testable import Experiments

/// Changes of values beside the same changes of their text.
@Suite struct SpecChangeTests {
    private static let specs: [Spec] =
        Experiment.all.map(\.spec)
        + Survey.all.flatMap { survey -> [Spec] in
            guard case .ladder(let ladder) = survey.plan else { return [] }
            return ladder.rungs.map(\.spec)
        }

    private static let overrides: [[String]] = [
        [], ["epochs=3"], ["epochs=-1"], ["epochs=many"], ["epocs=3"], ["epochs.x=1"], ["epochs"], ["=1"], ["epochs=["],
        ["network.0.dense=64"], ["network.0.dense=0"], ["network.7.dense=1"], ["network.x.dense=1"],
        ["network.1.activaton=relu"], ["network.1.activation=relo"], ["network=[]"], ["network.1={}"],
        ["signals.amplitude=[1, 2]"], ["signals.family=dirac"], ["signals.family=stairs"], ["signals.transitions=2"],
        ["signals.length=0"], ["signals.holdOut.every=2"], ["signals.holdOut.gap=[3, 1]"],
        ["signals.target=parameters"],
        ["signals={ family: piecewiseConstant, length: 9 }"], ["signals=dirac"],
        ["loss=crossEntropy"], ["loss.sum=1"], ["loss={ squaredError: average }"],
        ["optimizer.learningRate=1"], ["optimizer={ sgd: { learningRate: 0.5 } }"], ["optimizer={ sgd: {} }"],
        ["optimizer={ adam: { learningRate: 1, beta1: 2 } }"], ["optimizer.sgd.learningRate=-1"],
        ["optimizer.slopeNewton.trust=-1"], ["optimizer.rmsProp.dialect=jax"],
        ["schedule=[{ fromEpoch: -1, learningRate: 1 }]"], ["schedule.0.fromEpoch=-5"], ["schedule=constant"],
        ["codeLinearity.penalty=-1"], ["codeLinearity=none"], ["kinkRepair={ once: 3, every: 2 }"],
        ["initialization={ file: \"a b.safetensors\" }"], ["initialization=glorot"], ["initialization.uniform.0=9"],
        ["batch=0"], ["batch={ size: 3, shuffle: false }"], ["precision=float16"],
        ["precision=float32-double-accumulators"], ["path=warp"], ["record={ every: 5, snapshots: no }"],
        ["record.every=0"], ["seed=-1"], ["seed=18446744073709551615"], ["name=../up"], ["name=true"],
        ["epochs={a: &a [1], b: [*a, *a]}"], ["extra={ [a]: 1 }"], ["signals={ [a]: 1 }"],
        ["optimizer={ momentum: { learningRate: 1.0e-3, learningRate: 2 } }"], ["seed=1", "seed=x"],
        ["network.1.dense=5", "network.1.dense=6"],
    ]

    private func outcome(_ read: () throws(SpecError) -> Spec) -> Result<Spec, SpecError> {
        do { return .success(try read()) } catch { return .failure(error) }
    }

    /// The node as a text gives it back: with its lines, and without what is written on lines of its own.
    private func withoutStyle(_ node: Node) -> Node {
        var node = node
        node.isBlock = false
        switch node.content {
        case .scalar: break
        case .list(let nodes): node.content = .list(nodes.map(withoutStyle))
        case .mapping(let entries):
            node.content = .mapping(entries.map { Node.Entry(key: $0.key, value: withoutStyle($0.value)) })
        }
        return node
    }

    @Test("A spec's tree has the lines of its text")
    func lines() throws {
        for spec in Self.specs {
            let text = try Node(yaml: spec.yaml, source: "text")
            #expect(withoutStyle(spec.node.numbered()) == text, "\(spec.name)")
            let signals = spec.signals
            #expect(try signals.node.numbered() == Node(yaml: signals.yaml, source: "text"), "\(spec.name)")
        }
    }

    @Test("A changed value is what its changed text says, on every built-in, and so is what is refused")
    func changes() {
        var (accepted, refused) = (0, 0)
        for spec in Self.specs {
            for overrides in Self.overrides {
                for length in [nil, 17, 0] {
                    let source = "heaviside spec \(spec.name)"
                    let changed = outcome { () throws(SpecError) in
                        try spec.changed(length: length, overrides: overrides, source: source)
                    }
                    let read = outcome { () throws(SpecError) in
                        try Spec(yaml: spec.yaml, source: source, length: length, overrides: overrides)
                    }
                    #expect(changed == read, "\(spec.name) \(overrides)")
                    if case .success = changed { accepted += 1 } else { refused += 1 }
                }
            }
        }
        #expect(accepted > 500 && refused > 1500, "\(accepted) accepted, \(refused) refused")
    }

    @Test(
        "What is refused is named with source, line and key",
        arguments: [
            (
                "optimizer.slopeNewton.trust=-1",
                "--set optimizer.slopeNewton.trust=-1: -1: expected a number from 0 to 1"
            ),
            ("signals.family=dirac", "linear-code:2: signals.orientation: signals of family dirac have no orientation"),
            ("network.1.dense=0", "--set network.1.dense=0: 0: expected a whole number from 1 to "),
            ("network.1.activaton=relu", "--set network.1.activaton=relu: unknown key; did you mean \"activation\"?"),
            (
                "network.1={ activation: relu }",
                "--set network.1={ activation: relu }: expected dense or convolution or transposedConvolution"
            ),
            (
                "network.9.dense=1",
                "--set network.9.dense=1: \"9\" is no entry of network, a list of 3: expected an index from 0 to 2"
            ),
        ])
    func places(override: String, text: String) {
        let found = outcome { () throws(SpecError) in
            try Experiment.linearCode.spec.changed(overrides: [override], source: "linear-code")
        }
        guard case .failure(let error) = found else {
            Issue.record("\(override) was accepted")
            return
        }
        #expect("\(error)".hasPrefix(text), "\(error)")
    }

    @Test("The data alone can be changed, and nothing else with them")
    func data() throws {
        let spec = Experiment.linearCode.spec
        let changed = try spec.signals(changedBy: ["signals.amplitude=3", "signals.length=9"], source: "spec.yaml")
        #expect(changed == SignalSpec(.step(StepFunctions(length: 9, amplitude: 3))))
        #expect(
            try spec.signals.changed(overrides: ["signals.amplitude=3", "signals.length=9"], source: "s") == changed)
        #expect(throws: SpecError.self) { try spec.signals(changedBy: ["epochs=3"], source: "spec.yaml") }
        do throws(SpecError) {
            _ = try spec.signals(changedBy: ["signals.family=dirac"], source: "spec.yaml")
            Issue.record("a Dirac has no orientation")
        } catch { #expect(error.line == 2 && error.key == "signals.orientation") }
        do throws(SpecError) {
            _ = try spec.signals.changed(overrides: ["signals.amplitude=-3"], source: "s").data(
                in: .float64, source: "s")
            Issue.record("an amplitude is positive")
        } catch { #expect(error.key == "signals.amplitude") }
    }

    @Test("Accumulators follow the precision, and there is one seed")
    func recipe() {
        var spec = Experiment.linearCode.spec
        #expect(spec.training.accumulators == .native)
        spec.precision = .float32DoubleAccumulators
        #expect(spec.training.accumulators == .double)
        spec.training = Training(loss: .squaredError(.sum), optimizer: .sgd(learningRate: 1), seed: 7)
        #expect(spec.training.accumulators == .double && spec.seed == 7)
        spec.seed = 9
        #expect(spec.training.seed == 9)
        let created = Spec(
            name: "a", signals: spec.signals, network: spec.network, initialization: .drawn(.zeros),
            training: Training(loss: .squaredError(.sum), optimizer: .sgd(learningRate: 1), accumulators: .double),
            epochs: 1)
        #expect(created.training.accumulators == .native)
    }

    @Test("Every family has a name and keys of its own, and resizing changes the length alone")
    func families() throws {
        let families = SignalSpec.Family.all
        #expect(Set(families.map { type(of: $0).name }).count == families.count)
        for family in families {
            let spec = SignalSpec(family.resized(to: 12).family)
            #expect(spec.length == 12 && spec.family.signals?.resized(to: 1).family == family.family)
            #expect(try SignalSpec(yaml: spec.yaml, source: "s") == spec)
            #expect(throws: SpecError.self) {
                try SignalSpec(yaml: "{ family: \(type(of: family).name) }", source: "s")
            }
        }
    }
}
