import Descriptions
import Experiments
import Foundation
import Networks
import Testing

/// Losses as libraries compute them: value and gradient on fixed outputs, some of which saturate.
@Suite struct LossDialectTests {
    struct Row: Decodable, Sendable {
        let name: String
        let call: String
        let ordinary: Numbers
        let saturated: Numbers

        struct Numbers: Decodable, Sendable {
            let value: FixtureNumber
            let gradient: [FixtureNumber]
        }
    }

    private struct Problem: Decodable {
        let outputs: [String: [[Double]]]
        let targets: [String: [[Double]]]
    }

    /// Rows whose numbers are ours but for one operation, with the problem and what differs.
    private static let exceptions: [String: String] = [
        "mlx binary_cross_entropy(with_logits=False) saturated":
            "the derivative of log(0), times 0, is NaN there; and it computes in float32",
        "tinygrad binary_crossentropy saturated": "log(0) and its derivative are not finite there",
        "sklearn MLPRegressor":
            "what it reports is the mean over outputs too; the gradient is that of the sum over them",
        "sklearn MLPClassifier saturated":
            "what it reports cuts probabilities at 2.2e-16; the gradient is that of the logits",
    ]

    /// Rows that are ours but for a rounding, with the bound in units of the usual one.
    private static let bounds: [String: (operation: String, bound: Double)] = [
        "keras-jax MeanSquaredError": ("the divisor of the mean is a float32", 1e5),
        "keras-jax BinaryCrossentropy": ("the divisor of the mean is a float32", 1e5),
        "keras-jax BinaryCrossentropy(from_logits=True)": ("the divisor of the mean is a float32", 1e5),
        "keras-torch MeanSquaredError": ("the divisor of the mean is a float32", 1e5),
        "keras-torch BinaryCrossentropy": ("the divisor of the mean is a float32", 1e5),
        "keras-torch BinaryCrossentropy(from_logits=True)": ("the divisor of the mean is a float32", 1e5),
        "keras-torch CategoricalCrossentropy(from_logits=True)": ("the divisor of the mean is a float32", 1e5),
        "mlx cross_entropy(...).mean()": ("exp and log of float32 numbers", 4),
        "tinygrad cross_entropy": ("exp and log of float32 numbers", 4),
        "tinygrad binary_crossentropy": ("exp and log of float32 numbers", 4),
        "tensorflow.v1 losses.log_loss saturated": ("the sigmoid is a float64 there, and 1 − p + 1e-7 a float32", 1e10),
        "tensorflow.v1 losses.log_loss": ("exp and log of float32 numbers", 4),
        "tensorflow.v1 losses.softmax_cross_entropy": ("exp and log of float32 numbers", 4),
    ]

    /// Whether a loss is computed in float32, whatever it is given: `tf.compat.v1.losses` cast their arguments.
    private func isSingle(_ fixture: RowFixture<Row>, _ row: Row, _ label: String) -> Bool {
        fixture.dtype == "float32"
            || Self.bounds[label] == nil && fixture.library == "tensorflow.v1" && row.call.hasPrefix("losses.")
    }

    private func matrix(_ rows: [[Double]]) -> Matrix<Double> {
        Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0 })
    }

    private func spec(_ name: String, like: String, call: String?) throws -> Spec {
        let output = name == "binaryCrossEntropy" ? ", activation: sigmoid" : ""
        let call = call.map { ", call: \"\($0)\"" } ?? ""
        return try FixtureSpec.read(
            network: "[{ dense: 1 }, { dense: 33\(output) }]", loss: "{ \(name): { like: \(like)\(call) } }")
    }

    @Test("There is a run of each loss that specs can name, and the first row of each is the default")
    func fixtures() throws {
        let fixtures = try RowFixture<Row>.all("losses")
        #expect(fixtures.count >= 10)
        for row in LibraryCalls.losses {
            let backends = row.backends.isEmpty ? [nil] : row.backends.map(Optional.some)
            for backend in backends {
                let isRun = fixtures.contains {
                    $0.library == row.library && (backend == nil || $0.backend == backend)
                        && $0.rows.contains { $0.name == row.name && $0.call == row.call }
                }
                #expect(isRun, "\(row.library) \(row.call) \(backend ?? "")")
            }
        }
        for fixture in fixtures {
            #expect(Library.all.first { $0.name == fixture.library }?.version == fixture.version, "\(fixture.library)")
        }
    }

    @Test("A spec with `like` has the library's value and gradient, also where outputs saturate")
    func replay() throws {
        let file = DialectCase.folder.deletingLastPathComponent().appendingPathComponent("losses/optax.json")
        let problem = try JSONDecoder().decode(Problem.self, from: Data(contentsOf: file))
        var seen: Set<String> = []
        for fixture in try RowFixture<Row>.all("losses") {
            for row in fixture.rows {
                let spec = try spec(row.name, like: fixture.like, call: row.call)
                #expect(try FixtureSpec.again(spec) == spec, "\(fixture.like) \(row.call)")
                for (name, numbers) in [("ordinary", row.ordinary), ("saturated", row.saturated)] {
                    let label = "\(fixture.like) \(row.call) \(name)"
                    let outputs = matrix(try #require(problem.outputs[name]))
                    let targets = matrix(try #require(problem.targets[row.name]))
                    let found = value(spec.training.loss, outputs, targets, isSingle: isSingle(fixture, row, label))
                    let exception = Self.exceptions[label] ?? Self.exceptions["\(fixture.like) \(row.call)"]
                    if exception != nil { seen.insert(label) }
                    let factor = (Self.bounds[label] ?? Self.bounds["\(fixture.like) \(row.call)"])?.bound ?? 1
                    let bound = factor * (isSingle(fixture, row, label) ? 4e-7 : 1e-12)
                    // The gradient of an exception is compared where it is a number, its value is not.
                    if exception == nil {
                        #expect(
                            isNear(found.value, numbers.value.value, bound),
                            "\(label): \(found.value), not \(numbers.value.value)")
                    } else {
                        #expect(
                            !isNear(found.value, numbers.value.value, bound)
                                || numbers.gradient.contains { !$0.value.isFinite }, "\(label) is no exception")
                    }
                    for (k, expected) in numbers.gradient.enumerated() where exception == nil || expected.value.isFinite
                    {
                        #expect(
                            isNear(found.gradient[k], expected.value, bound),
                            "\(label), output \(k): \(found.gradient[k]), not \(expected.value)")
                    }
                }
            }
        }
        #expect(seen.count >= Self.exceptions.count)
    }

    private func isNear(_ found: Double, _ expected: Double, _ bound: Double) -> Bool {
        found == expected || abs(found - expected) <= bound * max(1e-2, abs(expected))
    }

    private func value(
        _ loss: Loss, _ u: Matrix<Double>, _ targets: Matrix<Double>, isSingle: Bool
    ) -> (value: Double, gradient: [Double]) {
        let activation: Activation =
            loss.objection(toOutput: .sigmoid) == nil && loss.objection(toOutput: .identity) != nil
            ? .sigmoid : .identity
        func evaluate<S: Scalar>(_ scalar: S.Type) -> (Double, [Double]) {
            func cast(_ matrix: Matrix<Double>) -> Matrix<S> {
                Matrix(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { S($0) })
            }
            let s = cast(u)
            var a = s
            a.elements = s.elements.map { activation.value(at: $0) }
            let (value, delta) = loss.evaluate(
                preactivations: s, outputs: a, targets: cast(targets), activation: activation)
            return (value.doubleValue, delta.elements.map(\.doubleValue))
        }
        return isSingle ? evaluate(Float.self) : evaluate(Double.self)
    }

    @Test("The dense path computes what the reference does, and the sweep refuses, for every form")
    func paths() throws {
        for row in LibraryCalls.losses {
            let activation: Activation = row.name == "binaryCrossEntropy" ? .sigmoid : .identity
            let layer = Layer<Double>(
                dense: Dense(2, activation: activation), weight: Matrix(rows: 2, columns: 1, elements: [0.5, -1.5]),
                bias: [0.25, 0])
            let samples = SampleSet(
                signals: Matrix(rows: 3, columns: 1, elements: [1, -2, 30]),
                targets: Matrix(rows: 3, columns: 2, elements: [1, 0, 0, 1, 1, 0]))
            func trained(_ path: ComputationPath) throws -> ([Double], Double) {
                var network = try Network(inputs: 1, layers: [layer])
                let outcome = try Training(loss: row.value, optimizer: .sgd(learningRate: 0.125), path: path)
                    .fit(&network, to: samples, epochs: 3)
                return (network.layers[0].weight.elements, outcome.loss)
            }
            let (dense, reference) = (try trained(.dense), try trained(.reference))
            for (a, b) in zip(dense.0 + [dense.1], reference.0 + [reference.1]) {
                #expect(a == b || abs(a - b) <= 1e-12 * abs(b), "\(row.library) \(row.call)")
            }
        }
    }

    @Test("What is said of a probability that rounds to 0 or 1 is what is computed, for every bound")
    func saturation() throws {
        for bounds in [
            "", "leastLogarithm: 0.0", "leastLogarithm: -100.0", "leastProbability: 1.0e-7", "leastProbability: 1.0e-9",
            "leastProbability: 1.0e-30", "addedToProbability: 1.0e-7", "addedToProbability: 1.0e-300",
            "leastVariance: 1.0e-12", "leastVariance: 1.0e-300",
        ] {
            let spec = try FixtureSpec.read(
                network: "[{ dense: 1 }, { dense: 33, activation: sigmoid }]",
                loss: "{ binaryCrossEntropy: { of: probabilities\(bounds.isEmpty ? "" : ", \(bounds)") } }")
            let again = try FixtureSpec.again(spec)
            #expect(again == spec, "\(bounds)")
            let sentence = try #require(SpecExplanation(spec).parts.first { $0.key == "loss" }?.sentences.first)
            let isZero = sentence.contains("Where p rounds to 0 or 1, the derivative by u is 0.")
            #expect(isZero != sentence.contains("the derivative by u is NaN"), "\(sentence)")
            for (logit, target) in [(-200.0, 1.0), (200, 0), (-200, 0.5), (200, 0.5), (-200, 0), (200, 1)] {
                let one = { Matrix<Double>(rows: 1, columns: 1, elements: [$0]) }
                let found = value(spec.training.loss, one(logit), one(target), isSingle: true).gradient[0]
                let isWrong = target != (logit > 0 ? 1 : 0)
                // Each of these bounds acts at 0; one that float32 takes off 1 does not act there.
                if isZero || !isWrong {
                    #expect(found == 0, "\(bounds) at \(logit) for \(target): \(found)")
                } else if logit > 0 || !bounds.hasPrefix("leastProbability") {
                    #expect(found.isNaN, "\(bounds) at \(logit) for \(target): \(found)")
                }
            }
        }
    }

    @Test("A loss without a bound, and a bound without probabilities, are told")
    func refusals() {
        for (loss, key, problem) in [
            (
                "{ binaryCrossEntropy: { like: kera } }", "loss.binaryCrossEntropy.like",
                "unknown library \"kera\"; did you mean \"keras\"?"
            ),
            (
                "{ binaryCrossEntropy: { like: keras@2 } }", "loss.binaryCrossEntropy.like",
                "what keras 2 computes is not known: expected keras@3.15.1"
            ),
            (
                "{ binaryCrossEntropy: { like: keras-mxnet } }", "loss.binaryCrossEntropy.like",
                "keras has no backend \"mxnet\": expected one of keras-tensorflow, keras-jax, keras-torch"
            ),
            (
                "{ binaryCrossEntropy: { like: autograd } }", "loss.binaryCrossEntropy.like",
                "autograd has no binaryCrossEntropy: expected one of chainer, "
            ),
            (
                "{ binaryCrossEntropy: { like: torch, call: BCELos } }", "loss.binaryCrossEntropy.call",
                "torch has no \"BCELos\" for binaryCrossEntropy; did you mean \"BCELoss\"?"
            ),
            ("{ binaryCrossEntropy: { call: BCELoss } }", "loss.binaryCrossEntropy.call", "call goes with like"),
            (
                "{ binaryCrossEntropy: { leastProbability: 0.1 } }", "loss.binaryCrossEntropy.leastProbability",
                "it bounds probabilities only: expected of: probabilities beside it"
            ),
            (
                "{ squaredError: { like: torhc } }", "loss.squaredError.like",
                "unknown library \"torhc\"; did you mean \"torch\"?"
            ),
            ("{ squaredError: {} }", "loss.squaredError", "like is missing"),
            ("{ crossEntropy: { like: optax@9 } }", "loss.crossEntropy.like", "what optax 9 computes is not known"),
        ] {
            let found = #expect(throws: SpecError.self) {
                try FixtureSpec.read(network: "[{ dense: 1 }, { dense: 33, activation: sigmoid }]", loss: loss)
            }
            #expect(found?.key == key, "\(loss)")
            #expect(found?.problem.hasPrefix(problem) == true, "\(loss): \(found?.problem ?? "")")
        }
    }
}
