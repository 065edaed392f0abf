/// How an epoch is computed. Every path computes the same loss and gradient.
public enum ComputationPath: String, Sendable, Hashable, CaseIterable {
    /// The fastest path that serves the network.
    case auto
    /// ``Backpropagation``: the readable truth.
    case reference
    /// Matrix products through BLAS.
    case dense

    /// The path that `auto` takes.
    var resolved: ComputationPath { self == .auto ? .dense : self }
}
