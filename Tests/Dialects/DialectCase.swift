import Experiments
import Foundation
import Networks
import Testing

/// A fixture: what a library computed in 50 updates, and what a spec says for the same.
struct DialectCase: Sendable, Decodable, CustomTestStringConvertible {
    let library: String
    let version: String
    let backend: String
    let dtype: String
    let call: String
    /// The optimizer of a spec, perhaps without a learning rate.
    let optimizer: String
    let note: String?
    /// Whether the rows of the library's matrix are inputs, not outputs.
    let transposed: Bool?
    /// The weights after each update, `[3 × 2]`, row-major.
    let path: [[Double]]
    private(set) var name = ""

    private enum CodingKeys: String, CodingKey {
        case library, version, backend, dtype, call, optimizer, note, transposed, path
    }

    var testDescription: String { name }

    /// Every fixture, by name.
    static let all: [DialectCase] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)),
                var found = try? JSONDecoder().decode(DialectCase.self, from: data)
            else { return nil }
            found.name = String(name.dropLast(".json".count))
            return found
        }
    }()

    /// The folder of the fixtures.
    static var folder: URL { Bundle.module.bundleURL.appendingPathComponent("Fixtures/optimizers") }

    /// Whether the rate changes after update 25: not where the library's function takes one rate only.
    var hasSchedule: Bool { note?.contains("The rate stays") != true && !optimizer.contains("learningRate:") }

    /// The optimizer that a spec with the text has, at the first rate of the problem where the text has none.
    static func optimizer(_ text: String) throws -> Optimizer {
        var text = text
        if !text.contains("learningRate:"), let end = text.lastIndex(of: "}") {
            text = text[..<end] + ", learningRate: 0.015625 }"
        }
        let yaml = """
            name: dialect
            signals: { family: step, length: 33, amplitude: 5 }
            network: [{ dense: 1 }, { dense: 33 }]
            initialization: { uniform: [-0.05, 0.05] }
            loss: { squaredError: mean }
            optimizer: { \(text) }
            epochs: 50
            precision: float64
            """
        return try Spec(yaml: yaml, source: "fixture").training.optimizer
    }
}

/// The problem of every fixture: a linear layer, and in each update one sample with the derivatives of its outputs.
struct DialectProblem: Decodable {
    let weights: [[Double]]
    let inputs: [[Double]]
    let errors: [[Double]]
    let rates: [Double]

    static func read() throws -> DialectProblem {
        let file = DialectCase.folder.deletingLastPathComponent().appendingPathComponent("problem.json")
        return try JSONDecoder().decode(DialectProblem.self, from: Data(contentsOf: file))
    }

    /// The weights after each of the 50 updates of an optimizer, as training computes them.
    func path<Element: TrainableScalar>(
        _ optimizer: Optimizer, hasSchedule: Bool, isTransposed: Bool, as scalar: Element.Type
    ) throws -> [[Element]] {
        // The gradient d xᵀ of a transposed matrix is x dᵀ.
        let (inputs, errors) = isTransposed ? (self.errors, self.inputs) : (self.inputs, self.errors)
        let start = Matrix<Element>(rows: 3, columns: 2, elements: weights.flatMap { $0 }.map { Element($0) })
        let weight = isTransposed ? Self.transposed(start) : start
        let recipe = Training(
            loss: Loss(GivenDerivatives()), optimizer: optimizer,
            schedule: hasSchedule
                ? .steps([.init(fromEpoch: 25, learningRate: rates[25])]) : .constant,
            path: .dense)
        let layer = Layer<Element>(
            dense: Dense(weight.rows, bias: false), weight: weight, bias: nil)
        var network = try Network(inputs: weight.columns, layers: [layer])
        var checkpoint: TrainingCheckpoint<Element>?
        return try (0..<50).map { t in
            let samples = SampleSet(
                signals: Matrix(rows: 1, columns: weight.columns, elements: inputs[t % 25]),
                targets: Matrix(rows: 1, columns: weight.rows, elements: errors[t % 25]))
            checkpoint = try recipe.fit(&network, to: samples, epochs: t + 1, from: checkpoint).checkpoint
            let found = network.layers[0].weight
            return Array((isTransposed ? Self.transposed(found) : found).elements)
        }
    }

    /// The weight of a matrix of one entry after updates with the same gradient.
    func weights(_ optimizer: Optimizer, updates: Int) throws -> [Double] {
        let recipe = Training(loss: Loss(GivenDerivatives()), optimizer: optimizer, path: .dense)
        let layer = Layer<Double>(
            dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 1, elements: weights[0]), bias: nil)
        var network = try Network(inputs: 1, layers: [layer])
        var checkpoint: TrainingCheckpoint<Double>?
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: inputs[0]),
            targets: Matrix(rows: 1, columns: 1, elements: errors[0]))
        return try (0..<updates).map { t in
            checkpoint = try recipe.fit(&network, to: samples, epochs: t + 1, from: checkpoint).checkpoint
            return network.layers[0].weight.elements[0]
        }
    }

    private static func transposed<Element: Scalar>(_ matrix: Matrix<Element>) -> Matrix<Element> {
        let elements = (0..<matrix.columns).flatMap { j in (0..<matrix.rows).map { matrix[$0, j] } }
        return Matrix(rows: matrix.columns, columns: matrix.rows, elements: elements)
    }
}

/// A loss whose derivative by each output is the target: the gradient is given, whatever the weights are.
private struct GivenDerivatives: ElementwiseLoss {
    let name = "given derivatives"
    let reduction = Loss.Reduction.sum

    func value<S: Scalar>(output: S, target: S) -> S { output * target }

    func derivative<S: Scalar>(output: S, target: S) -> S { target }
}
