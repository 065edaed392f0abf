/// The autoencoder of step functions that is exact for every amplitude: without biases, so that f(s x) = s f(x) for s ≥
/// 0.
///
/// Its code is linear in the signal: z₁ = c, the entry that every step has on, and z₂ = Σ x = cθ. Three layers without
/// biases follow, of 2, n and n units, and what they do for c = 1 they do for every c > 0; the blank has the code (0,
/// 0) and is reproduced too. All weights are whole numbers. At n = 1 the hidden layer is narrower than the code, and is
/// ``Network/codeLayer``.
///
/// Source: with ``PositionAmplitudeAutoencoder``, answers the question of Elementary response, section 2, whether an
/// encoder can be linear in the parameters: in c and cθ it can, in c and θ it cannot.
public enum ScaleEquivariantAutoencoder: String, Sendable, Hashable, CaseIterable {
    /// Kinks at the codes, as in ``CanonicalAutoencoder``, which this is at every amplitude
    /// (``Network/lifted(fromAmplitude:orientation:)``):
    ///
    ///     h_g = relu(z₂ − g z₁)              g = 0 … n − 1
    ///     y_p = relu(h_(p−1) − h_p)          p = 1 … n, h_n = 0
    ///
    /// Exact in real arithmetic; in floating point for amplitudes whose multiples up to n are numbers of the precision.
    /// For others an error of cθ is an error of the output.
    case canonical = "scaleEquivariant"
    /// Kinks at the midpoints between codes, where no code is near, and outputs that are cut off on both sides:
    ///
    ///     h_1 = relu(z₁)
    ///     h_p = relu((2p − 1) z₁ − 2 z₂)     p = 2 … n
    ///     y_1 = relu(h_1)
    ///     y_p = relu(h_1 − 2 h_p)
    ///
    /// Exact in floating point too, whatever the bits of c: with θ ≥ p the hidden preactivation is at most −c, else at
    /// least c, and rounding must move it by c/2 to change an output. It cannot, in whatever order sums are taken, up
    /// to n = 2,048 in single precision (4n² ≤ 2^24) and any length in double; but 4nc must not overflow.
    case midpoint = "scaleEquivariantMidpoint"

    /// The two linear units of the code, hidden ReLUs, and ReLU outputs, none with a bias.
    public static func layers(length: Int) -> [Dense] {
        [
            Dense(2, bias: false), Dense(length, activation: .relu, bias: false),
            Dense(length, activation: .relu, bias: false),
        ]
    }

    /// The network for signals of a length and orientation.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range.
    /// - Complexity: O(length²).
    public func network<S: Scalar>(
        length n: Int, orientation: Orientation, as type: S.Type = S.self
    ) throws(NetworkError) -> Network<S> {
        let layers = Self.layers(length: n)
        _ = try Network<S>.parameterCount(inputs: n, layers: layers)
        let steps = StepFunctions(length: n, orientation: orientation)
        var encoder = Matrix<S>(rows: 2, columns: n, repeating: 1)
        for j in 0..<n where j != steps.output(threshold: 1) { encoder[0, j] = 0 }
        var hidden = Matrix<S>(rows: n, columns: 2, repeating: 0)
        var outgoing = Matrix<S>(rows: n, columns: n, repeating: 0)
        for p in 1...n {
            let (unit, output) = (p - 1, steps.output(threshold: p))
            switch self {
            case .canonical:
                hidden[unit, 0] = S(1 - p)
                hidden[unit, 1] = 1
                outgoing[output, unit] = 1
                if p < n { outgoing[output, p] = -1 }
            case .midpoint:
                hidden[unit, 0] = S(2 * p - 1)
                hidden[unit, 1] = p == 1 ? 0 : -2
                if p > 1 { outgoing[output, unit] = -2 }
                outgoing[output, 0] = 1
            }
        }
        return try Network(
            inputs: n,
            layers: [
                Layer(dense: layers[0], weight: encoder, bias: nil),
                Layer(dense: layers[1], weight: hidden, bias: nil),
                Layer(dense: layers[2], weight: outgoing, bias: nil),
            ])
    }
}
