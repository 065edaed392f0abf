import Descriptions
import Experiments
import Foundation
import Networks
import Testing

/// What `dialects` and `explain` print.
@Suite struct DialectTableTests {
    @Test("The page of the documentation is that of the table")
    func article() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = root.appendingPathComponent("Sources/Experiments/Experiments.docc/Dialects.md")
        #expect(try String(contentsOf: page, encoding: .utf8) == DialectTable().article, "run Scripts/dialect-article")
    }

    @Test("Each rule stands with its keys and its formulas; libraries are chosen by name")
    func lines() throws {
        let table = try DialectTable(libraries: ["keras"])
        #expect(table.libraries.map(\.name) == ["keras"])
        let rule = try #require(table.libraries[0].rules.first { $0.name == "rmsProp" })
        #expect(rule.optimizer == "rmsProp: {decay: 0.9, epsilonInsideRoot: true, epsilon: 1.0e-7}")
        #expect(rule.formulas == ["v ← α v + (1 − α) g²", "w ← w − η g / √(v + ε)"])
        #expect(table.lines.contains("  rmsProp: keras.optimizers.RMSprop, learning rate 0.001"))
        let error = #expect(throws: DialectTable.UnknownLibrary.self) { try DialectTable(libraries: ["kreas"]) }
        #expect(error?.problem.contains("did you mean \"keras\"?") == true)
    }

    @Test("A library without a rate of its own shows none for vectors: Muon's is said as a multiple of the rate")
    func ratesOfVectors() throws {
        for library in ["optax", "equinox", "flax", "haiku"] {
            let table = try DialectTable(libraries: [library])
            let muon = try #require(table.libraries[0].rules.first { $0.name == "muon" })
            #expect(muon.learningRate == nil && muon.optimizer.hasPrefix("muon: {momentum: 0.95, epsilon: "))
            #expect(!muon.optimizer.contains("vectorRate"))
            #expect(muon.formulas.last == "vectors: Adam at vectorRate = η with β₁ = 0.9, β₂ = 0.999, ε = 1e-8")
        }
        let keras = try DialectTable(libraries: ["keras"]).libraries[0].rules.first { $0.name == "muon" }
        #expect(keras?.optimizer.contains("vectorRate: 0.001") == true)
        #expect(keras?.formulas.last == "vectors: Adam at vectorRate with β₁ = 0.9, β₂ = 0.999, ε = 1e-8")
    }

    @Test(
        "The formulas of a rule say what its keys do",
        arguments: [
            ("momentum: { like: autograd }", ["v ← μ v + (1 − τ) g", "w ← w − η v"]),
            ("nesterov: { like: keras }", ["v ← μ v + η g", "w ← w − (μ v + η g)"]),
            ("nesterov: { like: chainer }", ["v ← μ v + η g", "w ← w − (μ² v + (1 + μ) η g)"]),
            (
                "rmsProp: { like: timm, momentum: 0.5, centred: true }",
                [
                    "v is initialAccumulator at first", "v ← α v + (1 − α) g²", "m ← α m + (1 − α) g",
                    "b ← μ b + η g / √(v − m² + ε)", "w ← w − b",
                ]
            ),
            (
                "adam: { like: keras, weightDecay: 0.5 }",
                [
                    "w ← w − η λ w", "m ← β₁ m + (1 − β₁) g", "v ← β₂ v + (1 − β₂) g²",
                    "w ← w − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)",
                ]
            ),
            (
                "adam: { like: mlx }",
                ["m ← β₁ m + (1 − β₁) g", "v ← β₂ v + (1 − β₂) g²", "w ← w − η m / (√v + ε)"]
            ),
            (
                "muon: { momentum: 0.95 }",
                [
                    "M ← μ M + G", "X = G + μ M",
                    "W ← W − η √max(1, outputs/inputs) O(X / max(|X|, 1e-7/(1 − μ))), "
                        + "O(X) near the orthogonal factor of X",
                    "O: five steps X ← a X + (b X Xᵀ + c (X Xᵀ)²) X with a, b, c = 3.4445, −4.7750, 2.0315",
                    "M = 0 at first", "vectors: Adam at vectorRate with β₁ = 0.9, β₂ = 0.999, ε = 1e-8",
                ]
            ),
            (
                "adagrad: { like: tensorflow.v1 }",
                ["v is initialAccumulator at first", "v ← v + g²", "w ← w − η g / √v"]
            ),
        ])
    func formulas(text: String, formulas: [String]) throws {
        #expect(OptimizerText(try spec(text).training.optimizer).formulas == formulas)
    }

    @Test("A spec is explained part by part")
    func explanation() throws {
        let explanation = SpecExplanation(try spec("rmsProp: { like: keras }"))
        let lines = explanation.lines
        #expect(lines.contains("  Layer 1: u₁ = W₁ a₀ + b₁; a₁ = max(0, u₁), with the derivative 0 at 0."))
        #expect(lines.contains("  L = Σ (ŷ − y)² / (N d), for N samples of d outputs."))
        #expect(lines.contains("    w ← w − η g / √(v + ε)"))
        #expect(lines.contains("  with α = 0.9, ε = 1e−7, η = 0.01."), "\(lines)")
        #expect(lines.contains("  η is 0.01 in every epoch."))
    }

    private func spec(_ optimizer: String) throws -> Spec {
        let end = try #require(optimizer.lastIndex(of: "}"))
        let yaml = """
            name: dialect
            signals: { family: step, length: 33, amplitude: 5 }
            network: [{ dense: 1 }, { dense: 33, activation: relu }]
            initialization: { uniform: [-0.05, 0.05] }
            loss: { squaredError: mean }
            optimizer: { \(optimizer[..<end]), learningRate: 0.01 } }
            epochs: 50
            precision: float64
            """
        return try Spec(yaml: yaml, source: "fixture")
    }
}
