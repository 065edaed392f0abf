/// How a sweep is made for one scalar type and one type of accumulators; opaque outside this module.
public struct SweepOperations<Element: KernelScalar>: Sendable {
    let path: @Sendable (SweepRequest<Element>) -> AnyLossGradient<Element>
}

/// What a sweep is made from.
struct SweepRequest<Element: KernelScalar> {
    let network: Network<Element>
    /// ``ParameterLayout/forSweep(_:)`` of the network.
    let layout: ParameterLayout
    let loss: Loss
    /// The most samples of a batch.
    let capacity: Int
    /// The signals where every batch is all of them, in order; nil otherwise.
    let signals: Matrix<Double>?
}

extension Float {
    /// The single-precision sweep, with single- or double-precision accumulators.
    public static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Float> {
        switch accumulators {
        case .native: SweepOperations { AnyLossGradient(SweepPath<SingleSweep>($0)) }
        case .double: SweepOperations { AnyLossGradient(SweepPath<DoubleAccumulatorSweep>($0)) }
        }
    }
}

extension Double {
    /// The double-precision sweep; its accumulators are double either way.
    public static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Double> {
        SweepOperations { AnyLossGradient(SweepPath<DoubleSweep>($0)) }
    }
}
