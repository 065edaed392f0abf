/// How the derivatives of a scalar by a matrix are arranged.
public enum GradientLayout: String, Sendable, Hashable, CaseIterable {
    /// Shaped like W, `[outputs × inputs]`: entry (i, j) is ∂ℓ/∂W_ij. The layout of optimizers and of PyTorch's
    /// `.grad`.
    case weightShaped
    /// Numerator layout, `[inputs × outputs]`: the transpose (Homework 1, solution 1.2 c).
    case numerator
}
