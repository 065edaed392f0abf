/// How `ScalarCodeSteps` are made for one scalar type; opaque outside this module.
///
/// They compute in double precision, whatever the scalar. The closures are made where the scalar is known, so that they
/// call code compiled for it.
public struct ScalarCodeOperations<Element: KernelScalar>: Sendable {
    let steps: @Sendable (SweepRequest<Element>) -> ScalarCodeSteps<Element>
}

extension Float {
    /// Single-precision parameters, everything computed in double precision.
    public static var scalarCodeOperations: ScalarCodeOperations<Float> {
        ScalarCodeOperations { ScalarCodeSteps(ScalarCodeKinks<DoubleAccumulatorSweep>($0)) }
    }
}

extension Double {
    /// Double precision throughout.
    public static var scalarCodeOperations: ScalarCodeOperations<Double> {
        ScalarCodeOperations { ScalarCodeSteps(ScalarCodeKinks<DoubleSweep>($0)) }
    }
}
