/// The papers' naive solution, with the best last layer that it allows (Three layers autoencoder, section 3.1).
///
/// The code counts from the full step, z = i = n + 1 − θ, and a_k = relu(i − k + 1), k = 1 … n; here both are times the
/// amplitude, so that all weights are ±1. Output j of the paper is right with u_j = a_1 − a_2 − a_(j+1) for j < n. No
/// weights make output n right: over the last three samples a_1, …, a_n are affine, so that u_n = amplitude, amplitude
/// there forces u_n = amplitude at the blank. It keeps u_n = a_1 − a_2.
public struct NaiveSolution: Sendable, Hashable {
    /// The step functions: one amplitude.
    public var steps: StepFunctions

    /// The naive solution for `steps`.
    public init(_ steps: StepFunctions) { self.steps = steps }

    /// The network, every parameter rounded to S.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range, or the steps have several amplitudes.
    public func network<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        let n = steps.length
        let layers = CanonicalAutoencoder.layers(length: n)
        _ = try Network<S>.parameterCount(inputs: n, layers: layers)
        let amplitude = try steps.singleAmplitude()
        var outgoing = Matrix<S>(rows: n, columns: n, repeating: 0)
        for j in 1...n {
            let output = steps.output(threshold: n + 1 - j)
            outgoing[output, 0] = 1
            if n > 1 { outgoing[output, 1] = -1 }
            // For j = 1 both a_2 are the same unit.
            if j < n { outgoing[output, j] = outgoing[output, j] - 1 }
        }
        return try Network(
            inputs: n,
            layers: [
                Layer(
                    dense: layers[0], weight: Matrix(rows: 1, columns: n, repeating: -1),
                    bias: [S(amplitude * Double(n + 1))]),
                Layer(
                    dense: layers[1], weight: Matrix(rows: n, columns: 1, repeating: 1),
                    bias: (0..<n).map { S(-amplitude * Double($0)) }),
                Layer(dense: layers[2], weight: outgoing, bias: nil),
            ])
    }
}
