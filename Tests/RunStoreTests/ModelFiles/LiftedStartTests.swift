import Analysis
import CertificateChecker
import Exchange
import Foundation
import Networks
import Testing

@testable import Experiments
@testable import RunStore

@Suite struct LiftedStartTests {
    /// A folder that is removed with the test, with a model of n = 9 at amplitude 5 in it.
    private final class Folder {
        let path = NSTemporaryDirectory() + "heaviside-lifting-\(UUID().uuidString)"
        var model: String { path + "/model.safetensors" }

        init(_ network: TrainedNetwork, _ signals: SignalSpec?) throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try NetworkFile.file(for: network, signals: signals).write(to: model)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private let steps = StepFunctions(length: 9, amplitude: 5)

    /// The experiment with the construction, started from a model instead.
    private func spec(_ amplitudes: Amplitudes, file: String, lift: Double = 5) throws -> Spec {
        var spec = try #require(Experiment.named("scale-equivariant")).spec.resized(to: 9)
        spec.signals = SignalSpec(.step(StepFunctions(length: 9, amplitude: amplitudes)))
        spec.initialization = .lifted(file: file, amplitude: lift)
        spec.precision = .float64
        return spec
    }

    private func message(_ spec: Spec) -> String {
        do {
            try ExperimentRun(spec, source: "test").check()
            return ""
        } catch { return "\(error)" }
    }

    @Test("The recipe of linear-code, lifted, is as near at every amplitude as at the one that it was trained at")
    func trained() throws {
        let training = try #require(Experiment.named("linear-code")).spec.resized(to: 9)
        let result = try ExperimentRun(training, source: "test").run()
        #expect(result.measures.error.maxRelative < 1e-12)
        let folder = try Folder(result.network, training.signals)
        for amplitude in [0.01, 1, 5, 1000] {
            let lifted = try ExperimentRun(spec(.one(amplitude), file: folder.model), source: "test").run()
            #expect(lifted.measures.error.maxRelative < 1e-12)
        }
    }

    @Test("A polished network, lifted, is proved at thirds and tenths too, and the checker accepts its certificate")
    func polished() throws {
        let training = try #require(Experiment.named("linear-code")).spec.resized(to: 9)
        guard case .float64(let trained) = try ExperimentRun(training, source: "test").run().network else {
            Issue.record("not in double precision")
            return
        }
        let exact = try CanonicalPolish(trained, for: steps).network
        let folder = try Folder(.float64(exact), training.signals)
        for amplitudes: Amplitudes in [.range(from: 0.5, through: 8, count: 6), .list([0.1, 1.0 / 3, 12345.678])] {
            let result = try ExperimentRun(spec(amplitudes, file: folder.model), source: "test").run()
            let certification = try Certification(result.network, signals: result.spec.signals)
            #expect(certification.isProved)
            let verdict = CertificateCheck.verdict(
                certificate: Array(try Certificate(certification).text.utf8),
                model: try NetworkFile.file(for: result.network, signals: result.spec.signals).encoded())
            guard case .valid = verdict else {
                Issue.record("\(verdict)")
                continue
            }
        }
    }

    @Test("Single precision lifts to double and back; the spec's layers may be frozen")
    func precisions() throws {
        let network: Network<Float> = try CanonicalAutoencoder(steps).network()
        let folder = try Folder(.float32(network), nil)
        var spec = try spec(.list([1, 5]), file: folder.model)
        spec.network[1].isFrozen = true
        for precision in [Precision.float32, .float64] {
            spec.precision = precision
            let result = try ExperimentRun(spec, source: "test").run()
            let expected: Network<Double> = try ScaleEquivariantAutoencoder.canonical.network(
                length: 9, orientation: .trailingOnes)
            let found = result.network.inDouble
            #expect(found.layers.map(\.weight) == expected.layers.map(\.weight))
            #expect(found.layers.map(\.dense) == spec.network)
        }
    }

    @Test("A relative path is looked for in the folders that are given, and written down as it was found")
    func relativePath() throws {
        let network: Network<Double> = try CanonicalAutoencoder(steps).network()
        let folder = try Folder(.float64(network), nil)
        let run = try ExperimentRun(
            spec(5, file: "model.safetensors"), source: "test", searchFolders: ["/nonexistent", folder.path])
        try run.check()
        guard case .lifted(let path, 5) = run.spec.initialization else {
            Issue.record("\(run.spec.initialization)")
            return
        }
        #expect(path.hasPrefix("/") && path.hasSuffix("/model.safetensors"))
        #expect(try Spec(yaml: run.spec.yaml, source: "test") == run.spec)
    }

    @Test("A model that does not fit is refused with the file, the key and what would be right")
    func refusals() throws {
        let network: Network<Double> = try CanonicalAutoencoder(steps).network()
        let folder = try Folder(.float64(network), SignalSpec(.step(steps)))
        func refused(_ part: String, _ file: String? = nil, lift: Double = 5, _ change: (inout Spec) -> Void = { _ in })
        {
            do {
                var spec = try spec(5, file: file ?? folder.model, lift: lift)
                change(&spec)
                let found = message(spec)
                #expect(found.contains(part), "\(found)")
            } catch { Issue.record("\(error)") }
        }
        #expect(try message(spec(5, file: folder.model)) == "")
        refused("/nonexistent.safetensors", "/nonexistent.safetensors")
        refused("not for steps of amplitude 4; expected one that it is for: 5", lift: 4)
        refused("expected leadingOnes") {
            $0.signals = SignalSpec(.step(StepFunctions(length: 9, amplitude: 5, orientation: .leadingOnes)))
        }
        refused("signals of family step") { $0.signals = SignalSpec(.dirac(Diracs(length: 9))) }
        refused("signals.length: 8: the network") { $0 = $0.resized(to: 8) }
        refused("lifted, has other layers than the spec: expected { dense: 2, activation: identity, bias: false }") {
            $0.network[0].outputs = 3
        }
        refused("lifted, has other layers") { $0.network[1].hasBias = true }
        refused("network.0.fixed") { $0.network[0].fixed = .linear }
        // A network that is no scalar code, and one with output biases.
        let wide: Network<Double> = try PositionAmplitudeAutoencoder(steps).network()
        let other = try Folder(.float64(wide), nil)
        refused("cannot be lifted: layers.0.weight: its shape is [9, 9]; expected [1, 9]", other.model)
        var biased = network
        biased.layers[2].dense.hasBias = true
        biased.layers[2].bias = Array(repeating: 0, count: 9)
        let third = try Folder(.float64(biased), nil)
        refused("initialization.lifted: \(third.model) cannot be lifted: layers.2.bias: expected none", third.model)
        let tensors = try SafetensorsFile(contentsOf: folder.model).tensors
        try SafetensorsFile(tensors: tensors, metadata: [:]).write(to: other.model)
        #expect(try message(spec(5, file: other.model)) == "", "the spec says what a file without metadata does not")
        // No option of `run` or `train` speaks of a model file: none is advised.
        func layers(_ names: [String], _ shape: [Int], _ metadata: [String: String] = [:]) throws {
            let zeros = Tensor.Storage.float64((0..<(shape[0] * shape[1])).map(Double.init))
            let weights = try names.map {
                NamedTensor(name: "\($0).weight", tensor: try Tensor(shape: shape, storage: zeros))
            }
            try SafetensorsFile(tensors: weights, metadata: metadata).write(to: other.model)
        }
        let names = ["a", "b", "c"]
        for (names, shape, metadata, part) in [
            (names, [9, 9], [:], "fit together in several orders"),
            ((0..<11).map { "l\($0)x" }, [9, 9], [:], "do not tell their order"),
            (["0", "1", "2"], [9, 9], [:], "all weights are square"),
            (
                ["0", "1", "2"], [9, 9], ["format": "pt", "0.activation": "relu"], "not name the activation of layer 1"
            ),
            (["0", "1"], [9, 9], ["format": "pt"], "2 layers 0, 1; expected 3, as the spec has"),
            (["0", "1", "2"], [8, 9], [:], "which takes 9 inputs"),
        ] as [([String], [Int], [String: String], String)] {
            try layers(names, shape, metadata)
            let found = try message(spec(5, file: other.model))
            #expect(found.contains(part) && !found.contains("--"), "\(found)")
        }
        // Single precision has no such amplitude.
        let single = try Folder(.float32(network.converted(to: Float.self)), nil)
        refused("cannot be lifted: amplitude: 1e−60", single.model, lift: 1e-60)
    }
}
