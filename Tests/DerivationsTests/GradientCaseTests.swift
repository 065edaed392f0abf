import Networks
import Testing

@testable import Derivations

/// What a gradient case reads, and what its outcome says.
@Suite struct GradientCaseTests {
    @Test("A gradient's outcome has the requested layout and sample")
    func gradientOutcome() throws {
        let json = """
            {"dims": [2, 3], "activations": ["identity"], "loss": "crossEntropyMean", "W": [[[1, 2], [3, 4], [5, 6]]],
             "x": [[1, 1], [-1, 2]], "y": [2, 0]}
            """
        let gradientCase = try #require(try GradientCase.read(Array(json.utf8), source: "test").first)
        #expect(gradientCase.targets.nested == [[0, 0, 1], [1, 0, 0]])
        let shaped = GradientOutcome(gradientCase, layout: .weightShaped, tolerance: 1e-12)
        let numerator = GradientOutcome(gradientCase, layout: .numerator, tolerance: 1e-12)
        #expect(shaped.dW[0].count == 3 && numerator.dW[0].count == 2)
        #expect(Matrix(rows: shaped.dW[0])?.transposed() == Matrix(rows: numerator.dW[0]))
        #expect(numerator.layout == "numerator" && numerator.matches == nil)
        #expect(shaped.networkJacobians == [[[1, 2], [3, 4], [5, 6]], [[1, 2], [3, 4], [5, 6]]])
    }

    @Test(
        "A word of any length is named by its beginning",
        arguments: [("kind", "gradient"), ("loss", "squaredErrorSum"), ("activations", "identity")])
    func longWords(key: String, word: String) throws {
        let json = """
            {"kind": "gradient", "dims": [1, 1], "activations": ["identity"], "loss": "squaredErrorSum", "W": [[[2]]],
             "x": [[-1]], "y": [[0]]}
            """
        _ = try GradientCase.read(Array(json.utf8), source: "test")
        let long = json.replacing("\"\(word)\"", with: "\"\(String(repeating: "long", count: 3000))\"")
        for text in [long, "{\"cases\": [\(long)]}"] {
            let error = #expect(throws: GradientCaseError.self) {
                _ = try GradientCase.read(Array(text.utf8), source: "test")
            }
            #expect(error.map { "\($0)".utf8.count < 600 } == true, "\(key)")
        }
    }

    @Test("A gradient case's leaky slope and bias flags take effect")
    func gradientCaseParts() throws {
        func read(_ bias: String) throws -> GradientCase? {
            let json = """
                {"dims": [1, 1], "activations": ["leakyReLU"], "leakySlope": 0.25, "loss": "squaredErrorSum",
                 "W": [[[2]]], "b": [[1]], "bias": [\(bias)], "x": [[-1]], "y": [[0]]}
                """
            return try GradientCase.read(Array(json.utf8), source: "test").first
        }
        let gradientCase = try #require(try read("true"))
        #expect(gradientCase.evaluate().pass.outputs.elements == [-0.25])
        #expect(throws: GradientCaseError.self) { try read("false") }
    }
}
