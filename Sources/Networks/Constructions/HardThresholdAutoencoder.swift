/// The two-layer autoencoder of step functions that is written down, not trained (Elementary response, section 3).
///
/// The encoder sums the signal, z = θ for amplitude 1; output p, the one that must be on iff θ ≥ p, fires where
/// w_p z ≥ 1. Every w_p in [1/p, 1/(p − 1)) is right in real arithmetic.
public enum HardThresholdAutoencoder: String, Sendable, Hashable, CaseIterable {
    /// w_p = 1/p, as the paper has it (lemma 3.1): exact in the reals; in floating point fl(p · fl(1/p)) < 1 for some
    /// p, the first being 41 in single and 49 in double precision.
    case reciprocal = "hardThreshold"
    /// w_p = 1/(p − ½): exact in floating point too, as long as the margin 1/(2p − 1) on either side of 1 outlasts the
    /// roundings of the weight and of the product: for 2p − 1 ≤ 2^54/3 in double precision and 2^25/3 in single, where
    /// the first p that fails is 6,551,843, at θ = p − 1.
    case midpoint = "hardThresholdMidpoint"

    /// The layers: one linear unit, then `length` hard thresholds without bias.
    public static func layers(length: Int) -> [Dense] {
        [Dense(1, bias: false, frozen: true), Dense(length, activation: .hardThreshold, bias: false, frozen: true)]
    }

    /// The network for signals of a length and orientation.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range.
    public func network<S: Scalar>(
        length: Int, orientation: Orientation, as type: S.Type = S.self
    ) throws(NetworkError) -> Network<S> {
        let layers = Self.layers(length: length)
        _ = try Network<S>.parameterCount(inputs: length, layers: layers)
        let weights = (0..<length).map { j -> S in
            let p = orientation == .leadingOnes ? j + 1 : length - j
            return self == .reciprocal ? S(1) / S(p) : S(2) / S(2 * p - 1)
        }
        return try Network(
            inputs: length,
            layers: [
                Layer(
                    dense: layers[0], weight: Matrix(rows: 1, columns: length, repeating: 1), bias: nil),
                Layer(
                    dense: layers[1], weight: Matrix(rows: length, columns: 1, elements: weights), bias: nil),
            ])
    }
}
