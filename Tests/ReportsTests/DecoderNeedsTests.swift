import Diagnostics
import Exchange
import Foundation
import Networks
import Testing

@testable import Analysis
@testable import Descriptions
@testable import Experiments
@testable import Reports

/// Nothing calls impossible what is exact: the five networks are, by exact arithmetic.
@Suite struct DecoderNeedsTests {
    /// A network with parameters that are written down, on data.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let signals: SignalSpec
        let layers: [Dense]
        let weights: [[[Double]]]
        let biases: [[Double]?]

        var testDescription: String { name }

        /// The result of the run that starts from them, and ends there.
        func result() throws -> (result: RunResult, isProved: Bool) {
            let matrices = weights.map { rows in
                Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0 })
            }
            let network = try Network<Double>(
                inputs: signals.length ?? 0,
                layers: layers.indices.map { Layer(dense: layers[$0], weight: matrices[$0], bias: biases[$0]) })
            let path = NSTemporaryDirectory() + "heaviside-needs-\(UUID().uuidString).safetensors"
            try NetworkFile.file(for: network, signals: signals).write(to: path)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let spec = Spec(
                name: name, signals: signals, network: layers, initialization: .file(path), training: .none,
                epochs: 0, precision: .float64)
            let result = try ExperimentRun(spec, source: "test", searchFolders: ["/"]).run()
            return (result, try Certification(.float64(network), signals: signals).isProved)
        }
    }

    private static func relu(_ units: Int, bias: Bool = true) -> Dense { Dense(units, activation: .relu, bias: bias) }

    private static let ones4 = [[Double]](repeating: [1], count: 4)

    static let exact = [
        Case(
            name: "dirac", signals: SignalSpec(.dirac(Diracs(length: 2, blank: true))),
            layers: [Dense(1), relu(2), relu(2, bias: false)],
            weights: [[[1, -1]], [[1], [1]], [[2, -1], [-2, 1]]], biases: [[0], [10, 20], nil]),
        Case(
            name: "parameters", signals: SignalSpec(.step(StepFunctions(length: 5, blank: false)), target: .parameters),
            layers: [Dense(1), relu(2), Dense(2, bias: false)],
            weights: [[[1, 1, 1, 1, 1]], [[1], [1]], [[2, -1], [-0.125, 0.125]]], biases: [[0], [8, 16], nil]),
        Case(
            name: "amplitudes", signals: SignalSpec(.step(StepFunctions(length: 1, amplitude: .list([1, 2, 3])))),
            layers: [Dense(1), relu(1), relu(1)], weights: [[[1]], [[1]], [[1]]], biases: [[0], [8], [-8]]),
        Case(
            name: "hard-outputs", signals: SignalSpec(.step(StepFunctions(length: 4))),
            layers: [Dense(1), relu(1), Dense(4, activation: .hardThreshold)],
            weights: [[[1, 1, 1, 1]], [[1]], ones4], biases: [[0], [8], [-10.5, -9.5, -8.5, -7.5]]),
        Case(
            name: "no-blank", signals: SignalSpec(.step(StepFunctions(length: 4, blank: false))),
            layers: [Dense(1), relu(3), relu(4)],
            weights: [
                [[1, 1, 1, 1]], [[1], [1], [1]], [[0, 0, 1], [0, 1, -1], [1, -1, 0], [0, 0, 0]],
            ], biases: [[0], [-1, -2, -3], [0, 0, 0, 1]]),
    ]

    private func words(_ result: RunResult) -> String {
        let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        let digest = RunDigest(summary, spec: result.spec).lines + ObstacleText.lines(result)
        let figures = RunFigures(result, history: [], snapshots: [(0, result.network)])
        return digest.map(\.text).joined(separator: "\n") + (figures.kinks?.caption ?? "")
    }

    @Test("An exact network meets every need that is named", arguments: exact)
    func exactNetworks(given: Case) throws {
        let (result, isProved) = try given.result()
        #expect(isProved)
        #expect(!words(result).contains("exact decoder"), "\(words(result))")
    }

    @Test("The study's start has too few kinks, and that is said with its conditions")
    func study() throws {
        func words(_ change: (inout Spec) -> Void) throws -> String {
            var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 16)
            spec.epochs = 0
            change(&spec)
            return self.words(try ExperimentRun(spec, source: "test").run())
        }
        let needed = "an exact decoder of a monotone code has one in at least 8"
        #expect(try words { _ in }.contains(needed))
        // Fewer steps, fewer gaps: 11 of 17 are left, and so are ⌊10/2⌋.
        #expect(try words { $0.signals.holdOut = .every(3) }.contains("in at least \((17 - 5 - 1) / 2)"))
        #expect(try !words { $0.network[2].activation = .sigmoid }.contains("exact decoder"))
        #expect(
            try !words {
                $0.signals = SignalSpec(.step(StepFunctions(length: 16, amplitude: .list([1, 3]))))
            }.contains("of a monotone code"))
        #expect(try !words { $0.network.insert(Dense(16, activation: .relu), at: 2) }.contains("of a monotone code"))
    }

    @Test("A rank is wanted where a theorem says so, and one less beside an output bias without the blank")
    func rank() throws {
        func needs(_ blank: Bool, _ change: (inout Spec) -> Void) throws -> Int? {
            var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 6)
            change(&spec)
            return DecoderNeeds(spec, samples: 7, blank: blank).missingRank
        }
        #expect(try needs(true) { _ in } == 0 && needs(false) { _ in } == 0)
        #expect(try needs(true) { $0.network[2].hasBias = true } == 0)
        #expect(try needs(false) { $0.network[2].hasBias = true } == 1)
        let several = SignalSpec(.step(StepFunctions(length: 6, amplitude: .list([1, 2]))))
        #expect(
            try needs(true) {
                $0.signals = several
                $0.network[2].hasBias = true
            } == 1)
        #expect(try needs(true) { $0.signals.target = .parameters } == nil)
        #expect(try needs(true) { $0.network[2].activation = .hardThreshold } == nil)
    }

    @Test("Weights of one code: affine in the position for the steps of one amplitude")
    func encoder() throws {
        let many = DataWords(SignalSpec(.step(StepFunctions(length: 4, amplitude: .list([1, 3])))))
        #expect(many.encoderWords([1, 1, 1, 1])?.contains("of a step of one amplitude is an affine") == true)
        #expect(many.encoderWords([1, 2, 1, 1])?.contains("of a step of one amplitude is linear") == true)
        let diracs = DataWords(SignalSpec(.dirac(Diracs(length: 3, amplitude: .list([1, 3])))))
        #expect(diracs.encoderWords([1, 2, 3])?.contains("of a Dirac of one amplitude is") == true)
        let one = DataWords(SignalSpec(.step(StepFunctions(length: 4))))
        #expect(one.encoderWords([1, 1, 1, 1])?.contains("the code of a step is an affine") == true)
    }

    @Test("Errors are told over what they are divided by")
    func units() throws {
        func unit(_ signals: SignalSpec) -> String { DataWords(signals).unit }
        let list = SignalSpec(.step(StepFunctions(length: 4, amplitude: .list([0.001, 1]))))
        #expect(
            unit(list) == "the largest amplitude"
                && unit(SignalSpec(.step(StepFunctions(length: 4)))) == "the amplitude")
        var held = list
        held.holdOut = .every(2)
        #expect(unit(held) == "the largest amplitude of the training samples")
        let random = PiecewiseConstants(length: 6, transitions: 1, amplitude: 0.3, levels: .random(count: 5, seed: 1))
        #expect(unit(SignalSpec(.piecewiseConstant(random))) == "the largest value")
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        (spec.signals, spec.epochs, spec.initialization) = (list.resized(to: 9), 0, .drawn(.zeros))
        let result = try ExperimentRun(spec, source: "test").run()
        let digest = RunDigest(RunSummary(result, run: "r", folder: "f", weightsSHA256: ""), spec: spec)
        #expect(
            digest.lines.contains {
                $0.text
                    == "10 of 19 samples within 1 % of the largest amplitude; the bound is the same for smaller amplitudes"
            })
        #expect(!digest.lines.contains { $0.name == "reconstructed" })
        let batch = SeedText.headline(
            SeedStatistics([RunSummary(result, run: "r", folder: "f", weightsSHA256: "")]),
            DataWords(result.spec.signals))
        #expect(batch == "1 run: 0 have every sample within 1 % of the largest amplitude")
        #expect(digest.lines.contains { $0.text == "1, 100 % of the largest amplitude, 1" })
        #expect(
            RunFigures(result, history: []).reconstructions?.caption.contains(
                NumberText.typeset("1 % of the largest amplitude")) == true)
    }
}

extension SignalSpec {
    fileprivate func resized(to length: Int) -> SignalSpec {
        var copy = self
        copy.length = length
        return copy
    }
}
