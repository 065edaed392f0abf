import Descriptions
import Foundation
import Networks
import Testing

@testable import Derivations

/// The tables of a gradient case: as values, as text, as TeX.
@Suite struct GradientTablesTests {
    private func outcome(_ json: String, layout: GradientLayout = .weightShaped) throws -> GradientOutcome {
        let gradientCase = try #require(try GradientCase.read(Array(json.utf8), source: "test").first)
        return GradientOutcome(gradientCase, layout: layout, tolerance: 1e-12)
    }

    private let small = """
        {"dims": [3, 2, 1], "activations": ["relu", "identity"], "loss": "squaredErrorSum",
         "W": [[[1, 0, 2], [0, -1, 1]], [[3, 4]]], "b": [[0, 1], null], "x": [[1, 2, 0.5]], "y": [[1]]}
        """

    /// A network with every activation and wide layers.
    private var wide: String {
        func matrix(_ rows: Int, _ columns: Int) -> String {
            "["
                + (0..<rows).map { i in "[" + (0..<columns).map { "\(Double(i - $0) / 8)" }.joined(separator: ",") + "]"
                }
                .joined(separator: ",") + "]"
        }
        return """
            {"dims": [12, 11, 11, 11, 2], "activations": ["tanh", "leakyReLU", "softplus", "sigmoid"],
             "loss": "binaryCrossEntropyMean", "W": [\(matrix(11, 12)), \(matrix(11, 11)), \(matrix(11, 11)), \(matrix(2, 11))],
             "x": \(matrix(2, 12)), "y": [[0, 1], [1, 0]]}
            """
    }

    @Test("Numbers stand in columns that fit a terminal, with one text for numbers")
    func columns() throws {
        let lines = GradientText.lines([try outcome(wide)], style: .text, width: 80)
        #expect(lines.allSatisfy { $0.count <= 80 })
        let parts = lines.filter { $0.hasPrefix("  columns ") }
        #expect(parts.contains { $0.hasPrefix("  columns 0 to ") } && parts.contains { $0.hasSuffix(" to 11") })
        let narrow = GradientText.lines([try outcome(small)], style: .text, width: 80)
        let start = try #require(narrow.firstIndex(of: "s1  preactivations of layer 1, one sample a row"))
        #expect(narrow[start + 1] == "     2  −0.5")
        #expect(!narrow.contains { $0.contains("columns") || $0.contains("-0.5") })
        let differing = small.dropLast() + #", "lossValue": 25.00001}"#
        let compared = GradientText.lines([try outcome(String(differing))], style: .text)
        #expect(compared.last == "differs  lossValue: computed 25, expected 25.00001")
    }

    @Test("Modules and shapes of the homework's network")
    func tables() throws {
        let outcome = try outcome(small)
        #expect(
            outcome.modules.map { $0.cells(.text).output } == [
                "s1 = W1 x + b1", "z1 = ReLU(s1)", "s2 = W2 z1", "ŷ = I(s2)", "ℓ = Σ (ŷ_k − y_k)²",
            ])
        #expect(outcome.modules.map(\.shape) == [[2, 1], [2, 1], [1, 1], [1, 1], [1, 1]])
        let shapes = Dictionary(uniqueKeysWithValues: outcome.shapes.map { ($0.name(.text), $0) })
        #expect(Set(shapes.keys) == ["x", "W1", "b1", "s1", "z1", "W2", "s2", "ŷ"])
        #expect(
            shapes["W1"]?.derivative(in: .numerator) == [3, 2] && shapes["W1"]?.derivative(in: .weightShaped) == [2, 3])
        #expect(shapes["b1"]?.derivative(in: .numerator) == [1, 2])
    }

    @Test("The Jacobians of the loss, of the activations, of the linear layers")
    func jacobians() throws {
        let outcome = try outcome(small)
        // s1 = (2, −0.5), z1 = (2, 0), ŷ = 6, ∂ℓ/∂ŷ = 2 (6 − 1).
        #expect(outcome.lossJacobians == [[10]])
        #expect(outcome.activationJacobians == [[[1, 0]], [[1]]])
        #expect(outcome.layerJacobians == [[[1, 0, 2], [0, -1, 1]], [[3, 4]]])
        #expect(outcome.deltas == [[[30, 0]], [[10]]])
    }

    @Test(
        "Invalid sizes, and text that is not JSON, are refused by name",
        arguments: [
            ("\"dims\": [3, 2, 1]", "\"dims\": [3.5, 2, 1]", "dims.0: 3.5: expected a whole number, 1 or more"),
            ("\"dims\": [3, 2, 1]", "\"dims\": [3, -2, 1]", "dims.1: −2: expected a whole number, 1 or more"),
            ("\"dims\": [3, 2, 1]", "\"dims\": [3, 2, 0]", "dims.2: 0: expected a whole number, 1 or more"),
            ("\"dims\": [3, 2, 1]", "\"dims\": [3, \"2\", 1]", "dims.1: expected a number"),
            ("\"dims\": [3, 2, 1]", "\"dims\": [3, 2, 1e300]", "dims.2: 1e300: expected a whole number, 1 or more"),
            ("\"dims\": [3, 2, 1]", "\"dimms\": [3, 2, 1]", "dimms: unknown key; "),
            ("\"dims\": [3, 2, 1]", "\"dims\": [3, 2, 1", "not JSON: "),
        ])
    func refused(part: String, wrong: String, message: String) {
        do {
            _ = try outcome(small.replacing(part, with: wrong))
            Issue.record("it was read: \(wrong)")
        } catch {
            #expect("\(error)".hasPrefix("test: \(message)"), "\(error)")
        }
    }

    @Test("JSON has the new keys beside the old ones")
    func keys() throws {
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(try outcome(small)))
        let keys = try #require(object as? [String: Any]).keys
        for key in [
            "loss", "preactivations", "activations", "deltas", "activationJacobians", "networkJacobians", "dW", "db",
            "dx", "layout",
        ] {
            #expect(keys.contains(key))
        }
        for key in ["inputs", "targets", "lossJacobians", "layerJacobians", "modules", "shapes"] {
            #expect(keys.contains(key))
        }
    }

    @Test("The text has every module and every shape")
    func text() throws {
        let lines = GradientTables(try outcome(small)).lines()
        #expect(lines.contains("  Linear 1  x      s1 = W1 x + b1      2 × 1"))
        #expect(lines.contains { $0.hasPrefix("  W2") && $0.contains("1 × 2") && $0.contains("2 × 1") })
    }

    @Test("TeX has the numbers and shapes of the layout asked for")
    func numbers() throws {
        let shaped = GradientFragment(try outcome(small)).lines().joined(separator: "\n")
        let numerator = GradientFragment(try outcome(small, layout: .numerator)).lines().joined(separator: "\n")
        let symbol = #"\frac{\partial \ell}{\partial W^{(1)}} = \underset{"#
        #expect(shaped.contains(symbol + #"2 \times 3}{\begin{pmatrix} 30 & 60 & 15 \\ 0 & 0 & 0 \end{pmatrix}}"#))
        #expect(numerator.contains(symbol + #"3 \times 2}{\begin{pmatrix} 30 & 0 \\ 60 & 0 \\ 15 & 0 \end{pmatrix}}"#))
        #expect(numerator.contains(#"\frac{\partial \ell}{\partial b^{(1)}} = \underset{1 \times 2}"#))
        #expect(shaped.contains(#"\frac{\partial \ell}{\partial b^{(1)}} = \underset{2 \times 1}"#))
        #expect(!shaped.contains("b^{(2)}"))
        #expect(shaped.contains(#"\delta^{(1)} = \underset{2 \times 1}{\begin{pmatrix} 30 \\ 0 \end{pmatrix}}"#))
        #expect(
            shaped.contains(
                #"\frac{\partial z^{(1)}}{\partial s^{(1)}} = \underset{2 \times 2}{\begin{pmatrix} 1 & 0 \\ 0 & 0 \end{pmatrix}}"#
            ))
    }

    @Test("TeX is balanced: braces, environments, dollars; no matrix is wider than ten")
    func balance() throws {
        for text in [small, wide] {
            let lines = GradientFragment(try outcome(text)).lines()
            for line in lines where !line.hasPrefix("%") {
                var depth = 0
                for character in line {
                    depth += character == "{" ? 1 : character == "}" ? -1 : 0
                    #expect(depth >= 0)
                }
                #expect(depth == 0 && line.filter { $0 == "$" }.count.isMultiple(of: 2))
                if line.hasPrefix(#"\["#) {
                    #expect(
                        line.hasSuffix(#"\]"#)
                            && line.components(separatedBy: #"\begin{pmatrix}"#).count
                                == line.components(separatedBy: #"\end{pmatrix}"#).count
                    )
                    for row in line.components(separatedBy: #"\\"#) { #expect(row.filter { $0 == "&" }.count < 10) }
                }
                #expect(line.unicodeScalars.allSatisfy { $0.isASCII })
            }
            for environment in ["center", "tabular"] {
                #expect(
                    lines.filter { $0.contains(#"\begin{\#(environment)}"#) }.count
                        == lines.filter { $0.contains(#"\end{\#(environment)}"#) }.count)
            }
        }
        #expect(
            GradientFragment(try outcome(wide)).lines().contains { $0.contains(#"\ddots"#) && $0.contains(#"\vdots"#) })
    }

    @Test("The hinge residual has no Jacobian by ŷ")
    func hinge() throws {
        let json = small.replacingOccurrences(of: "\"identity\"", with: "\"relu\"").replacingOccurrences(
            of: "squaredErrorSum", with: "hingeResidualSum")
        let outcome = try outcome(json)
        #expect(outcome.lossJacobians == nil)
        #expect(outcome.modules.last?.cells(.text).input == "s2, y")
        #expect(!GradientFragment(outcome).lines().contains { $0.contains(#"\partial \hat y} = \underset"#) })
    }
}
