import Analysis
import CertificateChecker
import Exchange
import Experiments
import Foundation
import Networks
import Testing

@testable import RunStore

@Suite struct CertificationTests {
    private func bytes(_ certification: Certification) throws -> (certificate: [UInt8], model: [UInt8]) {
        (
            Array(try Certificate(certification).text.utf8),
            try NetworkFile.file(for: certification.network, signals: certification.signals).encoded()
        )
    }

    /// Random networks of every kind that a certificate can be about.
    private func network(_ stream: inout RandomStream, inputs: Int, outputs: Int, isSingle: Bool) throws
        -> TrainedNetwork
    {
        let activations: [Activation] = [.relu, .identity, .hardThreshold]
        func pick<T>(_ list: [T]) -> T { list[stream.index(below: list.count)] }
        var layers = (0..<stream.index(below: 3)).map { _ in
            Dense(1 + stream.index(below: 4), activation: pick(activations), bias: pick([true, false]))
        }
        layers.append(Dense(outputs, activation: pick([.relu, .relu] + activations), bias: pick([true, false])))
        if isSingle {
            return .float32(
                try Network(
                    inputs: inputs, layers: layers, initialization: .uniform(-1...1), seed: UInt64(stream.nextWord())))
        }
        return .float64(
            try Network(
                inputs: inputs, layers: layers, initialization: .uniform(-1...1), seed: UInt64(stream.nextWord())))
    }

    @Test("Certificates of random networks on every kind of data hold", arguments: 0..<120)
    func randomCertificates(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 11)
        let data = [
            "{ family: step, length: 5, amplitude: 0.3 }",
            "{ family: step, length: 6, amplitude: [1, 2.5], orientation: leadingOnes, blank: false, holdOut: { every: 3 } }",
            "{ family: dirac, length: 4, amplitude: 3, blank: true }",
            "{ family: piecewiseConstant, length: 6, transitions: 2 }",
            "{ family: piecewiseConstant, length: 6, transitions: 2, levels: { random: { count: 7, seed: 3 } } }",
            "{ family: step, length: 5, amplitude: [1, 1.0000002], target: parameters }",
            "{ family: step, length: 5, amplitude: [1, 1.0000002] }",
        ]
        let signals = try SignalSpec(yaml: data[seed % data.count], source: "test")
        let samples = try signals.data(in: .float32).training
        let network = try network(
            &stream, inputs: samples.length, outputs: samples.targets.columns, isSingle: seed.isMultiple(of: 2))
        let certification = try Certification(network, signals: signals)
        let files = try bytes(certification)
        let verdict = CertificateCheck.verdict(certificate: files.certificate, model: files.model)
        guard case .valid = verdict else {
            Issue.record("seed \(seed): \(verdict)")
            return
        }
        // One bit of the model makes it another one.
        var model = files.model
        model[model.count - 1 - stream.index(below: 4)] ^= 1 << UInt8(stream.index(below: 8))
        if case .valid = CertificateCheck.verdict(certificate: files.certificate, model: model) {
            Issue.record("seed \(seed): a changed model was accepted")
        }
    }

    @Test("A leaky network is decided, and has no certificate")
    func leaky() throws {
        let signals = try SignalSpec(yaml: "{ family: step, length: 2 }", source: "test")
        let network = try Network<Float>(
            inputs: 2, layers: [Dense(2, activation: .leakyReLU(slope: 0.1))], initialization: .uniform(-1...1), seed: 1
        )
        let certification = try Certification(.float32(network), signals: signals)
        #expect(!certification.isProved)
        #expect(throws: RunError.self) { try Certificate(certification) }
    }

    @Test("Weights 1/i: the first product below 1 is that of 25 in real arithmetic, of 41 in single precision")
    func reciprocals() throws {
        let signals = try SignalSpec(
            yaml: "{ family: step, length: 64, orientation: leadingOnes }", source: "test")
        for (length, isProved, isExact) in [(24, true, true), (25, false, true), (40, false, true), (41, false, false)]
        {
            var signals = signals
            signals.length = length
            let network: Network<Float> = try HardThresholdAutoencoder.reciprocal.network(
                length: length, orientation: .leadingOnes)
            let certification = try Certification(.float32(network), signals: signals)
            #expect(certification.isProved == isProved && certification.float32?.isExact == isExact, "n = \(length)")
        }
    }

    @Test("A model file alone is read with its shapes, activations and data", arguments: [true, false])
    func modelAlone(isSingle: Bool) throws {
        let signals = try SignalSpec(
            yaml: "{ family: step, length: 4, amplitude: 2, orientation: leadingOnes }", source: "test")
        var stream = RandomStream(seed: 5, purpose: .signals, index: 12)
        let network = try network(&stream, inputs: 4, outputs: 4, isSingle: isSingle)
        let path = NSTemporaryDirectory() + "model-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try NetworkFile.file(for: network, signals: signals).write(to: path)
        let stored = try StoredNetwork(path, root: RunRoot("nothing"))
        #expect(stored.network == network && stored.signals == signals && stored.signalsOrigin == .metadata)
        let changed = try StoredNetwork(path, root: RunRoot("nothing"), overrides: ["signals.amplitude=3"])
        #expect(changed.signals != signals)
        #expect(throws: SpecError.self) {
            try StoredNetwork(path, root: RunRoot("nothing"), overrides: ["epochs=3"])
        }
    }

    @Test("Constructions as specs: read, written, built")
    func constructions() throws {
        for name in [
            "reversed-solution", "naive-solution", "margin-decoder", "hard-threshold", "hard-threshold-midpoint",
            "position-amplitude", "scale-equivariant", "scale-equivariant-midpoint",
        ] {
            let experiment = try #require(Experiment.named(name))
            let spec = experiment.spec.resized(to: 6)
            #expect(try Spec(yaml: spec.yaml, source: "test") == spec)
            let network: Network<Double> = try ExperimentRun(spec, source: "test").initialNetwork()
            let certification = try Certification(.float64(network), signals: spec.signals)
            // A third, rounded to double precision, is less than a third.
            #expect(certification.isProved == !["naive-solution", "hard-threshold"].contains(name))
        }
        let subOptimal = try #require(Experiment.named("sub-optimal")).spec
        #expect(try Spec(yaml: subOptimal.yaml, source: "test") == subOptimal)
        let silent = try Spec(
            yaml: subOptimal.yaml, source: "test",
            overrides: ["initialization={ construction: { incomplete: { missing: [4, 2] } } }"])
        #expect(silent.initialization == .construction(.incomplete(missing: [2, 4])))
        #expect(try Spec(yaml: silent.yaml, source: "test") == silent)
        let margin = try #require(Experiment.named("margin-decoder")).spec
        for bad in [
            "{ marginDecoder: -1 }", "{ reversedSolution: 3 }", "marginDecoder", "reverse", "incomplete",
            "{ incomplete: 5 }", "{ incomplete: { excess: 1 } }", "{ incomplete: { missing: [5, 5] } }",
            "{ incomplete: { missing: [5], depth: 1 } }",
        ] {
            #expect(throws: SpecError.self) {
                try Spec(yaml: margin.yaml, source: "test", overrides: ["initialization={ construction: \(bad) }"])
            }
        }
        var several = margin
        several.signals = try SignalSpec(yaml: "{ family: step, length: 24, amplitude: [1, 2] }", source: "test")
        #expect(throws: SpecError.self) {
            let _: Network<Float> = try ExperimentRun(several, source: "test").initialNetwork()
        }
    }

    @Test("The sub-optimal network: a certificate for its own data, and one that refutes it on all of them")
    func subOptimal() throws {
        let spec = try #require(Experiment.named("sub-optimal")).spec
        let network = try ExperimentRun(spec, source: "test").run().network
        var complete = spec.signals
        complete.holdOut = .none
        for (signals, isProved) in [(spec.signals, true), (complete, false)] {
            let certification = try Certification(network, signals: signals)
            #expect(certification.isProved == isProved)
            #expect(certification.samples.count == (isProved ? 8 : 9))
            let worst = CertificationReport(certification, weightsSHA256: "").worst
            #expect(worst?.error == (isProved ? nil : "1000"))
            let model = try NetworkFile.file(for: network, signals: signals).encoded()
            let verdict = CertificateCheck.verdict(
                certificate: Array(try Certificate(certification).text.utf8), model: model)
            guard case .valid = verdict else {
                Issue.record("\(verdict)")
                continue
            }
        }
    }
}
