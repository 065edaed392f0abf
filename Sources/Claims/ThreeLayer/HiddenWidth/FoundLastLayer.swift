internal import Exact

/// Hidden activations with a last layer that was found for them.
struct FoundLastLayer: CustomStringConvertible {
    /// A2, `[n + 1 × n2]`.
    let activations: ExactMatrix
    /// W3, `[n × n2]`.
    let last: ExactLastLayer

    /// The signal length n.
    var length: Int { activations.rows - 1 }
    /// The preactivations U3.
    var preactivations: ExactMatrix { last.preactivations(of: activations) }

    var description: String {
        "n = \(length), width \(activations.columns), rank A2 = \(activations.rank), rank W3 = \(last.weights.rank)"
    }
}
