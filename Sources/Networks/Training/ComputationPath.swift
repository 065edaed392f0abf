/// How an epoch is computed. Every path computes the same loss and gradient.
public enum ComputationPath: String, Sendable, Hashable, CaseIterable {
    /// The path that serves every network: the dense one.
    case auto
    /// ``Backpropagation``: the readable truth.
    case reference
    /// Matrix products through BLAS.
    case dense
    /// A sweep over the kinks behind a scalar code: O(n²) instead of O(n³) for n samples, units and outputs.
    case sweep

    /// The path that is taken.
    var resolved: ComputationPath { self == .auto ? .dense : self }
}
