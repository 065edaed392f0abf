import Experiments
import Foundation
import Networks
import Testing

/// Each library's rules, as specs name them with `like`, against the updates that the library itself made.
@Suite struct DialectTests {
    /// Fixtures that are replayed within more than 1e-12, or 4 units of the last place in float32, each with the
    /// operation that differs and the bound in those units.
    private static let exceptions: [String: (operation: String, bound: Double)] = [
        "keras-tensorflow-adam": ("β₁ᵗ and β₂ᵗ are powers of numbers rounded to float32", 1e7),
        "keras-tensorflow-adamw": ("β₁ᵗ and β₂ᵗ are powers of numbers rounded to float32", 1e7),
        "keras-tensorflow-nadam": ("β₁, β₂ and 0.96 are rounded to float32, but not in the product Πₜ", 6e4),
        "keras-jax-muon": ("√max(rows, columns) is a float32", 3e4),
        "keras-torch-muon": ("√max(rows, columns) is a float32", 3e4),
        "mlx-adam-corrected": ("1 − β₂ᵗ is computed in float32, where most of its digits cancel", 100),
        "mlx-adamw": ("w (1 − η λ) instead of w − η λ w", 6),
        "tensorflow-v1-adam": ("β₁ᵗ and β₂ᵗ are products kept in float32", 2e6),
        "tinygrad-adam": ("β₁ᵗ and β₂ᵗ are products kept in float32", 80),
        "tinygrad-adamw": ("β₁ᵗ and β₂ᵗ are products kept in float32", 80),
        "tinygrad-muon": ("the decay w λ η is added to the step, and sums have another order", 8),
        "torch-muon": ("Newton–Schulz steps are computed in bfloat16", 3e9),
        "torch-nadam": ("the product Πₜ is kept in float32", 1e3),
        "torch-nadam-decay": ("the product Πₜ is kept in float32", 2e4),
    ]

    @Test("There are fixtures of every library that specs can name, each of the release that is named")
    func fixtures() {
        #expect(DialectCase.all.count >= 40)
        #expect(Set(DialectCase.all.map(\.library)) == Set(Library.all.map(\.name)))
        for found in DialectCase.all {
            #expect(Library.all.first { $0.name == found.library }?.version == found.version, "\(found.name)")
            #expect(found.path.count == 50 && found.path.allSatisfy { $0.count == 6 }, "\(found.name)")
        }
        // No rule of the table without a run.
        for library in Library.all {
            for rule in library.rules {
                let isRun = DialectCase.all.contains {
                    // Flax, Haiku and Equinox bring no rules of their own, and take Optax's.
                    ($0.library == library.name || rule.call.contains("optax") && $0.library == "optax")
                        && $0.optimizer.hasPrefix("\(rule.name): ")
                }
                #expect(isRun, "\(library.name) \(rule.name)")
            }
        }
    }

    @Test("A spec with `like` computes the library's updates", arguments: DialectCase.all)
    func replay(found: DialectCase) throws {
        let optimizer = try DialectCase.optimizer(found.optimizer)
        try expect(optimizer, found)
    }

    @Test("What a spec with `like` is written as names no library, and computes the same", arguments: DialectCase.all)
    func resolved(found: DialectCase) throws {
        let optimizer = try DialectCase.optimizer(found.optimizer)
        let text = try #require(OptimizerText(optimizer).neutral)
        #expect(!text.contains("like") && !text.contains("dialect"), "\(text)")
        #expect(try DialectCase.optimizer(text) == optimizer, "\(text)")
    }

    private func expect(_ optimizer: Optimizer, _ found: DialectCase) throws {
        let problem = try DialectProblem.read()
        let isDouble = found.dtype == "float64"
        func path<Element: TrainableScalar>(of scalar: Element.Type) throws -> [[Element]] {
            try problem.path(
                optimizer, hasSchedule: found.hasSchedule, isTransposed: found.transposed == true, as: scalar)
        }
        let path =
            isDouble
            ? try path(of: Double.self) : try path(of: Float.self).map { $0.map { Double($0) } }
        let unit = isDouble ? 1e-12 : 0
        let bound = Self.exceptions[found.name]?.bound ?? (isDouble ? 1 : 4)
        for k in 0..<6 {
            // The size of a weight is the largest that it has: on its way through 0 no digit is left of a sum.
            let size = found.path.map { abs($0[k]) }.max() ?? 0
            let least = isDouble ? unit * size : Double(Float(size).ulp)
            for t in 0..<50 {
                let difference = abs(path[t][k] - found.path[t][k])
                #expect(
                    difference <= bound * least,
                    "\(found.name), update \(t + 1), weight \(k): \(path[t][k]), not \(found.path[t][k])")
                if difference > bound * least { return }
            }
        }
    }

    @Test(
        "A library, a version or a rule that is not known is refused with those that are",
        arguments: [
            (
                "rmsProp: { like: kera }",
                "unknown library \"kera\"; did you mean \"keras\"? (expected one of autograd, "
            ),
            ("rmsProp: { like: keras@2.9 }", "what keras 2.9 computes is not known: expected keras@3.15.1, or another"),
            ("rmsProp: { like: keras@3.1 }", "what keras 3.1 computes is not known: expected keras@3.15.1"),
            ("rmsProp: { like: keras@ }", "the version is missing: expected keras, or keras@3.15.1"),
            ("rmsProp: { like: '@3' }", "the library's name is missing: expected one of autograd, chainer, "),
            ("rmsProp: { like: sklearn }", "sklearn has no rmsProp: expected one of autograd, chainer, "),
            ("rmsProp: { like: keras, dialect: keras }", "like and dialect: expected one of them"),
            ("rmsProp: { like: [keras] }", "expected a word"),
        ])
    func refusals(text: String, problem: String) {
        let found = #expect(throws: SpecError.self) { try DialectCase.optimizer(text) }
        #expect(found?.key == "optimizer.rmsProp.like")
        #expect(found?.problem.hasPrefix(problem) == true, "\(found?.problem ?? "")")
    }

    @Test("A library outside of a rule is told where it goes")
    func outside() {
        for text in ["like: keras", "like: keras, adam: { learningRate: 1 }"] {
            let found = #expect(throws: SpecError.self) { try DialectCase.optimizer(text) }
            #expect(found?.key == "optimizer")
            #expect(found?.problem == "like goes inside a rule, as in optimizer: { adam: { like: keras } }")
        }
    }

    @Test(
        "Versions are the release or the beginning of it",
        arguments: ["keras", "keras@3", "keras@3.15", "keras@3.15.1"])
    func versions(like: String) throws {
        let optimizer = try DialectCase.optimizer("rmsProp: { like: \(like) }")
        #expect(optimizer.rule == .rmsProp(decay: 0.9, epsilon: 1e-7, epsilonInsideRoot: true))
    }

    @Test("What is named goes before what the library has, and a rate of the library's holds where none is named")
    func defaults() throws {
        func read(_ text: String) throws -> Optimizer {
            let yaml = """
                name: dialect
                signals: { family: step, length: 33, amplitude: 5 }
                network: [{ dense: 1 }, { dense: 33 }]
                initialization: { uniform: [-0.05, 0.05] }
                loss: { squaredError: mean }
                optimizer: { \(text) }
                epochs: 50
                """
            return try Spec(yaml: yaml, source: "s").training.optimizer
        }
        #expect(
            try read("rmsProp: { like: keras, decay: 0.5 }")
                == .rmsProp(learningRate: 0.001, dialect: .keras, decay: 0.5))
        #expect(try read("adadelta: { like: torch }") == Optimizer(.adadelta(AdadeltaForm()), learningRate: 1))
        #expect(
            try read("adamW: { like: torch, learningRate: 0.5 }")
                == .adam(learningRate: 0.5, weightDecay: 0.01, decayForm: .decoupled))
        #expect(try read("adamW: { learningRate: 0.5 }") == .adam(learningRate: 0.5))
        #expect(
            try read("adamW: { learningRate: 0.5, weightDecay: 0.25 }")
                == .adam(learningRate: 0.5, weightDecay: 0.25, decayForm: .decoupled))
        #expect(
            try read("rmsProp: { like: torch, learningRate: 1, weightDecay: 0.1 }")
                == .rmsProp(learningRate: 1, weightDecay: 0.1))
        let missing = #expect(throws: SpecError.self) { try read("rmsProp: { like: optax }") }
        #expect(missing?.problem.hasPrefix("learningRate is missing") == true)
    }
}
