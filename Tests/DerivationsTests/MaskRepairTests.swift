import Derivations
import Testing

/// Masks of ReLU that are missing, too many, or those of another layer: the commonest slip of the papers' gradients.
@Suite struct MaskRepairTests {
    private func answer(_ text: String, _ settings: String) throws -> DerivationAnswer {
        let file = try FormulaFile(Array("\(settings)\n\(text)\n".utf8), source: "f.txt")
        return try #require(DerivationCheck().answers(file).first)
    }

    /// The repaired formula, which is right on other networks than those that it was found on.
    private func repaired(_ text: String, _ settings: String) throws -> DerivationAnswer.Repair {
        let wrong = try answer(text, settings)
        #expect(wrong.verdict != .equal)
        let repair = try #require(wrong.repair, "\(text) with \(settings)")
        let file = try FormulaFile(Array("\(settings)\n\(repair.formula)\n".utf8), source: "f.txt")
        let right = try #require(DerivationCheck(seed: 77).answers(file).first)
        #expect(right.verdict == .equal, "\(repair.formula)")
        return repair
    }

    @Test(
        "A missing mask is put where it belongs",
        arguments: [
            (
                "model: relu", "db2 = sum_i W3^T * ((y_i - x_i) .* [u3_i > 0])",
                "db2 = sum_i W3^T * ((y_i - x_i) .* [u3_i > 0]) .* [u2_i > 0]"
            ),
            (
                "model: relu", "db2 = sum_i W3^T * (y_i - x_i) .* [u2_i > 0]",
                "db2 = sum_i W3^T * ((y_i - x_i) .* [u3_i > 0]) .* [u2_i > 0]"
            ),
            (
                "model: relu", "db2 = sum_i W3^T * (y_i - x_i)",
                "db2 = sum_i W3^T * ((y_i - x_i) .* [u3_i > 0]) .* [u2_i > 0]"
            ),
            (
                "model: relu, width: free", "dW3 = sum_i (y_i - x_i) * a2_i^T",
                "dW3 = sum_i (y_i - x_i) .* [u3_i > 0] * a2_i^T"
            ),
            (
                "model: relu", "db1 = sum_i w2^T * (W3^T * ((y_i - x_i) .* [u3_i > 0]))",
                "db1 = sum_i w2^T * (W3^T * ((y_i - x_i) .* [u3_i > 0]) .* [u2_i > 0])"
            ),
            (
                "model: relu, width: free", "dW3[u,v] = sum_i (y_i[u] - x_i[u]) * a2_i[v]",
                "dW3[u,v] = sum_i (y_i[u] - x_i[u]) * a2_i[v] * [u3_i[u] > 0]"
            ),
            (
                "model: relu, width: free", "db2[r] = sum_i sum_j W3[j,r] * (y_i[j] - x_i[j]) * [u2_i[r] > 0]",
                "db2[r] = sum_i sum_j W3[j,r] * (y_i[j] - x_i[j]) * [u2_i[r] > 0] * [u3_i[j] > 0]"
            ),
            (
                "model: homework", "db1 = 2 * W2^T * (y_hat - y)", "db1 = 2 * W2^T * (y_hat - y) .* [s1 > 0]"
            ),
            (
                "model: homework", "dW1 = 2 * W2^T * (y_hat - y) * x^T",
                "dW1 = 2 * W2^T * (y_hat - y) .* [s1 > 0] * x^T"
            ),
            (
                "model: homework, layout: numerator", "dW1 = 2 * x * (y_hat - y)^T * W2",
                "dW1 = 2 * x * (y_hat - y)^T * W2 * diag([s1 > 0])"
            ),
            (
                "model: homework", "dW1[i,j] = 2 * sum_k (y_hat[k] - y[k]) * W2[k,i] * x[j]",
                "dW1[i,j] = 2 * sum_k (y_hat[k] - y[k]) * W2[k,i] * x[j] * [s1[i] > 0]"
            ),
        ])
    func missing(settings: String, text: String, expected: String) throws {
        let repair = try repaired(text, settings)
        #expect(repair.formula == expected)
        #expect(repair.change.contains("the mask ["))
    }

    @Test("Masks that belong to two sums are found in one sum over all indices: equation (4) of the study")
    func oneSum() throws {
        let repair = try repaired(
            "dw1[s] = sum_j (sum_i x_i[s] * (y_i[j] - x_i[j])) * (sum_k W3[j,k] * w2[k])", "model: relu")
        #expect(repair.change.hasPrefix("one sum over j, i and k, the mask ["))
        #expect(repair.change.contains("[u2_i[k] > 0]") && repair.change.contains("[u3_i[j] > 0]"))
    }

    @Test(
        "Masks are found beside another slip",
        arguments: [
            ("model: relu", "dw2 = sum_i z_i * W3 * (y_i - x_i)", ["W3 → W3^T", "[u3_i > 0]", "[u2_i > 0]"]),
            ("model: relu", "dw2[r] = sum_i sum_j z_i * W3[r,j] * (y_i[j] - x_i[j])", ["W3[j,r]", "[u3_i[j] > 0]"]),
            ("model: relu, loss: mean", "dW3 = sum_i (y_i - x_i) * a2_i^T", ["[u3_i > 0]", "the factor 2/"]),
            ("model: relu", "dW3 = sum_i (x_i - y_i) * a2_i^T", ["[u3_i > 0]"]),
            ("model: relu", "dW3 = sum_i (y_i - x_i) * (w2 * z_i + b2)^T", ["[u3_i > 0]", "[u2_i > 0]"]),
            ("model: relu", "dw1 = sum_i (y_i - x_i)^T * W3 * w2 * x_i^T", ["[u3_i > 0]", "[u2_i > 0]"]),
            ("model: relu", "dW3 = sum_i ((y_i - x_i) .* [u3_i > 0]) * u2_i^T", ["u2_i → a2_i"]),
            ("model: homework", "db1 = W2^T * (y_hat - y)", ["[s1 > 0]", "the factor 2"]),
            ("model: homework", "dW2 = 2 * (y_hat - y) * s1^T", ["s1 → z1"]),
        ])
    func combined(settings: String, text: String, parts: [String]) throws {
        let repair = try repaired(text, settings)
        for part in parts { #expect(repair.change.contains(part), "\(part) in \(repair.change)") }
    }

    @Test(
        "A mask that does not belong there is removed",
        arguments: [
            (
                "model: linear", "db2 = sum_i W3^T * ((y_i - x_i) .* [u3_i > 0])", "db2 = sum_i W3^T * (y_i - x_i)"
            ),
            (
                "model: linear", "db2 = sum_i (W3^T * ((y_i - x_i) .* [u3_i > 0])) .* [u2_i > 0]",
                "db2 = sum_i W3^T * (y_i - x_i)"
            ),
            ("model: homework", "db2 = 2 * (y_hat - y) .* [s2 > 0]", "db2 = 2 * (y_hat - y)"),
            (
                "model: homework", "dW2[i,j] = 2 * [s2[i] > 0] * (y_hat[i] - y[i]) * z1[j]",
                "dW2[i,j] = 2 * (y_hat[i] - y[i]) * z1[j]"
            ),
            (
                "model: homework, layout: numerator", "dW2 = 2 * z1 * (y_hat - y)^T * diag([s2 > 0])",
                "dW2 = 2 * z1 * (y_hat - y)^T"
            ),
            (
                "model: relu", "dW3 = sum_i ((y_i - x_i) .* [u3_i > 0] .* [x_i > 0]) * a2_i^T",
                "dW3 = sum_i ((y_i - x_i) .* [u3_i > 0]) * a2_i^T"
            ),
            ("", "db1 = (sum_i (y_i - x_i)^T * W3 * w2) * [1000 + b1 > 0]", "db1 = sum_i (y_i - x_i)^T * W3 * w2"),
        ])
    func excess(settings: String, text: String, expected: String) throws {
        let repair = try repaired(text, settings)
        let plain = try #require(
            try FormulaFile(Array("\(settings)\n\(expected)".utf8), source: "").entries.first
        ).formula.get()
        #expect(repair.formula == plain.text)
        #expect(repair.change.hasPrefix("the removal of the mask ["))
    }

    @Test(
        "A mask of the wrong layer becomes that of the right one, or moves",
        arguments: [
            ("model: relu", "dW3 = sum_i ((y_i - x_i) .* [u2_i > 0]) * a2_i^T", ["[u2_i > 0] → [u3_i > 0]"]),
            (
                "model: relu", "db2 = sum_i (W3^T * ((y_i - x_i) .* [u2_i > 0])) .* [u3_i > 0]",
                ["[u2_i > 0] → [u3_i > 0]", "[u3_i > 0] → [u2_i > 0]"]
            ),
            (
                "model: relu", "dW3[u,v] = sum_i (y_i[u] - x_i[u]) * [u2_i[u] > 0] * a2_i[v]",
                ["[u2_i[u] > 0] → [u3_i[u] > 0]"]
            ),
            (
                "model: homework", "db1 = 2 * W2^T * ((y_hat - y) .* [s2 > 0])",
                ["the removal of the mask [s2 > 0]", "the mask [s1 > 0] on "]
            ),
        ])
    func layer(settings: String, text: String, parts: [String]) throws {
        let repair = try repaired(text, settings)
        for part in parts { #expect(repair.change.contains(part), "\(part) in \(repair.change)") }
    }

    @Test("With a free width a mask of the wrong layer is an error of shape, and the repair is the same")
    func shapes() throws {
        let text = "db2 = sum_i (W3^T * ((y_i - x_i) .* [u2_i > 0])) .* [u2_i > 0]"
        #expect(try answer(text, "model: relu, width: free").verdict == .malformed)
        let repair = try repaired(text, "model: relu, width: free")
        #expect(repair.change == "[u2_i > 0] → [u3_i > 0]")
    }

    @Test("A formula that no mask mends has no repair")
    func none() throws {
        for (settings, text) in [
            ("model: relu", "db2 = sum_i W3^T * (y_i + x_i)"),
            ("model: relu", "db1 = sum_i w2^T * ((y_i - x_i) .* [u3_i > 0])"),
            ("model: homework", "db1 = 2 * W2^T * y_hat"),
        ] {
            let answer = try answer(text, settings)
            #expect(answer.verdict == .differs && answer.repair == nil, "\(answer)")
        }
    }
}
