internal import Exact

/// The weights of a last layer without bias, W3 `[n × units]`, and the preactivations that it computes from the
/// activations A2.
struct ExactLastLayer {
    /// The weights W3, `[n × units]`.
    let weights: ExactMatrix

    /// U3 = A2 W3ᵀ.
    func preactivations(of activations: ExactMatrix) -> ExactMatrix {
        ExactMatrix((0..<weights.rows).map { activations.times(Array(weights.row($0))) }).transposed()
    }

    /// Whether relu(U3) = Y.
    func reconstructs(from activations: ExactMatrix) -> Bool {
        preactivations(of: activations).rectified == StepForm.targets(weights.rows)
    }
}

extension ExactMatrix {
    /// The matrix with a column of ones at its right, for a layer with a bias.
    var withOnes: ExactMatrix {
        appending(columns: ExactMatrix(rows: rows, columns: 1, elements: Array(repeating: .one, count: rows)))
    }
}
