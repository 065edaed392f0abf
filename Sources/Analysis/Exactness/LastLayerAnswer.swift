public import Exact

/// Whether the layers before the last allow a last layer that reproduces every target.
public enum LastLayerAnswer: Sendable, Hashable {
    /// No weights reproduce every target: the multipliers, one for each sample, refute one output.
    case impossible(LastLayerObstruction)
    /// Some weights reproduce every target.
    case possible
    /// The question was not decided, for the given reason.
    case undecided(String)
}

/// A Farkas witness: with the layers before the last as they are, no weights of the last layer make an output right.
public struct LastLayerObstruction: Sendable, Hashable {
    /// The methods that find a witness.
    public enum Origin: Sendable, Hashable {
        /// Two samples give the last layer the same activations.
        case sameActivations(Int, Int)
        /// Every activation is affine over three samples that are neighbours by code, and so is every output's
        /// preactivation.
        case affine(Int, Int, Int)
        /// A left null vector of the activations: the only one up to scale, or a combination of several.
        case nullVector(isOnly: Bool)
        /// The simplex method.
        case simplex
    }

    /// The output that cannot be right.
    public let output: Int
    /// λ: integers, one for each sample, with λ A = 0, λ ≥ 0 where the target is 0, and Σ λ t < 0.
    public let multipliers: [Rational]
    /// The method that found the witness.
    public let origin: Origin
}
