import Derivations
import Exchange
import Foundation
import Testing

@testable import struct Derivations.FormulaVariants
@testable import struct Derivations.FormulaVocabulary

@Suite struct DerivationTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Documentation/Formulas").path

    static func file(_ name: String) throws -> FormulaFile {
        try FormulaFile(AtomicFile.read("\(folder)/\(name).txt"), source: "\(name).txt")
    }

    private func answer(_ text: String, _ settings: String = "") throws -> DerivationAnswer {
        let file = try FormulaFile(Array("\(settings)\n\(text)\n".utf8), source: "f.txt")
        return try #require(DerivationCheck().answers(file).first)
    }

    @Test("Twelve formulas are right, for every seed and length", arguments: 1...3 as ClosedRange<UInt64>)
    func twelve(seed: UInt64) throws {
        for length in [nil, 2, 5] {
            let answers = DerivationCheck(seed: seed, length: length).answers(try Self.file("correct"))
            #expect(answers.count == 12)
            for answer in answers {
                #expect(answer.verdict == .equal, "seed \(seed), n \(length ?? 0): \(answer.formula)")
                #expect(
                    answer.networks >= 12 && answer.difference == nil && answer.repair == nil && answer.error == nil)
            }
        }
    }

    @Test("The gradients with activations and those of Homework 1 are right", arguments: ["relu", "homework-1"])
    func more(name: String) throws {
        let answers = DerivationCheck(seed: 7).answers(try Self.file(name))
        #expect(answers.count >= 8)
        for answer in answers { #expect(answer.verdict == .equal, "\(answer.formula)") }
    }

    @Test("The missing transposes of (19) to (22) are found", arguments: [1, 4] as [UInt64])
    func printed(seed: UInt64) throws {
        let repairs = [
            "dw2[r] = sum_i sum_j z_i * W3[j,r] * (y_i[j] - x_i[j])", "dw2 = sum_i z_i * W3^T * (y_i - x_i)",
            "db2[r] = sum_i sum_j W3[j,r] * (y_i[j] - x_i[j])", "db2 = sum_i W3^T * (y_i - x_i)",
        ]
        for length in [nil, 3] {
            let answers = DerivationCheck(seed: seed, length: length).answers(try Self.file("three-layer-19-22"))
            #expect(answers.map(\.repair?.formula) == repairs)
            for answer in answers {
                #expect(answer.verdict == .differs)
                #expect(answer.repair?.change.hasPrefix("W3") == true)
                let difference = try #require(answer.difference)
                #expect(difference.entry?.hasPrefix("d") == true && difference.shape == nil)
                #expect(difference.byFormula != difference.byDifferentiation)
                #expect(!difference.onlyAtKinks)
            }
        }
    }

    @Test("(25) as printed is the transpose of the row that w1 is")
    func printedColumn() throws {
        let answer = try #require(DerivationCheck().answers(try Self.file("three-layer-25")).first)
        #expect(answer.verdict == .transposed)
        #expect(answer.difference?.shape == "n×1 in place of 1×n" && answer.difference?.entry == nil)
        #expect(answer.repair?.formula == "dw1 = (sum_i x_i * (y_i - x_i)^T * W3 * w2)^T")
        #expect(answer.equalUnder == ["layout: numerator"])
    }

    @Test("Four planted faults are found and repaired")
    func faulty() throws {
        let answers = DerivationCheck().answers(try Self.file("faulty"))
        #expect(answers.allSatisfy { $0.verdict == .differs })
        #expect(
            answers.map(\.repair?.formula) == [
                "dW3 = 2/(N * n) * sum_i (y_i - x_i) * (w2 * z_i + b2)^T", "db1 = sum_i (y_i - x_i)^T * W3 * w2",
                "dw1[s] = sum_i sum_j sum_k W3[j,k] * w2[k] * x_i[s] * (y_i[j] - x_i[j])",
                "db2 = sum_i W3^T * ((y_i - x_i) .* [u3_i > 0]) .* [u2_i > 0]",
            ])
    }

    @Test(
        "A missing factor is named, and combined with the one that is there",
        arguments: [
            ("loss: sum", "db2 = sum_i W3^T * (y_i - x_i)", "db2 = 2 * sum_i W3^T * (y_i - x_i)"),
            ("loss: mean", "db2 = sum_i W3^T * (y_i - x_i)", "db2 = 2/(N * n) * sum_i W3^T * (y_i - x_i)"),
            ("", "db2 = 2 * sum_i W3^T * (y_i - x_i)", "db2 = sum_i W3^T * (y_i - x_i)"),
            ("", "db2 = -1/(N * n) * sum_i W3^T * (x_i - y_i)", "db2 = sum_i W3^T * (x_i - y_i)"),
            ("", "db2 = sum_i W3^T * (y_i - x_i)/N", "db2 = N * sum_i W3^T * (y_i - x_i)/N"),
            (
                "loss: mean", "db2 = 1/N * (sum_i W3^T * y_i - sum_i W3^T * x_i)",
                "db2 = 2/(N * n) * (sum_i W3^T * y_i - sum_i W3^T * x_i)"
            ),
            (
                "", "dW3[u,v] = 4 * N * n * sum_i (w2[v] * z_i + b2[v]) * (y_i[u] - x_i[u])",
                "dW3[u,v] = sum_i (w2[v] * z_i + b2[v]) * (y_i[u] - x_i[u])"
            ),
            ("model: homework", "dW2 = (y_hat - y) * z1^T", "dW2 = 2 * (y_hat - y) * z1^T"),
            (
                "model: homework", "db1 = 2/d_s1 * (W2^T * (y_hat - y)) .* [s1 > 0]",
                "db1 = 2 * (W2^T * (y_hat - y)) .* [s1 > 0]"
            ),
            ("model: homework, loss: mean", "db2 = y_hat - y", "db2 = 2/d_s2 * (y_hat - y)"),
        ])
    func factors(settings: String, text: String, repaired: String) throws {
        let answer = try answer(text, settings)
        #expect(answer.verdict == .differs)
        let expected = try GradientFormula(
            repaired,
            setting: try #require(try FormulaFile(Array("\(settings)\n\(text)".utf8), source: "").entries.first).setting
        )
        // The sign of a difference may be turned in place of a factor −1.
        #expect(answer.repair?.formula == expected.text || repaired.contains("x_i - y_i"), "\(answer)")
        #expect(answer.repair != nil)
    }

    @Test("A formula that is right for another setting is reported as such")
    func otherSettings() throws {
        #expect(try answer("db2 = sum_i W3^T * (y_i - x_i)", "model: relu").equalUnder == ["model: linear"])
        // The masks that it lacks are the other way to mend it.
        #expect(try answer("db2 = sum_i W3^T * (y_i - x_i)", "model: relu").repair?.change.contains("mask") == true)
        #expect(try answer("db2 = 2 * sum_i W3^T * (y_i - x_i)").equalUnder == ["loss: sum"])
        #expect(try answer("db2 = sum_i W3^T * (y_i - x_i)", "loss: mean").equalUnder == ["loss: half-sum"])
        let masked = "dW3 = sum_i ((y_i - x_i) .* [u3_i > 0]) * a2_i^T"
        #expect(try answer(masked).equalUnder == ["model: relu"])
        let homework = try answer("dW2 = 2 * z1 * (y_hat - y)^T", "model: homework")
        #expect(homework.verdict == .transposed && homework.equalUnder == ["layout: numerator"])
    }

    @Test("A mask that includes 0 differs at kinks only, in either layer")
    func kinks() throws {
        for (wrong, right) in [
            ("[u3_i >= 0]) .* [u2_i > 0]", "[u3_i > 0]) .* [u2_i > 0]"),
            ("[u3_i > 0]) .* [u2_i >= 0]", "[u3_i > 0]) .* [u2_i > 0]"),
        ] {
            for seed in 1...3 as ClosedRange<UInt64> {
                let text = "db2 = sum_i W3^T * ((y_i - x_i) .* "
                var setting = FormulaSetting()
                setting.model = .relu
                let answer = DerivationCheck(seed: seed).answer(try GradientFormula(text + wrong, setting: setting))
                #expect(answer.verdict == .differs && answer.difference?.onlyAtKinks == true, "seed \(seed)")
                #expect(answer.repair?.formula == text + right)
            }
        }
        let homework = try answer("db1 = 2 * (W2^T * (y_hat - y)) .* [s1 >= 0]", "model: homework")
        #expect(homework.difference?.onlyAtKinks == true)
        #expect(homework.repair?.formula == "db1 = 2 * (W2^T * (y_hat - y)) .* [s1 > 0]")
    }

    @Test("Terms that vanish for every small size are found", arguments: 1...3 as ClosedRange<UInt64>)
    func vanishingTerms(seed: UInt64) throws {
        var setting = FormulaSetting()
        setting.width = .free
        func vanishing(_ size: String) -> String { (2...5).map { "(\(size) - \($0))" }.joined(separator: " * ") }
        let sizes = ["n", "N", "m"]
        for term in sizes.map(vanishing) + [sizes.map(vanishing).joined(separator: " * ")] {
            let formula = try GradientFormula("db2 = sum_i W3^T * (y_i - x_i) + \(term) * w2", setting: setting)
            #expect(DerivationCheck(seed: seed).answer(formula).verdict == .differs, "\(term)")
        }
        // Where the length is chosen the other sizes vary.
        let formula = try GradientFormula("db2 = sum_i W3^T * (y_i - x_i) + \(vanishing("N")) * w2", setting: setting)
        #expect(DerivationCheck(seed: seed, length: 3).answer(formula).verdict == .differs)
    }

    @Test("Masks that switch far from 0, or close to it, are found", arguments: 1...3 as ClosedRange<UInt64>)
    func distantMasks(seed: UInt64) throws {
        let right = "db1 = (sum_i (y_i - x_i)^T * W3 * w2)"
        for mask in ["[1000 + b1 > 0]", "[1000 - b1 > 0]", "[100000 + b1 > 0]"] {
            let answer = DerivationCheck(seed: seed).answer(try GradientFormula("\(right) * \(mask)"))
            #expect(answer.verdict == .differs, "\(mask)")
            #expect(answer.repair?.change == "the removal of the mask \(mask)")
            #expect(answer.difference?.network.hasSuffix("large numbers") == true, "\(mask)")
        }
        var setting = FormulaSetting()
        // Repairs are confirmed on such networks too.
        let far = try GradientFormula("db1 = 2 * (sum_i (y_i - x_i)^T * W3 * w2) * (1 - [-1000 - b1 > 0])")
        #expect(DerivationCheck(seed: seed).answer(far).repair == nil)
        setting.model = .homework
        let close = "dW2[i,j] = 2 * (y_hat[i] - y[i]) * z1[j] * [s1[j] - 1/1000 > 0]"
        let answer = DerivationCheck(seed: seed).answer(try GradientFormula(close, setting: setting))
        #expect(answer.verdict == .differs && answer.difference?.network.hasSuffix("small numbers") == true)
    }

    @Test("With a free width a missing transpose is an error of shape, and the repair is the same")
    func freeWidth() throws {
        let matrix = try answer("dw2 = sum_i z_i * W3 * (y_i - x_i)", "width: free")
        #expect(matrix.verdict == .malformed && matrix.error?.column == 22)
        #expect(matrix.error?.problem == "n×m is multiplied by n×1")
        #expect(matrix.repair?.formula == "dw2 = sum_i z_i * W3^T * (y_i - x_i)")
        let entries = try answer("db2[r] = sum_i sum_j W3[r,j] * (y_i[j] - x_i[j])", "width: free")
        #expect(entries.verdict == .malformed && entries.error?.column == 22)
        #expect(entries.repair?.formula == "db2[r] = sum_i sum_j W3[j,r] * (y_i[j] - x_i[j])")
        #expect(try answer("dw1 = sum_i (y_i - x_i) * W3 * w2 * x_i").repair != nil, "two transposes are missing")
    }

    @Test("A square matrix can be the transpose of the derivative in its values alone")
    func squareTranspose() throws {
        let answer = try answer("dW3 = sum_i (w2 * z_i + b2) * (y_i - x_i)^T")
        #expect(answer.verdict == .transposed && answer.difference?.shape == nil)
        #expect(answer.difference?.entry == "dW3[1,2]")
        #expect(answer.repair?.formula == "dW3 = (sum_i (w2 * z_i + b2) * (y_i - x_i)^T)^T")
        // Of a symmetric square nothing is wrong; a sum that happens to be shaped like it is.
        #expect(try self.answer("dW3 = sum_i y_i * y_i^T").repair == nil)
    }

    /// No formula next to a right one is taken for right, and each is repaired.
    @Test("Every single change of a right formula is found and repaired")
    func variants() throws {
        var count = 0
        for entry in try Self.file("correct").entries {
            let formula = try entry.formula.get()
            for (change, expression) in FormulaVariants(FormulaVocabulary(entry.setting)).changed(formula.expression) {
                let changed = try GradientFormula(formula.with(expression).text, setting: entry.setting)
                let answer = DerivationCheck().answer(changed)
                #expect(answer.verdict != .equal, "\(change) in \(formula.text)")
                #expect(answer.repair != nil, "\(change) in \(formula.text)")
                count += 1
            }
        }
        #expect(count > 20)
    }

    @Test("Answers are JSON, with the place of an error")
    func json() throws {
        let answers = [
            try answer("dw2 = sum_i z_i * W3 * (y_i - x_i)"), try answer("  dw2 = sum_i z_i * W5"),
        ]
        let text = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        for part in [
            #""verdict":"differs""#, #""byDifferentiation":"#, #""onlyAtKinks":false"#, #""change":"W3 → W3^T""#,
            #""setting":"model: linear, loss: half-sum, layout: weight-shaped, width: square""#,
            #""verdict":"malformed""#, #""column":21"#, #""line":2"#,
        ] { #expect(text.contains(part), "\(part) in \(text)") }
    }
}
