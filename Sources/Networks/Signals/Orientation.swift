/// On which side the ones of a step function are.
public enum Orientation: String, Sendable, Hashable, CaseIterable {
    /// x(j) = 1 for j ≤ θ, j from 1 (Elementary response, definition 2.2).
    case leadingOnes
    /// x(j) = 1 for j ≥ i, j from 1: θ = n + 1 − i ones at the end (Three layers autoencoder, section 3.1).
    case trailingOnes
}
