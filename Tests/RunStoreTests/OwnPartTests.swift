import Analysis
import Exchange
import Experiments
import Foundation
import Networks
import RunStore
import TestFixtures
import Testing

/// A loss, an activation and a rule that no text can hold: what needs a text says so, and the rest serves them.
@Suite struct OwnPartTests {
    private struct Own: ActivationFunction, ElementwiseLoss, UpdateRule {
        let name = "own: \"part\""
        let problem: String? = nil
        let isRational = true

        func value<S: Scalar>(at u: S) -> S { u <= 0 ? 0 : u }
        func derivative<S: Scalar>(at u: S, activation a: S) -> S { u > 0 ? 1 : 0 }
        func value<S: Scalar>(output: S, target: S) -> S { (output - target) * (output - target) }
        func derivative<S: Scalar>(output: S, target: S) -> S { 2 * (output - target) }
        func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
            for k in tensor.values.indices { tensor.values[k] -= tensor.learningRate * tensor.gradient[k] }
        }
    }

    private let builtIn: Spec
    private let own: Spec

    init() throws {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 5)
        spec.epochs = 20
        spec.training.optimizer = .sgd(learningRate: 0.01)
        builtIn = spec
        spec.training.loss = Loss(Own())
        spec.training.optimizer = Optimizer(Own(), learningRate: 0.01)
        spec.network[1].activation = Activation(Own())
        own = spec
    }

    @Test("A run without a folder trains and measures, as its built-in twin does")
    func run() throws {
        #expect(own.customKeys == ["network.1.activation", "loss", "optimizer"] && builtIn.customKeys.isEmpty)
        let (run, twin) = (try ExperimentRun(own, source: "own"), try ExperimentRun(builtIn, source: "built in"))
        try run.check()
        let (result, expected) = (try run.run(), try twin.run())
        #expect(result.path == .dense && result.status == .finished)
        #expect(abs(result.loss - expected.loss) <= 1e-5 * expected.loss)
        #expect(abs(result.measures.error.maxAbsolute - expected.measures.error.maxAbsolute) <= 1e-5)
        #expect(result.measures.activity.deadHiddenUnits.isEmpty)
    }

    @Test("A run's folder is refused before it is made, with every key")
    func folder() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path + "/runs")
        let error = try #require(throws: RunError.self) { try root.create(own) }
        #expect(error.place == "network.1.activation, loss, optimizer")
        #expect(error.problem.contains("spec.yaml cannot hold Swift code") && error.problem.contains("expected"))
        #expect(!FileManager.default.fileExists(atPath: root.path))
    }

    @Test("The text of such a spec names its parts, and is refused at the first of them")
    func text() throws {
        #expect(own.yaml.contains("custom"))
        for (key, change) in [
            ("network.1.activation", { $0.network[1].activation = Activation(Own()) }),
            ("loss", { $0.training.loss = Loss(Own()) }),
            ("optimizer", { $0.training.optimizer.rule = .custom(CustomRule(Own())) }),
        ] as [(String, (inout Spec) -> Void)] {
            var spec = builtIn
            change(&spec)
            let error = try #require(throws: SpecError.self) { try Spec(yaml: spec.yaml, source: "text") }
            #expect(error.key == key, "\(error)")
            #expect(error.problem.contains("\"own: \"part\"\" is Swift code, which a spec cannot hold"), "\(error)")
        }
    }

    @Test("A model's file holds the weights, and is read into a network that has the activation")
    func model() throws {
        let network = try ExperimentRun(own, source: "own").initialNetwork(as: Float.self)
        let file = try NetworkFile.file(for: network)
        #expect(try NetworkFile.read(file, path: "model", like: network) == network)
        let error = try #require(throws: ExchangeError.self) { try NetworkFile.network(file, path: "model") }
        #expect("\(error)".contains("layers.1.activation") && "\(error)".contains("is Swift code"), "\(error)")
    }

    @Test("Nothing is proved of a network with an own activation, and the layer is named")
    func proofs() throws {
        let network = try ExperimentRun(own, source: "own").initialNetwork(as: Float.self)
        let error = try #require(throws: ExactnessError.self) { try ExactNetwork(network) }
        #expect(error.place == "layers.1.activation" && error.problem.contains("is not known to be piecewise linear"))
        #expect(Breakpoints(network, codes: [0, 1]) == nil)
        #expect(LipschitzBounds(of: network, at: Matrix(rows: 1, columns: 5, repeating: 0)) == nil)
    }
}
