import Experiments
import Foundation
import Networks
import Testing

/// Activations as libraries compute them: values, and derivatives at kinks and elsewhere.
@Suite struct ActivationDialectTests {
    struct Row: Decodable, Sendable {
        let name: String
        let call: String
        let values: [FixtureNumber]
        let derivatives: [FixtureNumber]
    }

    private static let places = [-7.5, -3.0, -2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.5, 3.0, 6.0, 25.0]

    /// Rows that are ours but for one operation, with the bound in units of the usual one.
    private static let exceptions: [String: (operation: String, bound: Double)] = [
        "keras-tensorflow activations.gelu": ("√2 is a float32", 4e5),
        "keras-tensorflow gelu": ("√(2/π) and 0.044715 are float32s", 4e5),
        "keras-torch hard_sigmoid": ("the 1/6 of the derivative is a float32", 1e5),
        "mlx gelu": ("1 + erf(u/√2) is computed in float32, where digits cancel", 60),
        "mlx gelu_approx": ("1 + tanh is computed in float32, where digits cancel", 40),
        "tensorflow.v1 gelu": ("√2 is a float32", 4e5),
        "tensorflow.v1 gelu(approximate=True)": ("√(2/π) and 0.044715 are float32s", 4e5),
        "tinygrad gelu": ("1 + tanh is computed in float32, where digits cancel", 40),
        "tinygrad softplus": ("1 + exp(u) is computed in float32, where digits cancel", 20),
        "torch hardsigmoid": ("the 1/6 of the derivative is a float32", 1e5),
    ]

    private func activation(_ name: String, like: String, call: String?) throws -> (Activation, Spec) {
        let call = call.map { ", call: \"\($0)\"" } ?? ""
        let spec = try FixtureSpec.read(
            network: "[{ dense: 1 }, { dense: 33, activation: { \(name): { like: \(like)\(call) } } }, { dense: 33 }]")
        return (spec.network[1].activation, spec)
    }

    @Test("There is a run of each activation that specs can name")
    func fixtures() throws {
        let fixtures = try RowFixture<Row>.all("activations")
        #expect(Set(fixtures.map(\.library)).count >= 10)
        for row in LibraryCalls.activations {
            for backend in row.backends.isEmpty ? [nil] : row.backends.map(Optional.some) {
                let isRun = fixtures.contains {
                    $0.library == row.library && (backend == nil || $0.backend == backend)
                        && $0.rows.contains { $0.name == row.name && $0.call == row.call }
                }
                #expect(isRun, "\(row.library) \(row.call) \(backend ?? "")")
            }
        }
    }

    @Test("A spec with `like` has the library's values and derivatives at every place")
    func replay() throws {
        for fixture in try RowFixture<Row>.all("activations") {
            #expect(Library.all.first { $0.name == fixture.library }?.version == fixture.version, "\(fixture.library)")
            for row in fixture.rows {
                let label = "\(fixture.like) \(row.call)"
                let (activation, spec) = try activation(row.name, like: fixture.like, call: row.call)
                #expect(try FixtureSpec.again(spec) == spec, "\(label)")
                #expect(Activation(activation.description) == activation, "\(label)")
                let factor = Self.exceptions[label]?.bound ?? 1
                let bound = factor * (fixture.dtype == "float32" ? 4e-7 : 1e-12)
                var largest = 0.0
                for (k, place) in Self.places.enumerated() {
                    let (a, slope) = numbers(activation, at: place, isSingle: fixture.dtype == "float32")
                    for (found, expected) in [(a, row.values[k].value), (slope, row.derivatives[k].value)] {
                        // Of a sum of which little is left, the digits are those of its terms.
                        let difference = abs(found - expected) / max(1e-2, abs(expected))
                        largest = max(largest, difference)
                        #expect(difference <= bound, "\(label) at \(place): \(found), not \(expected)")
                    }
                }
                if factor > 1 { #expect(largest > bound / factor, "\(label) is no exception") }
            }
        }
    }

    private func numbers(_ activation: Activation, at place: Double, isSingle: Bool) -> (Double, Double) {
        func evaluate<S: Scalar>(_ scalar: S.Type) -> (Double, Double) {
            let a = activation.value(at: S(place))
            return (a.doubleValue, activation.derivative(at: S(place), activation: a).doubleValue)
        }
        return isSingle ? evaluate(Float.self) : evaluate(Double.self)
    }

    @Test("Without a call it is the library's first, and what is named goes before what the library has")
    func defaults() throws {
        #expect(try activation("leakyReLU", like: "keras", call: nil).0 == .leakyReLU(slope: Double(Float(0.2))))
        #expect(try activation("leakyReLU", like: "keras-torch", call: "LeakyReLU").0 == .leakyReLU(slope: 0.3))
        #expect(try activation("relu", like: "jax@0.12", call: nil).0 == .relu)
        let spec = try FixtureSpec.read(
            network: "[{ dense: 1 }, { dense: 33, activation: { leakyReLU: { like: keras, slope: 0.5 } } }]")
        #expect(spec.network[1].activation == .leakyReLU(slope: 0.5))
    }

    @Test("The dense path computes what the reference does, and the sweep refuses, for every form")
    func paths() throws {
        let forms =
            ActivationForm.Kind.allCases.map { ActivationForm($0) } + [
                ActivationForm(.relu, ["slopeAtKink": 0.5]),
                ActivationForm(.leakyReLU, ["slope": 0.25, "slopeAtKink": 1]),
                ActivationForm(.hardTanh, ["slopeAtLowerKink": 1, "slopeAtUpperKink": 0.5]),
                ActivationForm(.softplus, ["threshold": 2]), ActivationForm(.celu, ["alpha": 2, "slopeAtKink": 2]),
            ]
        for form in forms {
            let activation = Activation(form)
            // Preactivations of exactly 0, ±1 and 3 are among them.
            let hidden = Layer<Double>(
                dense: Dense(3, activation: activation), weight: Matrix(rows: 3, columns: 1, elements: [1, -0.5, 3]),
                bias: [0, 0, 0])
            let last = Layer<Double>(
                dense: Dense(1), weight: Matrix(rows: 1, columns: 3, elements: [1, 0.5, -0.25]), bias: [0])
            let samples = SampleSet(
                signals: Matrix(rows: 4, columns: 1, elements: [0, 1, -1, 2]),
                targets: Matrix(rows: 4, columns: 1, elements: [1, 2, 3, 4]))
            func trained(_ path: ComputationPath) throws -> [Double] {
                var network = try Network(inputs: 1, layers: [hidden, last])
                _ = try Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.125), path: path)
                    .fit(&network, to: samples, epochs: 2)
                return network.layers.flatMap { $0.weight.elements + ($0.bias ?? []) }
            }
            for (a, b) in zip(try trained(.dense), try trained(.reference)) {
                #expect(abs(a - b) <= 1e-12 * max(1, abs(b)), "\(form)")
            }
        }
    }

    @Test("The derivative is that of the value wherever there is one, for every form")
    func differences() {
        for form in ActivationForm.Kind.allCases.map({ ActivationForm($0) }) {
            for u in [-2.75, -0.7, 0.3, 1.7, 2.2, 5.5] {
                let h = 1e-5
                let central = (form.value(at: u + h) - form.value(at: u - h)) / (2 * h)
                let slope = form.derivative(at: u, activation: form.value(at: u))
                #expect(abs(central - slope) <= 1e-8, "\(form) at \(u): \(slope), not \(central)")
            }
        }
    }

    @Test("Unknown libraries, versions, backends, calls and numbers are refused at their key")
    func refusals() {
        let place = "network.1.activation"
        for (text, key, problem) in [
            ("{ relu: { like: jaxx } }", "relu.like", "unknown library \"jaxx\"; did you mean \"jax\"?"),
            ("{ relu: { like: jax@1 } }", "relu.like", "what jax 1 computes is not known: expected jax@0.12.0.1"),
            ("{ relu: { like: optax } }", "relu.like", "optax has no relu: expected one of autograd, "),
            ("{ celu: { like: keras-caffe } }", "celu.like", "keras has no backend \"caffe\""),
            (
                "{ leakyReLU: { like: keras, call: LeakyRelu } }", "leakyReLU.call",
                "keras has no \"LeakyRelu\" for leakyReLU; did you mean \"LeakyReLU\"?"
            ),
            ("{ leakyReLU: { slope: -1 } }", "leakyReLU.slope", "-1: expected a number from 0"),
            ("{ relu: { slope: 1 } }", "relu.slope", "unknown key"),
            ("{ relu: 0.5 }", "relu", "expected a mapping"),
        ] {
            let found = #expect(throws: SpecError.self) {
                try FixtureSpec.read(network: "[{ dense: 1 }, { dense: 33, activation: \(text) }]")
            }
            #expect(found?.key == "\(place).\(key)", "\(text)")
            #expect(found?.problem.hasPrefix(problem) == true, "\(text): \(found?.problem ?? "")")
        }
    }
}
