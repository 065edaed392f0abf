/// The precision that the sweep computes in; parameters, targets and the optimizer's moments keep the network's own.
public enum Accumulators: String, Sendable, Hashable, CaseIterable {
    /// The network's own.
    ///
    /// In single precision the gradient's relative error is that of a single-precision matrix product on a network near
    /// convergence, and up to ten times as large on a half-trained one: enough for all but the last decades of the loss.
    case native
    /// Double precision for codes, preactivations, errors and sums, whatever the network's is.
    ///
    /// The gradient is that of the stored weights, rounded once. About twice the time of ``native``.
    case double
}
