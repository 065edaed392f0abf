internal import Networks

/// The floating-point types that a network is stored and trained in.
public enum Precision: String, Sendable, Hashable, CaseIterable, Codable {
    /// IEEE single precision throughout.
    case float32
    /// Single precision for parameters, data and the optimizer's moments, double precision for everything that a
    /// gradient is computed from; for networks that the sweep path supports.
    case float32DoubleAccumulators = "float32-double-accumulators"
    /// IEEE double precision throughout.
    case float64

    /// The format that parameters, data and recipe are rounded to.
    var format: NumberFormat { self == .float64 ? .float64 : .float32 }

    /// The precision that the sweep computes in.
    var accumulators: Accumulators { self == .float32DoubleAccumulators ? .double : .native }
}
