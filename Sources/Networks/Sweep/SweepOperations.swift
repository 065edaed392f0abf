/// The operations of the sweep for one scalar and one type of accumulators; opaque outside this module.
public struct SweepOperations<Element: Scalar>: Sendable {
    let kernels: SweepKernels<Element>
}

extension Float {
    /// The single-precision sweep, with single- or double-precision accumulators.
    public static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Float> {
        SweepOperations(kernels: accumulators == .double ? .doubleAccumulators : .single)
    }
}

extension Double {
    /// The double-precision sweep; its accumulators are double either way.
    public static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Double> {
        SweepOperations(kernels: .double)
    }
}
