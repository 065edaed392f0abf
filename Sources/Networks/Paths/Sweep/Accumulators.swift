/// The precision that the sweep computes in; parameters, targets and the optimizer's moments keep the network's own.
public enum Accumulators: String, Sendable, Hashable, CaseIterable {
    /// The network's own.
    ///
    /// In single precision the gradient's relative error is one to ten times that of single-precision matrix products:
    /// enough for all but the last decades of the loss. The codes and the encoder's gradient of sparse signals are
    /// summed in double precision all the same.
    case native
    /// Double precision for codes, preactivations, errors and sums, whatever the network's is.
    ///
    /// The gradient is that of the stored weights, rounded once. About twice the time of ``native``.
    case double
}
