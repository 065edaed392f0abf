/// How a sweep is made for one scalar type and one type of accumulators; opaque outside this module.
public struct SweepOperations<Element: TrainableScalar>: Sendable {
    let path: @Sendable (SweepRequest<Element>) -> AnyLossGradient<Element>
    /// Always in double precision.
    let kinks: @Sendable (SweepRequest<Element>) -> ScalarCodeSteps<Element>
}

/// What a sweep is made from.
struct SweepRequest<Element: TrainableScalar> {
    let network: Network<Element>
    /// ``ParameterLayout/forSweep(_:)`` of the network.
    let layout: ParameterLayout
    let loss: Loss
    /// The most samples of a batch.
    let capacity: Int
    /// The signals where every batch is all of them, in order; nil where it is not.
    let signals: Matrix<Double>?
}

extension Float {
    /// The single-precision sweep, with single- or double-precision accumulators.
    public static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Float> {
        let kinks: @Sendable (SweepRequest<Float>) -> ScalarCodeSteps<Float> = {
            ScalarCodeSteps(ScalarCodeKinks<DoubleAccumulatorSweep>($0))
        }
        switch accumulators {
        case .native:
            return SweepOperations(path: { AnyLossGradient(SweepPath<SingleSweep>($0)) }, kinks: kinks)
        case .double:
            return SweepOperations(path: { AnyLossGradient(SweepPath<DoubleAccumulatorSweep>($0)) }, kinks: kinks)
        }
    }
}

extension Double {
    /// The double-precision sweep; its accumulators are double either way.
    public static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Double> {
        SweepOperations(
            path: { AnyLossGradient(SweepPath<DoubleSweep>($0)) },
            kinks: { ScalarCodeSteps(ScalarCodeKinks<DoubleSweep>($0)) })
    }
}
