internal import Exact
internal import Networks

/// The shapes of a stack's gradients in numerator layout, as z^(L−1) [δ^(L)]^T and [δ^(L)]^T give them.
struct GradientShapes {
    private let stack: HomeworkStack<Rational>
    private let shapes: [String: MatrixShape]

    /// The gradients that the list of solution 1.2 c names, sorted: ∂ℓ/∂b2 appears twice, ∂ℓ/∂W1 not at all.
    static let printedNames = ["W2", "b1", "b2", "b2"]

    init(_ stack: HomeworkStack<Rational>) {
        self.stack = stack
        let deltas = stack.deltas
        var shapes: [String: MatrixShape] = [:]
        for layer in 1...stack.depth {
            shapes["W\(layer)"] = (stack.z[layer - 1] * deltas[layer].transposed).shape
            shapes["b\(layer)"] = deltas[layer].transposed.shape
        }
        self.shapes = shapes
    }

    subscript(name: String) -> MatrixShape? { shapes[name] }
    /// The names of the parameters, sorted.
    var names: [String] { shapes.keys.sorted() }

    /// Rows for a table: a quantity, its shape, the shape of the loss's derivative with respect to it, and the
    /// transpose.
    var rows: [[String]] {
        var rows = [["x", stack.input.shape.description, "", ""]]
        for layer in 1...stack.depth {
            for (name, matrix) in [
                ("s", stack.s[layer]), ("z", stack.z[layer]), ("W", stack.weight(layer)), ("b", stack.s[layer]),
            ] {
                let gradient = shapes["\(name)\(layer)"]
                rows.append([
                    "\(name)\(layer)", matrix.shape.description, gradient?.description ?? "",
                    gradient?.transposed.description ?? "",
                ])
            }
        }
        return rows
    }
}
