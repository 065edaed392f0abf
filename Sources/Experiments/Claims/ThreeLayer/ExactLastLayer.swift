internal import Exact

/// The weights of a last layer without bias, W3 `[n × units]`, and what it makes of the activations A2.
struct ExactLastLayer {
    /// W3.
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

/// Hidden activations with a last layer that was found for them.
struct FoundLastLayer: CustomStringConvertible {
    /// A2, `[n + 1 × n2]`.
    let activations: ExactMatrix
    /// W3, `[n × n2]`.
    let last: ExactLastLayer

    /// n.
    var length: Int { activations.rows - 1 }
    /// U3.
    var preactivations: ExactMatrix { last.preactivations(of: activations) }

    var description: String {
        "n = \(length), width \(activations.columns), rank A2 = \(activations.rank), rank W3 = \(last.weights.rank)"
    }
}

extension ExactMatrix {
    /// The matrix with a column of ones at its right, for a layer with a bias.
    var withOnes: ExactMatrix {
        appending(columns: ExactMatrix(rows: rows, columns: 1, elements: Array(repeating: .one, count: rows)))
    }
}
