import CertificateChecker
import Exchange
import Foundation
import Networks
import RunStore
import TestFixtures
import Testing

@testable import Experiments

/// Files that `safetensors.torch.save_file(model.state_dict(), …)` wrote, read as they are.
///
/// Fixtures/PyTorch/write.py wrote them, with torch 2.13.0 and safetensors 0.8.0.
@Suite struct PyTorchModelTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    private static let solution: [Activation] = [.identity, .relu, .relu]

    /// The path of a copy, beside which certificates can be written.
    private func copy(_ name: String) throws -> String {
        let path = temporary.path(name + ".safetensors")
        let source = (Bundle.module.resourcePath ?? "") + "/Fixtures/PyTorch/\(name).safetensors"
        try AtomicFile.write(AtomicFile.read(source), to: path)
        return path
    }

    private func stored(_ name: String, _ reading: ModelReading) throws -> StoredNetwork {
        try StoredNetwork(copy(name), root: RunRoot(temporary.path("runs")), reading: reading)
    }

    private func problem(_ name: String, _ reading: ModelReading = ModelReading()) throws -> String {
        do {
            _ = try stored(name, reading)
            return "accepted"
        } catch { return "\(error)".replacingOccurrences(of: temporary.path + "/", with: "") }
    }

    private func shapes(_ network: TrainedNetwork) -> [[Int]] {
        func shapes<S: TrainableScalar>(_ network: Network<S>) -> [[Int]] {
            network.layers.map { [$0.outputs, $0.inputs, $0.bias == nil ? 0 : 1] }
        }
        return switch network {
        case .float32(let network): shapes(network)
        case .float64(let network): shapes(network)
        }
    }

    @Test(
        "A state_dict is certified as it is, and the model under a certificate's names is written",
        arguments: ["sequential", "sequential-float64", "autoencoder", "wrapped"])
    func certified(name: String) throws {
        let stored = try stored(name, ModelReading(activations: Self.solution))
        #expect(shapes(stored.network) == [[1, 4, 1], [4, 1, 1], [4, 4, 0]])
        #expect(stored.isForeign)
        let certification = try Certification(
            stored.network, signals: stored.signals, data: stored.data(), polishing: false)
        #expect(certification.isProved)
        let files = CertificateFiles(certification, of: stored, output: nil)
        try files.check()
        var report = CertificationReport(certification, weightsSHA256: stored.network.weightsSHA256)
        try files.write(&report)
        #expect(report.certificate == temporary.path("\(name).certificate.json"))
        #expect(report.model == temporary.path("\(name).certified.safetensors"))
        let certificate = try AtomicFile.read(#require(report.certificate))
        let model = try AtomicFile.read(#require(report.model))
        guard case .valid = CertificateCheck.verdict(certificate: certificate, model: model) else {
            Issue.record("the checker refuses the certificate")
            return
        }
        // The copy needs nothing more to be said, and is no foreign file.
        let again = try StoredNetwork(#require(report.model), root: RunRoot(temporary.path("runs")))
        #expect(again.network == stored.network && !again.isForeign)
    }

    @Test("A certificate with a name of its own has the model beside it under that name")
    func named() throws {
        let stored = try stored("sequential", ModelReading(activations: Self.solution))
        let certification = try Certification(
            stored.network, signals: stored.signals, data: stored.data(), polishing: false)
        var report = CertificationReport(certification, weightsSHA256: "")
        try CertificateFiles(certification, of: stored, output: temporary.path("proof.json")).write(&report)
        #expect(report.model == temporary.path("proof.certified.safetensors"))
    }

    @Test("The shapes tell the order of layers whose names do not; numbers count by their size")
    func order() throws {
        let named = try stored("named", ModelReading(activations: [.identity, .relu, .identity]))
        #expect(shapes(named.network) == [[1, 4, 1], [3, 1, 1], [2, 3, 0]])
        let many = try stored("many", ModelReading(activations: Array(repeating: .identity, count: 12)))
        #expect(shapes(many.network) == (0..<12).map { [3 + $0, 2 + $0, 1] })
        let linear = try stored("linear", ModelReading(activations: [.identity]))
        #expect(shapes(linear.network) == [[2, 3, 1]])
    }

    @Test("Where several orders fit, one is asked for, and taken")
    func ambiguous() throws {
        let activations: [Activation] = [.relu, .identity]
        let message = try problem("ambiguous", ModelReading(activations: activations))
        #expect(message.contains("fit together in several orders: down,up and up,down"), "\(message)")
        #expect(message.contains("--order down,up"))
        let chosen = try stored("ambiguous", ModelReading(activations: activations, order: ["up", "down"]))
        #expect(shapes(chosen.network) == [[4, 1, 1], [1, 4, 1]])
        for order in [["up"], ["up", "up"], ["up", "left"], ["up", "down", "down"]] {
            let message = try problem("ambiguous", ModelReading(activations: activations, order: order))
            #expect(message.contains("--order: found \(order.joined(separator: ","))"), "\(message)")
        }
    }

    @Test("Shapes that do not fit together are named with their tensors")
    func misfit() throws {
        let message = try problem("misfit")
        #expect(
            message.hasPrefix(
                "misfit.safetensors: tensor 2.weight: its shape is [4, 3], which takes 3 inputs, and 0.weight [2, 4] "
                    + "before it gives 2 outputs; expected [outputs, 2]"), "\(message)")
        let chosen = try problem("named", ModelReading(order: ["expand", "squeeze", "answer"]))
        #expect(chosen.contains("tensor squeeze.weight: its shape is [1, 4]"), "\(chosen)")
    }

    @Test("What is no dense layer is named")
    func otherLayers() throws {
        #expect(try problem("batchnorm").contains("tensor 1.running_mean: no dense layer has it"))
    }

    @Test("Half precision is read as single precision, and certified as a copy")
    func half() throws {
        let half = try stored("sequential-half", ModelReading(activations: Self.solution))
        let single = try stored("sequential", ModelReading(activations: Self.solution))
        #expect(half.isForeign && half.network.precision == .float32)
        let (found, wanted) = (half.network.inDouble, single.network.inDouble)
        for (layer, original) in zip(found.layers, wanted.layers) {
            for (value, exact) in zip(layer.weight.elements, original.weight.elements) {
                #expect(abs(value - exact) <= abs(exact) * 0x1p-11)
            }
        }
    }

    @Test("Activations are asked for by the names of the layers; a wrong number of them is refused")
    func activations() throws {
        let missing = try problem("autoencoder")
        #expect(missing.contains("it does not name the activation of encoder.0"), "\(missing)")
        #expect(missing.contains("--activations with one for each of the layers encoder.0, decoder.0, decoder.2"))
        let few = try problem("autoencoder", ModelReading(activations: [.relu]))
        #expect(few.contains("--activations: 1 activation for the 3 layers encoder.0, decoder.0, decoder.2"), "\(few)")
        // Metadata under the names of the layers, and under those of a certificate.
        let file = try SafetensorsFile(contentsOf: copy("autoencoder"))
        for keys in [["encoder.0", "decoder.0", "decoder.2"], ["layers.0", "layers.1", "layers.2"]] {
            let metadata = Dictionary(
                uniqueKeysWithValues: zip(keys.map { $0 + ".activation" }, Self.solution.map(\.description)))
            let named = SafetensorsFile(tensors: file.tensors, metadata: metadata)
            let network = try NetworkFile.network(named, path: "f")
            #expect(try stored("autoencoder", ModelReading(activations: Self.solution)).network == network)
            let error = #expect(throws: ExchangeError.self) {
                try NetworkFile.network(named, path: "f", reading: ModelReading(activations: [.relu, .relu, .relu]))
            }
            #expect(error?.problem == "it is identity" && error?.expected?.hasPrefix("relu, as --activations") == true)
        }
    }

    @Test("A file of Heaviside's own in which a layer is missing is no network without it", arguments: 0..<3)
    func missingLayer(layer: Int) throws {
        let network = try Network<Double>(inputs: 3, initialization: .uniform(-1...1), seed: 1) {
            Dense(3)
            Dense(3)
            Dense(3)
        }
        let file = try NetworkFile.file(for: network)
        let rest = file.tensors.filter { !$0.name.hasPrefix("layers.\(layer).") }
        let damaged = SafetensorsFile(tensors: rest, metadata: file.metadata)
        let error = #expect(throws: ExchangeError.self) { try NetworkFile.network(damaged, path: "f") }
        #expect(error?.location == "tensor layers.\(layer).weight")
        #expect(try NetworkFile.network(file, path: "f") == .float64(network))
    }

    @Test("Square weights ask for their layout")
    func square() throws {
        let activations: [Activation] = [.relu, .identity]
        #expect(try problem("square", ModelReading(activations: activations)).contains("--layout outputsFirst"))
        _ = try stored("square", ModelReading(activations: activations, layout: .outputsFirst))
    }

    @Test("Nothing is said of a run's layers beside its spec")
    func run() throws {
        let root = RunRoot(temporary.path("runs"))
        let spec = try #require(Experiment.named("reversed-solution")).spec.resized(to: 4)
        let folder = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])[0]
        #expect(throws: RunError.self) {
            try StoredNetwork(folder.run, root: root, reading: ModelReading(activations: Self.solution))
        }
    }

    /// A spec that starts from a file.
    private func spec(_ path: String, _ layers: [Dense], layout: WeightLayout? = nil) -> Spec {
        Spec(
            name: "start", signals: SignalSpec(.step(StepFunctions(length: 4))), network: layers,
            initialization: .file(path, layout: layout),
            training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), epochs: 0)
    }

    @Test(
        "Training starts from a state_dict as it is: the spec says the activations",
        arguments: ["sequential", "sequential-float64", "autoencoder", "wrapped"])
    func start(name: String) throws {
        let layers = [Dense(1), Dense(4, activation: .relu), Dense(4, activation: .relu, bias: false)]
        let run = try ExperimentRun(spec(copy(name), layers), source: "study.yaml")
        try run.check()
        let expected = try stored("sequential", ModelReading(activations: Self.solution)).network
        #expect(try run.start() == expected)
        let other = try ExperimentRun(spec(copy(name), [Dense(2), Dense(4), Dense(4, bias: false)]), source: "s")
        let error = #expect(throws: ExchangeError.self) { try other.start() }
        #expect(error?.location?.hasSuffix("0.weight") == true, "\(String(describing: error))")
    }

    @Test("The spec's shapes choose among orders that names leave open")
    func startOrder() throws {
        let run = try ExperimentRun(spec(copy("ambiguous"), [Dense(1), Dense(4)]), source: "study.yaml")
        let down = try stored("ambiguous", ModelReading(activations: [.identity, .identity], order: ["down", "up"]))
        #expect(try run.start() == down.network)
    }
}
