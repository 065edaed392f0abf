/// How an epoch is computed. Every path computes the same loss and gradient.
public enum ComputationPath: String, Sendable, Hashable, CaseIterable {
    /// The sweep where it serves the network, the dense path elsewhere.
    case auto
    /// ``Backpropagation``: the readable reference.
    case reference
    /// Matrix products through BLAS.
    case dense
    /// A sweep over the kinks after a scalar code: O(n²) instead of O(n³) for n samples, units and outputs.
    case sweep

    /// The path that is taken for a network.
    public func resolved<Element: Scalar>(for network: Network<Element>, loss: Loss) -> ComputationPath {
        guard self == .auto else { return self }
        return SweepObjection(to: network, loss: loss) == nil ? .sweep : .dense
    }
}
